// SPDX-License-Identifier: Apache-2.0
#pragma once
// Work that falls apart into independent pieces, on several threads. Used by the reference and by recordings.

#include <functional>

namespace spikeloom {

/// Calls work(i) once for each i in 0..count-1, on up to `threads` threads, the caller's among them, in no fixed order:
/// pieces must not depend on each other. When pieces throw, the exception of the lowest one reaches the caller.
void parallel_for(int threads, int count, const std::function<void(int)>& work);

}  // namespace spikeloom
