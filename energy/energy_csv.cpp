// SPDX-License-Identifier: Apache-2.0
#include "energy/energy_csv.hpp"

#include "base/scalars.hpp"
#include "energy/energy_json.hpp"

namespace spikeloom {
namespace {

std::string quoted(const std::string& text) { return text.find(',') == std::string::npos ? text : "\"" + text + "\""; }

std::string band_text(const Band& band, const std::string& unit) {
  return number_text(band.low) + "," + number_text(band.nominal) + "," + number_text(band.high) + "," + unit;
}

std::string line_text(const std::string& scope, const std::string& name, const EnergyLine& line) {
  return scope + "," + quoted(name) + "," + line.component + "," + line.action + "," + std::to_string(line.count) +
         "," + line.unit + "," + std::to_string(line.instances) + "," + number_text(line.price_pj.nominal) + "," +
         band_text(line.energy_pj(), "pJ") + "," + quoted(line.basis) + "\n";
}

/// A figure that is no count x price.
std::string plain_text(const std::string& scope, const std::string& component, int instances, const Band& band,
                       const std::string& unit, const std::string& source) {
  return scope + ",," + component + ",,,," + std::to_string(instances) + ",," + band_text(band, unit) + "," +
         quoted(source) + "\n";
}

std::string shares_text(const std::string& scope, const std::vector<EnergyShare>& shares) {
  std::string text;
  for (const EnergyShare& share : shares)
    for (const EnergyLine& line : share.lines) text += line_text(scope, share.name, line);
  return text;
}

}  // namespace

std::string energy_csv(const EnergyReport& energy) {
  std::string text = "scope,name,component,action,count,unit,instances,price_pj,low,nominal,high,of,source\n";
  for (const EnergyLine& line : energy.lines) text += line_text("chip", "", line);
  text += shares_text("layer", energy.layers) + shares_text("core", energy.cores);
  for (const AreaLine& line : energy.areas)
    text += plain_text("area", line.component, line.instances, line.mm2(), "mm2", line.basis);
  for (const AccessTime& time : energy.access_times)
    text += plain_text("time", time.component, 1, time.ns, "ns", time.basis);
  const nlohmann::ordered_json figures = figures_json(energy);
  for (const auto& figure : figures.items()) {
    const double value = figure.value().get<double>();
    text += "figure," + figure.key() + ",,,,,,," + band_text({value, value, value}, "") + ",\n";
  }
  return text;
}

}  // namespace spikeloom
