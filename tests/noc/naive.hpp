// SPDX-License-Identifier: Apache-2.0
#pragma once
// The naive reference: every router in every cycle, from its state at the beginning of the cycle, straight from
// noc/README.md. Slow, plain, shares no code with noc/.

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

Outcome run_naive(const MeshCase& mesh);

}  // namespace spikeloom
