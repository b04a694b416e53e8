// SPDX-License-Identifier: Apache-2.0
#include "base/command_files.hpp"

#include <system_error>

#include "base/error.hpp"
#include "base/output_file.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

/// The path without links and dots; its last parts need not exist.
fs::path resolved(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, failed), failed);
  return failed ? fs::path(path) : real;
}

/// Hard links are one file, too.
bool same_file(const fs::path& one, const fs::path& other) {
  std::error_code ignored;
  return one == other || fs::equivalent(one, other, ignored);
}

bool is_device(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && fs::is_other(path, ignored);
}

}  // namespace

void CommandFiles::reads(const std::string& path) {
  if (!path.empty()) inputs_.push_back(resolved(path));
}

void CommandFiles::reads(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) reads(path);
}

void CommandFiles::writes(const std::string& option, const std::string& path) {
  if (path.empty()) return;
  require_writable(path);
  const fs::path output = resolved(path);
  for (const fs::path& input : inputs_)
    if (same_file(output, input))
      throw InputError(option + ": " + path + " is an input of this command; name another file for the output");
  for (const Output& other : outputs_)
    if (!is_device(output) && same_file(output, other.path))
      throw InputError(option + ": " + path + " is already the output of " + other.option + "; name another file");
  outputs_.push_back({option, output});
}

}  // namespace spikeloom
