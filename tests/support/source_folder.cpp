// SPDX-License-Identifier: Apache-2.0
#include "tests/support/source_folder.hpp"

namespace spikeloom {

std::string source_folder() { return SPIKELOOM_SOURCE_DIR; }

}  // namespace spikeloom
