// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far long work is, in one line of text. The program draws it (apps/terminal).

#include <cstdint>
#include <string>

namespace spikeloom {

/// "evaluating [#####...] 42 %  420/1000 images  103/s  6 s left"
std::string progress_line(const std::string& label, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds);

}  // namespace spikeloom
