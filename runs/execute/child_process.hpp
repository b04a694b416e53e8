// SPDX-License-Identifier: Apache-2.0
#pragma once
// Processes forked off for a part of the work. They end with their parent, even when it is killed, and leave Ctrl-C and
// what mpirun and Slurm send to a whole group to it: it must not take their end for a failure of their work.

#include <sys/types.h>

#include <functional>
#include <string>

namespace spikeloom {

/// Runs `body` in a child, which then ends without any destructor of the parent's objects. What the parent has printed
/// and not flushed stays the parent's: `body` prints nothing, and the end of a child flushes nothing.
pid_t fork_child(const std::function<void()>& body);

/// Empty when the child ended by itself; else what ended it.
std::string ending_text(int status);

/// Waits for a child that runs `body`; what ended it, unless it ended by itself.
std::string run_in_child(const std::function<void()>& body);

}  // namespace spikeloom
