// SPDX-License-Identifier: Apache-2.0
#pragma once
// Output files appear whole or not at all: they are written beside their place and renamed.

#include <functional>
#include <string>

namespace spikeloom {

/// Throws InputError when `path` could not be written. Called before long work, so that it is not done in vain.
void require_writable(const std::string& path);

/// `write` gets the name of a file to make; afterwards it stands at `path`.
void write_atomically(const std::string& path, const std::function<void(const std::string&)>& write);
void write_text(const std::string& path, const std::string& text);

}  // namespace spikeloom
