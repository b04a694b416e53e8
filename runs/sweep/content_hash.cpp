// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/content_hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <filesystem>

#include "base/json_reader.hpp"
#include "models/recording/activity_file.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

std::string file_hash(const std::string& path) { return text_hash(read_file(path)); }

std::string folder_hash(const std::string& path) {
  std::map<std::string, std::string> files;  // sorted: the order of a folder is the file system's
  for (const fs::directory_entry& entry : fs::directory_iterator(path))
    if (entry.is_regular_file()) files[entry.path().filename().string()] = file_hash(entry.path().string());
  std::string text;
  for (const auto& [name, hash] : files) text.append(name).append(" ").append(hash).append("\n");
  return text_hash(text);
}

}  // namespace

std::string text_hash(const std::string& text) { return fingerprint_text(XXH3_64bits(text.data(), text.size())); }

const std::string& ContentHashes::of(const std::string& path) {
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  return known_[path] = fs::is_directory(path) ? folder_hash(path) : file_hash(path);
}

}  // namespace spikeloom
