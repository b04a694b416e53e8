// SPDX-License-Identifier: Apache-2.0
#pragma once
// Network bundle: a folder with network.json (people can read it) and weights.bin (what network.json points into).
//
// network.json: what struct Network holds, under the same names. A layer names its sources ("image" or a layer before
// it) and gives its per-channel integers in place; its weights are `weights_bytes` signed bytes at `weights_offset` of
// weights.bin, in the order of Layer::weights, layer after layer without gaps. `weights` holds the file's size and
// CRC-32. `bounds` is for people and for tools: when a bundle is read it must equal what compute_bounds finds.

#include <string>
#include <vector>

#include "models/network.hpp"

namespace spikeloom {

/// Version 1 has no `composite`: a reader finds it by the layers' names, which only one family of networks had then.
constexpr int kNetworkSchemaVersion = 2;

/// Writes DIR/network.json and DIR/weights.bin; makes DIR. Throws InputError when it cannot be written.
void write_network(const Network& network, const std::string& directory);

/// The files of a bundle in a folder.
std::vector<std::string> bundle_files(const std::string& folder);

/// Reads and checks a bundle: shapes, ranges, topological order, weights' size, bounds recomputed. Throws InputError.
Network read_network(const std::string& directory);

}  // namespace spikeloom
