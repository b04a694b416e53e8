// SPDX-License-Identifier: Apache-2.0
#pragma once
// One HTML page that needs nothing else: data, Vega, declarations of the pictures, style and script in one file. The
// parts lie in report/page; Vega comes from Debian's package and is bundled by the build.

#include <nlohmann/json.hpp>
#include <string>

namespace spikeloom {

/// `data`: {"kind": "run", "run": RESULTS} or {"kind": "sweep", "sweep": OUTCOMES, "run": of its best point}. Throws
/// InputError when a part cannot be read.
std::string report_page(const std::string& title, const nlohmann::ordered_json& data);

}  // namespace spikeloom
