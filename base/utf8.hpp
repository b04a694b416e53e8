// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text that may not be UTF-8. Paths are any bytes; JSON, YAML and terminals take UTF-8 alone.

#include <string>

namespace spikeloom {

/// Index of the first byte that is no part of a UTF-8 character (RFC 3629: no overlong forms, no surrogates), or npos.
std::size_t first_bad_byte(const std::string& text);

/// The same text with each such byte as "\\xE9", so that different texts stay different.
std::string printable(const std::string& text);

}  // namespace spikeloom
