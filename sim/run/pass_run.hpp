// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run in passes: for each batch of images_in_flight images, pass after pass, its weights are streamed in and then the
// batch runs through it. Each of these is a chip of its own, in a simulation context of its own, on one running count
// of cycles.

#include "mapping/search/passes.hpp"
#include "sim/run/simulation.hpp"

namespace spikeloom {

/// `input.mapping` is the plan's only pass, or all_slices(plan). Observers see slices numbered as there, and cycles and
/// images of the whole run. Throws as simulate() does.
RunResults simulate(const SimulationInput& input, const PassPlan& plan, const Catalogue& blocks);

}  // namespace spikeloom
