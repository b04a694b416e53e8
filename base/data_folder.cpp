// SPDX-License-Identifier: Apache-2.0
#include "base/data_folder.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

/// Empty when no folder above the program has one.
fs::path folder_near_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (fs::path folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    fs::path data = folder / "share" / "spikeloom";
    if (fs::is_directory(data, error)) return data;
    if (folder == folder.root_path()) break;
  }
  return {};
}

fs::path data_folder() {
  const char* chosen = std::getenv("SPIKELOOM_DATA");
  return chosen != nullptr && *chosen != '\0' ? fs::path(chosen) : folder_near_program();
}

}  // namespace

std::string data_path(const std::string& name) {
  const fs::path folder = data_folder();
  if (folder.empty())
    throw InputError("no folder above the program has share/spikeloom; set SPIKELOOM_DATA to the data of Spikeloom");
  std::error_code error;
  const fs::path path = folder / name;
  if (!fs::exists(path, error)) throw InputError("the data folder " + folder.string() + " has no " + name);
  return path.string();
}

}  // namespace spikeloom
