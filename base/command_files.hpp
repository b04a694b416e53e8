// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files that a command reads and writes, compared before it begins: an output never replaces an input of the same
// command, or another of its outputs. Links and different spellings of a path are seen through.

#include <filesystem>
#include <string>
#include <vector>

namespace spikeloom {

class CommandFiles {
 public:
  /// Empty: none.
  void reads(const std::string& path);
  void reads(const std::vector<std::string>& paths);

  /// `option`: its name in messages, such as "--json". An empty path is no output. Throws InputError when the file
  /// could not be written, is an input so far, or is another output. Pipes and devices may be named several times.
  void writes(const std::string& option, const std::string& path);

 private:
  struct Output {
    std::string option;
    std::filesystem::path path;
  };
  std::vector<std::filesystem::path> inputs_;
  std::vector<Output> outputs_;
};

}  // namespace spikeloom
