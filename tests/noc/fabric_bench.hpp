// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fabrics under test, with a terminal at every local port and at every port at the edge.

#include <functional>
#include <string>
#include <vector>

#include "sim/machine/catalogue.hpp"
#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

/// The order in which a bench makes its blocks, and so in which the scheduler steps them: nobody may see it.
enum class BuildOrder { FabricFirst, TerminalsFirst };

/// Other routers than the fabric's own, and what is asked of each in the end.
struct BenchRouters {
  /// Called for each tile; empty: the fabric's router.
  Catalogue::RouterFactory make = {};
  std::function<void(const Router&)> at_end = {};
  std::vector<LockstepCounts>* lockstep = nullptr;  ///< gets what was compared
  std::string waveform_folder = ".";
};

/// Runs a case on the fabric of that name (register_fabrics) until nothing moves any more.
Outcome run_fabric(const MeshCase& mesh, const std::string& kernel, BuildOrder order = BuildOrder::FabricFirst,
                   const BenchRouters& other = {});

}  // namespace spikeloom
