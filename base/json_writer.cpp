// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.hpp"

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"

namespace spikeloom {
namespace {

void make_printable(nlohmann::ordered_json& json) {
  if (json.is_string()) json = printable(json.get_ref<const std::string&>());
  if (json.is_structured())
    for (nlohmann::ordered_json& item : json) make_printable(item);
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& json, int indent) {
  try {
    return json.dump(indent);
  } catch (const nlohmann::ordered_json::type_error&) {  // a text that is not UTF-8
    nlohmann::ordered_json copy = json;
    make_printable(copy);
    return copy.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
}

std::string json_file_text(const nlohmann::ordered_json& json) { return json_text(json, 1) + "\n"; }

}  // namespace spikeloom
