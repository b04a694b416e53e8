// SPDX-License-Identifier: Apache-2.0
#pragma once
// The options of every command that reads a file and takes changes to it.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "runs/run_file.hpp"

namespace spikeloom {

struct FileOptions {
  std::string file;
  std::vector<std::string> set, more;  ///< `--set a=1 --set b=2`, and the b=2 of `--set a=1 b=2`

  std::vector<std::string> changes() const {
    std::vector<std::string> all = set;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

/// What run, record and map share.
struct RunOptions : FileOptions {
  RunSpec read() const { return read_run(file, changes()); }
};

/// `options` must live until the command line is parsed.
inline void add_file_options(CLI::App& command, FileOptions& options, const std::string& name,
                             const std::string& description) {
  command.add_option(name, options.file, description)->required();
  command.add_option("--set", options.set, "key.path=value: changes a key of " + description)->allow_extra_args(false);
  command.add_option("more", options.more)->group("");
}

inline void add_run_options(CLI::App& command, RunOptions& options) {
  add_file_options(command, options, "run", "RUN.yaml (and its chip)");
}

}  // namespace spikeloom
