// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a person wants to know of a run, for a terminal.

#include <string>

#include "report/report_input.hpp"

namespace spikeloom {

/// Lines of at most `width` columns (at least 60), UTF-8, no escape sequences.
std::string summary_text(const ReportInput& input, int width);

}  // namespace spikeloom
