// SPDX-License-Identifier: Apache-2.0
#include "energy/energy_json.hpp"

#include "energy/energy_figures.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

Json line_json(const EnergyLine& line) {
  return {{"component", line.component},
          {"action", line.action},
          {"count", line.count},
          {"unit", line.unit},
          {"instances", line.instances},
          {"price_pj", line.price_pj.nominal},
          {"price_low_pj", line.price_pj.low},
          {"price_high_pj", line.price_pj.high},
          {"energy_pj", line.energy_pj().nominal},
          {"source", line.basis}};
}

Json total_json(const EnergyReport& energy, const ArithmeticTotal& total) {
  return {{"operators", convention_name(total.operators)},
          {"image_layer", convention_name(total.image_layer)},
          {"accumulates", energy.per_image(total.accumulates)},
          {"multiply_accumulates", energy.per_image(total.multiply_accumulates)},
          {"energy", energy.per_image(total.energy_pj)}};
}

Json conventions_json(const EnergyReport& energy) {
  Json json = Json::array();
  for (const ArithmeticTotal& total : energy.convention.choices) json.push_back(total_json(energy, total));
  return json;
}

Json yardstick_layer_json(const YardstickLayer& layer) {
  Json json = {{"name", layer.name},
               {"multiply_accumulates", layer.macs},
               {"spiking_pj", layer.spiking_pj},
               {"dense_pj", layer.dense_pj},
               {"rate", layer.rate},
               {"break_even_rate", nullptr}};
  if (layer.has_break_even()) json["break_even_rate"] = layer.break_even_rate();
  return json;
}

Json shares_json(const std::vector<EnergyShare>& shares) {
  Json json = Json::array();
  for (const EnergyShare& share : shares) {
    Json lines = Json::array();
    for (const EnergyLine& line : share.lines) lines.push_back(line_json(line));
    json.push_back({{"name", share.name}, {"dynamic_energy_pj", band_json(share.dynamic_pj())}, {"bill", lines}});
  }
  return json;
}

}  // namespace

Json band_json(const Band& band) { return {{"low", band.low}, {"nominal", band.nominal}, {"high", band.high}}; }

Json figures_json(const EnergyReport& energy) {
  const EnergyFigures f = energy_figures(energy);
  return {{"area_mm2", f.area_mm2.nominal},
          {"energy_uj", f.energy_uj.nominal},
          {"energy_low_uj", f.energy_uj.low},
          {"energy_high_uj", f.energy_uj.high},
          {"latency_us", f.latency_us},
          {"images_per_s", f.images_per_s},
          {"power_mw", f.power_mw},
          {"edp_uj_ms", f.edp_uj_ms},
          {"pj_per_synaptic_addition", f.pj_per_addition},
          {"pj_per_synaptic_addition_arithmetic", f.arithmetic_pj_per_addition},
          {"gsop_per_s", f.gsop_per_s},
          {"tsop_per_s_per_w", f.tsop_per_s_per_w},
          {"gsop_per_s_per_mm2", f.gsop_per_s_per_mm2},
          {"utilisation", f.utilisation}};
}

Json energy_json(const EnergyReport& energy) {
  Json json;
  json["total"] = energy.total_pj().nominal;
  json["dynamic"] = energy.dynamic_pj().nominal;
  json["static"] = energy.static_pj().nominal;
  json["static_per_tile"] = energy.tile_static_pj;
  json["per_inference"] = energy.per_image(energy.total_pj().nominal);
  json["band"] = {{"total", band_json(energy.total_pj())},
                  {"dynamic", band_json(energy.dynamic_pj())},
                  {"static", band_json(energy.static_pj())}};
  Json& components = json["by_component"] = Json::object();
  for (const ComponentEnergy& c : energy.components)
    components[c.component] = {{"dynamic", c.dynamic_pj.nominal},
                               {"static", c.static_pj.nominal},
                               {"total", c.total_pj().nominal},
                               {"low", c.total_pj().low},
                               {"high", c.total_pj().high}};
  const ArithmeticTotal& convention = energy.convention.chosen;
  json["convention"] = convention.energy_pj;
  json["convention_per_inference"] = energy.per_image(convention.energy_pj);
  json["convention_additions"] = convention.accumulates;
  json["convention_multiplications"] = convention.multiply_accumulates;
  json["convention_operators"] = convention_name(convention.operators);
  json["convention_image_layer"] = convention_name(convention.image_layer);
  json["conventions_per_inference"] = conventions_json(energy);
  json["price_list"] = energy.price_list;
  json["sources"] = energy.sources;
  json["extrapolated"] = energy.extrapolated;
  json["unscaled"] = energy.unscaled;
  Json& bill = json["bill"] = Json::array();
  for (const EnergyLine& line : energy.lines) bill.push_back(line_json(line));
  return json;
}

Json area_json(const EnergyReport& energy) {
  Json json = {{"total_mm2", band_json(energy.area_mm2())}, {"tile_mm2", energy.tile_mm2}};
  Json& components = json["by_component"] = Json::array();
  for (const AreaLine& line : energy.areas)
    components.push_back({{"component", line.component},
                          {"instances", line.instances},
                          {"each_um2", line.each_um2.nominal},
                          {"mm2", band_json(line.mm2())},
                          {"source", line.basis}});
  Json& times = json["sram_access"] = Json::array();
  for (const AccessTime& time : energy.access_times)
    times.push_back({{"component", time.component},
                     {"ns", band_json(time.ns)},
                     {"cycle_ns", time.cycle_ns},
                     {"fits", time.fits()},
                     {"source", time.basis}});
  return json;
}

Json yardstick_json(const EnergyReport& energy) {
  Json json;
  json["total"] = yardstick_layer_json(energy.dense_baseline.total);
  Json& layers = json["layers"] = Json::array();
  for (const YardstickLayer& layer : energy.dense_baseline.layers) layers.push_back(yardstick_layer_json(layer));
  return json;
}

Json repriced_json(const EnergyReport& energy) {
  return {{"figures", figures_json(energy)},
          {"energy_pj", energy_json(energy)},
          {"area", area_json(energy)},
          {"dense_ann", yardstick_json(energy)},
          {"layers", shares_json(energy.layers)},
          {"cores", shares_json(energy.cores)}};
}

}  // namespace spikeloom
