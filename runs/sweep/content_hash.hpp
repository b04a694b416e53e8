// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is in a file, as a short text: names of results follow from contents, not from where files lie.

#include <map>
#include <string>

namespace spikeloom {

/// Sixteen hexadecimal digits.
std::string text_hash(const std::string& text);

/// Remembers what it has read: points of a sweep name the same files.
class ContentHashes {
 public:
  /// Of a file, or of all files of a folder with their names. Throws InputError when it cannot be read.
  const std::string& of(const std::string& path);

 private:
  std::map<std::string, std::string> known_;
};

}  // namespace spikeloom
