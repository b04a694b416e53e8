// SPDX-License-Identifier: Apache-2.0
#pragma once
// Errors as data: for exit codes of the program, for points of a sweep that failed.

#include <functional>
#include <optional>
#include <string>

namespace spikeloom {

struct Failure {
  enum class Kind {
    BadInput,    ///< InputError: a file, a key or a figure that cannot be used
    RunFailed,   ///< RunError, an error of SystemC, no memory left
    Unexpected,  ///< any other exception
  };
  Kind kind = Kind::BadInput;
  std::string text;  ///< a deadlock is told in several lines
};

/// What `body` threw; nothing when it returned.
std::optional<Failure> failure_of(const std::function<void()>& body);

}  // namespace spikeloom
