// SPDX-License-Identifier: Apache-2.0
#include "report/page_writer.hpp"

#include <algorithm>
#include <vector>

#include "base/data_folder.hpp"
#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/json_writer.hpp"

namespace spikeloom {
namespace {

const char* const kCharts[] = {"front", "parallel", "sensitivity", "stack", "heat", "links", "timeline"};

std::string part(const std::string& name) { return read_file(data_path("page/" + name)); }

/// Vega is bundled when the program is built, if Node's packages are there.
std::string vega() {
  try {
    return read_file(data_path("vega.min.js"));
  } catch (const InputError&) {
    throw InputError(
        "this program was built without Vega, which draws the page; install node-vega and esbuild, build again");
  }
}

std::string escaped_html(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<')
      escaped += "&lt;";
    else if (c == '&')
      escaped += "&amp;";
    else
      escaped += c;
  }
  return escaped;
}

/// JSON inside a script element, which the first "</script" would end: in its texts "<\\/" means the same.
std::string escaped_json(const nlohmann::ordered_json& json) {
  std::string text = json_text(json, -1);
  for (std::size_t at = 0; (at = text.find("</", at)) != std::string::npos; at += 3) text.replace(at, 2, "<\\/");
  return text;
}

nlohmann::ordered_json chart_declarations() {
  nlohmann::ordered_json charts;
  for (const char* name : kCharts) charts[name] = nlohmann::ordered_json::parse(part(std::string(name) + ".vg.json"));
  return charts;
}

/// Every @NAME@ of the template; what is put in is not looked at again.
std::string filled(const std::string& page, const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string text;
  for (std::size_t at = 0; at < page.size();) {
    const auto starts = [&](const auto& named) { return page.compare(at, named.first.size(), named.first) == 0; };
    const auto found = std::find_if(parts.begin(), parts.end(), starts);
    text += found == parts.end() ? std::string(1, page[at]) : found->second;
    at += found == parts.end() ? 1 : found->first.size();
  }
  return text;
}

}  // namespace

std::string report_page(const std::string& title, const nlohmann::ordered_json& data) {
  return filled(part("page.html"), {{"@TITLE@", escaped_html(title)},
                                    {"@STYLE@", part("page.css")},
                                    {"@DATA@", escaped_json(data)},
                                    {"@CHARTS@", escaped_json(chart_declarations())},
                                    {"@VEGA@", vega()},
                                    {"@SCRIPT@", part("page.js")}});
}

}  // namespace spikeloom
