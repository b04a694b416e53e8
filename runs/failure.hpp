// SPDX-License-Identifier: Apache-2.0
#pragma once
// Errors become one line on stderr and an exit code.

#include <functional>
#include <string>

namespace spikeloom {

constexpr int kRunFailed = 1;
constexpr int kBadInput = 2;

/// Prints "spikeloom: error: ..." and returns kBadInput.
int report_bad_input(const std::string& message);

/// The result of the body, or the exit code of what it threw.
int with_exit_code(const std::function<int()>& body);

}  // namespace spikeloom
