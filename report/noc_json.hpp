// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results of a network alone as JSON. Only what is called host_seconds differs between two runs.

#include <nlohmann/json.hpp>

#include "noc/alone/load_curve.hpp"

namespace spikeloom {

nlohmann::ordered_json noc_json(const NocAloneSpec& spec, const NocResults& results);
nlohmann::ordered_json sweep_json(const NocAloneSpec& spec, const SweepResults& sweep);

}  // namespace spikeloom
