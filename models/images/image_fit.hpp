// SPDX-License-Identifier: Apache-2.0
#pragma once
// Photographs of any size as a network takes them: what the authors' input pipeline does before it normalises.

#include <string>

#include "models/images/image.hpp"

namespace spikeloom {

/// Bicubic (Catmull-Rom), low-passed where it gets smaller: the algorithm of PIL, Image.resize(BICUBIC), to the bit.
Image resized(const Image& image, int height, int width);

/// The middle of the image, which must be at least as large.
Image centre_crop(const Image& image, int height, int width);

/// The image in the network's size: as it is when it has that size; else resized so that the side that has least to
/// spare is 256/224 of the network's, and cropped. A grey picture serves a network of three channels. Throws InputError
/// with both sizes for a picture that is smaller than the network's input, and for a coloured one where grey is needed.
Image fit_image(Image image, const MapShape& expected, const std::string& what);

}  // namespace spikeloom
