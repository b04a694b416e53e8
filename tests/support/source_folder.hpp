// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files of the repository that tests read.

#include <string>

namespace spikeloom {

/// The root of the repository.
std::string source_folder();

}  // namespace spikeloom
