// SPDX-License-Identifier: Apache-2.0
#pragma once
// A picture to calibrate by when there is no photograph: seeded, with the spectrum of natural images.

#include <cstdint>

#include "models/images/image.hpp"

namespace spikeloom {

/// Noise of all octaves with equal energy, so that power falls with 1/f^2; the channels of a colour picture have most
/// of it in common. Mean and contrast are those of a photograph. The same on every host.
Image synthetic_image(const MapShape& shape, std::uint64_t seed);

}  // namespace spikeloom
