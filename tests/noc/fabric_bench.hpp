// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fabrics under test, with a terminal at every local port and at every port at the edge.

#include <string>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

/// The order in which a bench makes its blocks, and so in which the scheduler steps them: nobody may see it.
enum class BuildOrder { FabricFirst, TerminalsFirst };

/// Runs a case on the fabric of that name (register_fabrics) until nothing moves any more.
Outcome run_fabric(const MeshCase& mesh, const std::string& kernel, BuildOrder order = BuildOrder::FabricFirst);

}  // namespace spikeloom
