// SPDX-License-Identifier: Apache-2.0
#pragma once
// "noc" of results.json; keys: report/README.md.

#include <nlohmann/json_fwd.hpp>

#include "sim/run/noc_report.hpp"

namespace spikeloom {

nlohmann::ordered_json routers_json(const NocReport& report);

}  // namespace spikeloom
