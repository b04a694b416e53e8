// SPDX-License-Identifier: Apache-2.0
#pragma once
// Thresholds by which a layer fires as often as asked for, on inputs that have been recorded.

#include <cstdint>
#include <vector>

#include "models/maps.hpp"

namespace spikeloom {

/// Spikes of each channel over all positions and steps when X goes through the neuron of models/neuron.hpp.
std::vector<std::int64_t> spike_counts(const ValueMap& x, int time_steps, const std::vector<std::int32_t>& thresholds);

/// One threshold a channel, none below 1: a neuron without input is silent. The layer as a whole comes as near to
/// `rate` as integers allow: each channel takes the threshold just above or just below what it would need, whichever
/// keeps the sum so far nearer. What a channel cannot reach the others make up for.
std::vector<std::int32_t> thresholds_for(const ValueMap& x, int time_steps, double rate);

/// The spikes themselves.
SpikeMap fire_all(const ValueMap& x, int time_steps, const std::vector<std::int32_t>& thresholds);

}  // namespace spikeloom
