// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON as text. Texts that are not UTF-8, such as paths, are written as printable() shows them.

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace spikeloom {

/// `indent`: blanks for each level; -1: all in one line. No newline at the end.
std::string json_text(const nlohmann::ordered_json& json, int indent);

/// One blank for each level and a newline at the end: the form of the program's files.
std::string json_file_text(const nlohmann::ordered_json& json);

}  // namespace spikeloom
