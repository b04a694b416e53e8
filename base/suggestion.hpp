// SPDX-License-Identifier: Apache-2.0
#pragma once
// "did you mean": the tail of every message about an unknown word.

#include <string>
#include <vector>

namespace spikeloom {

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
int edit_distance(const std::string& a, const std::string& b);

/// "; did you mean 'lanes'? known: columns, rows" - the question only when a known word is near.
std::string suggestion(const std::string& word, const std::vector<std::string>& known);

}  // namespace spikeloom
