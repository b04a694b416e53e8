// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/measures.hpp"

#include <algorithm>

namespace spikeloom {
namespace {

/// The largest share of an SRAM that a core uses: what stands against a smaller one.
double fullest(const nlohmann::json& results, const char* sram) {
  double most = 0;
  for (const nlohmann::json& core : results.at("cores")) {
    const double there = core.at(sram).at("bytes"), used = core.at(sram).at("used_bytes");
    most = std::max(most, there > 0 ? used / there : 0);
  }
  return most;
}

double value_at(const nlohmann::json& results, const Measure& measure) {
  const std::string path = measure.path;
  if (path == "weight_sram" || path == "accumulator_sram") return fullest(results, measure.path);
  return results.at(nlohmann::json::json_pointer(path)).get<double>();
}

}  // namespace

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all = {
      {"energy_uj", "uJ", "/figures/energy_uj"},
      {"energy_low_uj", "uJ", "/figures/energy_low_uj"},
      {"energy_high_uj", "uJ", "/figures/energy_high_uj"},
      {"latency_us", "us", "/figures/latency_us"},
      {"area_mm2", "mm2", "/figures/area_mm2"},
      {"images_per_s", "images/s", "/figures/images_per_s"},
      {"power_mw", "mW", "/figures/power_mw"},
      {"edp_uj_ms", "uJ ms", "/figures/edp_uj_ms"},
      {"pj_per_synaptic_addition", "pJ", "/figures/pj_per_synaptic_addition"},
      {"tsop_per_s_per_w", "TSOP/s/W", "/figures/tsop_per_s_per_w"},
      {"dynamic_pj", "pJ", "/energy_pj/dynamic"},
      {"static_pj", "pJ", "/energy_pj/static"},
      {"utilisation", "", "/figures/utilisation"},
      {"cycles", "cycles", "/cycles"},
      {"flit_hops", "flits", "/flit_hops"},
      {"mean_link_utilisation", "", "/noc/mean_link_utilisation"},
      {"dram_utilisation", "", "/dram/utilisation"},
      {"weight_sram_fullest", "", "weight_sram"},
      {"accumulator_sram_fullest", "", "accumulator_sram"},
  };
  return all;
}

std::vector<std::string> measure_names() {
  std::vector<std::string> names;
  for (const Measure& measure : measures()) names.emplace_back(measure.name);
  return names;
}

std::size_t measure_index(const std::string& name) {
  const std::vector<std::string> names = measure_names();
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

bool is_measure(const std::string& name) { return measure_index(name) < measures().size(); }

std::vector<double> measure(const nlohmann::json& results) {
  std::vector<double> values;
  for (const Measure& measure : measures()) values.push_back(value_at(results, measure));
  return values;
}

}  // namespace spikeloom
