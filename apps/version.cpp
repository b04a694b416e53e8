// SPDX-License-Identifier: Apache-2.0
#include "apps/version.hpp"

namespace spikeloom {

const char* program_version() { return SPIKELOOM_VERSION; }
const char* program_commit() { return SPIKELOOM_COMMIT; }

}  // namespace spikeloom
