// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures for people: units chosen by size, thousands apart, columns aligned. Used by the text report and messages.

#include <cstdint>
#include <string>

namespace spikeloom {

/// "1536", "0.25": as short as the value allows, no exponent below a million.
std::string plain_number(double value);

/// Three significant digits and no prefix: "0.0123", "12.3", "4560".
std::string significant(double value);

/// With a fixed number of digits behind the point: "0.500".
std::string decimals(double value, int digits);

/// "1,234,567"
std::string grouped(std::uint64_t value);

/// Three significant digits and a prefix: "950", "12.3 k", "4.56 M", "1.20 G".
std::string short_count(double value);

/// "0x00000000000000ff": a hash.
std::string hex_text(std::uint64_t value);

/// Energy in pJ, nJ, uJ, mJ or J, whichever keeps one to three digits before the point.
std::string energy_text(double pj);

/// Time in ns, us, ms or s.
std::string time_text(double seconds);

/// Bytes in B, KB (1024) or MB.
std::string bytes_text(std::int64_t bytes);

/// "12.3 %"; of zero: "0.0 %".
std::string percent_text(double part, double whole);

/// Columns that a UTF-8 text takes on a terminal (one for each code point).
int display_width(const std::string& text);

std::string pad_left(const std::string& text, int width);
std::string pad_right(const std::string& text, int width);

/// The text, or its end behind "..." when it does not fit.
std::string fit_tail(const std::string& text, int width);

/// The text, or its beginning before "..." when it does not fit.
std::string fit_head(const std::string& text, int width);

/// A bar of eighth blocks, `fraction` of `width` columns long.
std::string bar(double fraction, int width);

}  // namespace spikeloom
