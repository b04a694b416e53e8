// SPDX-License-Identifier: Apache-2.0
#pragma once
// JPEG pictures. Private to models/: used by image_file.cpp.

#include <string>

#include "models/images/image.hpp"

namespace spikeloom {

/// Grey or RGB. Throws InputError with `path`; for data that end early too, which libjpeg would fill with grey.
Image read_jpeg(const std::string& path, const std::string& bytes);

}  // namespace spikeloom
