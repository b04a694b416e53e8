// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rules of layer.hpp that a network read from a file must obey, so that nobody behind has to ask again.

#include "base/json_reader.hpp"
#include "models/network.hpp"

namespace spikeloom {

/// `layer` is the next one of `network`, its sources are known to exist. Throws InputError through the layer's reader.
void check_layer(const Network& network, const Layer& layer, const JsonReader& reader);

/// The whole: there is a head, its classes have names, weights keep to weight_bits. Throws through the file's reader.
void check_network(const Network& network, const JsonReader& reader);

}  // namespace spikeloom
