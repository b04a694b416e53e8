// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pictures for tests, the same for the same seed on every host.

#include <cstdint>

#include "models/images/image.hpp"

namespace spikeloom {

/// Bright and dark patches with noise.
Image random_image(std::uint64_t seed, const MapShape& shape);

}  // namespace spikeloom
