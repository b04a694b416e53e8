// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mesh of routers with a traffic terminal at each, and nothing else.

#include <memory>
#include <vector>

#include "noc/alone/results.hpp"
#include "noc/alone/traffic_terminal.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

class StandaloneNoc final : public sc_core::sc_module {
 public:
  StandaloneNoc(const sc_core::sc_module_name& name, const NocAloneSpec& spec, const Catalogue& blocks,
                PhaseControl::Progress progress);
  ~StandaloneNoc() override;

  /// To the end; throws RunError for a deadlock, with what waits where.
  NocResults run();

 private:
  void start_of_simulation() override;
  [[noreturn]] void rethrow() const;
  std::string waiting() const;

  const NocAloneSpec& spec_;
  Scheduler scheduler_;
  FabricContext fabric_context_;
  LockstepLog lockstep_;
  std::unique_ptr<Fabric> fabric_;
  std::vector<std::unique_ptr<Router>> routers_;
  std::unique_ptr<Traffic> traffic_;
  Measurement measurement_;
  PhaseControl control_;
  NocAloneContext context_;
  std::vector<std::unique_ptr<TrafficTerminal>> terminals_;
};

/// One run in a SystemC context of its own: may be called any number of times. Throws InputError for an unknown kernel
/// and for more multicast groups than a fabric has.
NocResults run_noc_alone(const NocAloneSpec& spec, const Catalogue& blocks,
                         const PhaseControl::Progress& progress = {});

}  // namespace spikeloom
