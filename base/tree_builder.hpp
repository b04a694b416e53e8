// SPDX-License-Identifier: Apache-2.0
#pragma once
// The only file that knows yaml-cpp's parser. Private to sim/config.

#include <string>

#include "base/document.hpp"

namespace spikeloom {

ConfigNode build_tree(const std::string& text, const Place& origin);

}  // namespace spikeloom
