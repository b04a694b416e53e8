// SPDX-License-Identifier: Apache-2.0
#pragma once
// results.json: everything a run measured and the configuration it was measured with. Schema: report/README.md.

#include <nlohmann/json.hpp>

#include "report/report_input.hpp"

namespace spikeloom {

/// Keys in a fixed order; what depends on the host stands last, under "host". All else is the same in every run.
nlohmann::ordered_json results_json(const ReportInput& input);

}  // namespace spikeloom
