// SPDX-License-Identifier: Apache-2.0
#pragma once
// The only file that uses yaml-cpp's parser. Private to base.

#include <string>

#include "base/document.hpp"

namespace spikeloom {

ConfigNode build_tree(const std::string& text, const Place& origin);

}  // namespace spikeloom
