// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files that a priced run can be written to; the same for `run` and `energy`.

#include <string>

namespace CLI {
class App;
}

namespace spikeloom {

class CommandFiles;
struct EnergyReport;

struct EnergyOutputs {
  std::string csv, accelergy;  ///< empty: not asked for

  /// This object must live until the command line is parsed.
  void add_options(CLI::App& command);
  /// Throws InputError as CommandFiles::writes() does. Called before long work.
  void check(CommandFiles& files) const;
  void write(const EnergyReport& energy) const;
};

}  // namespace spikeloom
