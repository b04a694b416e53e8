// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the writer and the reader of a network bundle share.

#include <string>

#include "base/json_reader.hpp"
#include "models/layer.hpp"

namespace spikeloom {

constexpr const char* kBundleFormat = "spikeloom-network";
constexpr const char* kNetworkFile = "network.json";
constexpr const char* kWeightsFile = "weights.bin";
constexpr const char* kImageName = "image";  ///< the source that is no layer

/// CRC-32 of zlib, eight hexadecimal digits.
std::string crc32_of(const std::string& bytes);

Json bounds_json(const Bounds& bounds);

}  // namespace spikeloom
