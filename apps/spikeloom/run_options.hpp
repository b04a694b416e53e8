// SPDX-License-Identifier: Apache-2.0
#pragma once
// The options that run and map share: a run file and changes to it.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "sim/config/run_file.hpp"

namespace spikeloom {

struct RunOptions {
  std::string file;
  std::vector<std::string> set, more;  ///< `--set a=1 --set b=2`, and the b=2 of `--set a=1 b=2`

  RunSpec read() const {
    std::vector<std::string> changes = set;
    changes.insert(changes.end(), more.begin(), more.end());
    return read_run(file, changes);
  }
};

/// `options` must live until the command line is parsed.
inline void add_run_options(CLI::App& command, RunOptions& options) {
  command.add_option("run", options.file, "RUN.yaml")->required();
  command.add_option("--set", options.set, "key.path=value: changes RUN.yaml or its chip")->allow_extra_args(false);
  command.add_option("more", options.more)->group("");
}

}  // namespace spikeloom
