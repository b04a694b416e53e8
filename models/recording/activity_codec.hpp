// SPDX-License-Identifier: Apache-2.0
#pragma once
// Maps as bytes, and bytes compressed: what stands in the sections of a recording. Private to models/.
//
// Spikes: the words of the map, eight bytes each. Values: a byte with the bytes that each value takes (as few as hold
// all of them), a byte that is 1 when one time step stands for all, then the values byte plane by byte plane, the
// lowest first. Planes compress well where whole numbers do not: the upper ones are nearly constant.

#include <cstdint>
#include <string>

#include "models/maps.hpp"

namespace spikeloom {

std::string spike_bytes(const SpikeMap& map);
std::string value_bytes(const ValueMap& map);

/// Fill a map of the right shape. Throw InputError beginning with `where` when the bytes do not fit it.
void take_spikes(const std::string& bytes, SpikeMap& map, const std::string& where);
void take_values(const std::string& bytes, ValueMap& map, const std::string& where);

/// A zstd frame with checksum; the same bytes for the same input.
std::string compress(const std::string& bytes);
/// Throws InputError beginning with `where` when the frame is damaged or holds more than `most` bytes.
std::string decompress(const std::string& frame, std::uint64_t most, const std::string& where);

/// The most that value_bytes() makes of so many values.
constexpr std::uint64_t value_bytes_at_most(std::uint64_t values) { return 2 + 4 * values; }

}  // namespace spikeloom
