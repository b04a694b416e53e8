// SPDX-License-Identifier: Apache-2.0
#pragma once
// Private to models/images: what all readers of pictures refuse in the same words.

#include <string>

#include "base/error.hpp"

namespace spikeloom {

constexpr int kLargestSide = 1 << 15;  ///< pixels

[[noreturn]] inline void refuse_image(const std::string& path, const std::string& why) {
  throw InputError(path + ": " + why);
}

}  // namespace spikeloom
