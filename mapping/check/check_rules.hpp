// SPDX-License-Identifier: Apache-2.0
#pragma once
// The groups of rules behind check_mapping. Each throws InputError with the rule and the figures.

#include <string>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// Throws InputError: the slice breaks the rule.
[[noreturn]] void refuse_slice(const Network& network, const Slice& slice, const std::string& rule);

/// Widths and header fields: rules that depend on network and chip only, so they are known before mapping.
void check_limits(const Network& network, const Target& target);

/// Every neuron of every layer is finished by exactly one slice, from each of its inputs once, on a core of the chip.
void check_coverage(const Network& network, const Mapping& mapping);

/// What comes from other passes and goes to them is what the layers need, through DRAM ports.
void check_boundary(const Network& network, const Mapping& mapping);

/// Sources, destinations, image table, words and first credits are what the slices' geometry needs.
void check_connections(const Network& network, const Mapping& mapping);

/// A packet is queued whole at its receiver, and a shared one must fit whole into the buffers of its tree.
void check_packet(const std::string& packet, int flits, const Target& target);

/// Value words as slices are cut: partial sums fit accumulators and packets; a header can number all that a slice sends
/// (how the receivers of a shared word know it) and all that comes through a port (how they know an addressed one).
void check_value_words(const Network& network, const Mapping& mapping);

/// What stays at home may stay there.
void check_home(const Network& network, const Mapping& mapping);

/// Windows bring an image through, and every core's SRAMs hold its slices.
void check_windows(const Network& network, const Mapping& mapping);
void check_memory(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
