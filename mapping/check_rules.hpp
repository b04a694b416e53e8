// SPDX-License-Identifier: Apache-2.0
#pragma once
// The groups of rules behind check_mapping. Each throws InputError with the rule and the figures.

#include "mapping/mapping.hpp"

namespace spikeloom {

/// Widths and header fields: rules that depend on network and chip only, so they are known before mapping.
void check_limits(const Network& network, const Target& target);

/// Every output channel and row of every layer belongs to exactly one slice, on a core of the chip.
void check_coverage(const Network& network, const Mapping& mapping);

/// Sources, destinations, image table, words and first credits are what the slices' geometry needs.
void check_connections(const Network& network, const Mapping& mapping);

/// Windows bring an image through, and every core's SRAMs hold its slices.
void check_windows(const Network& network, const Mapping& mapping);
void check_memory(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
