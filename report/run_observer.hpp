// SPDX-License-Identifier: Apache-2.0
#pragma once
// An observer that `spikeloom run --observe NAME` attaches to a run and reports. docs/extending.md adds one step by
// step.

#include <nlohmann/json.hpp>
#include <string>

#include "chip/chip_spec.hpp"
#include "mapping/plan/mapping.hpp"
#include "models/network.hpp"
#include "sim/machine/observer.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

/// A run before its first cycle. Stands until the observer is gone.
struct ObservedRun {
  const Network& network;
  const ChipSpec& chip;
  const Mapping& mapping;  ///< events number slices as it does; of a run in passes, the slices of all passes
};

/// A class is made from an ObservedRun and says what it is in two constants:
///
///   static constexpr const char* kName = "rows_by_step";                  // --observe NAME, and its key in
///   results.json static constexpr const char* kHelp = "rows finished, by time step";   // spikeloom run --help
///
/// It hears the events of Observer (sim/machine/observer.hpp) that it overrides, in the order of the cycles in which
/// they end. After the run it is asked for what it saw.
class RunObserver : public Observer {
 public:
  /// For results.json, under observers/NAME. Keys in a fixed order; nothing that depends on the host.
  virtual nlohmann::ordered_json json(const RunResults& results) const = 0;
  /// For the summary: lines of at most `width` columns, each with its end. Empty: nothing to say.
  virtual std::string text(const RunResults& /*results*/, int /*width*/) const { return ""; }
  /// For --observe NAME:FILE. `path` becomes FILE when this returns. Throws InputError when it cannot be written.
  virtual void write(const std::string& path, const RunResults& results) const;
};

}  // namespace spikeloom
