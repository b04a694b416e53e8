// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/error.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw InputError(path + ": cannot be written: " + why);
}

/// Pipes and devices (/dev/stdout) are written in place: renaming over them would replace them.
bool is_special(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_regular_file(path, ignored);
}

fs::path folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

/// A link stays a link: the file behind it is the one to replace.
std::string behind_link(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  return failed ? path : real.string();
}

}  // namespace

void require_writable(const std::string& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) fail(path, "it is a folder");
  const fs::path folder = folder_of(path);
  if (!fs::is_directory(folder, ignored)) fail(path, "there is no folder " + folder.string());
  if (::access(folder.c_str(), W_OK) != 0 && !is_special(path)) fail(path, std::strerror(errno));
}

void write_atomically(const std::string& path, const std::function<void(const std::string&)>& write) {
  require_writable(path);
  if (is_special(path)) return write(path);
  const std::string target = behind_link(path);
  const std::string temporary = target + ".partial-" + std::to_string(::getpid());
  std::error_code failed;
  try {
    write(temporary);
    fs::rename(temporary, target, failed);
  } catch (...) {
    fs::remove(temporary, failed);
    throw;
  }
  if (failed) fail(path, failed.message());
}

void write_text(const std::string& path, const std::string& text) {
  write_atomically(path, [&](const std::string& temporary) {
    std::ofstream file(temporary, std::ios::binary);
    file << text << std::flush;
    if (!file) fail(path, "not all of it could be stored");
  });
}

}  // namespace spikeloom
