// SPDX-License-Identifier: Apache-2.0
#pragma once
// The user's fault: a file, a key or a figure that cannot be used. One line: where, what, what is allowed.
// Programs print it and exit with code 2; libraries throw and never print.

#include <stdexcept>
#include <string>

namespace spikeloom {

class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A run that cannot go on (deadlock, mismatch with the reference): exit code 1.
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace spikeloom
