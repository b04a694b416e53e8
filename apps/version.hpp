// SPDX-License-Identifier: Apache-2.0
#pragma once
// Version and commit of the program.

namespace spikeloom {

/// "0.2.0"
const char* program_version();
/// The first ten digits of the commit, or "unknown commit" outside a checkout.
const char* program_commit();

}  // namespace spikeloom
