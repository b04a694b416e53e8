// SPDX-License-Identifier: Apache-2.0
#include "energy/energy_figures.hpp"

#include "base/units.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

double arithmetic_pj(const EnergyReport& energy) {
  double pj = 0;
  for (const EnergyLine& line : energy.lines)
    if (line.component == "datapath" && line.action != "leakage") pj += line.energy_pj().nominal;
  return pj;
}

double mean_utilisation(const EnergyInput& input) {
  double busy = 0;
  for (const CountedCore& core : input.cores) busy += static_cast<double>(core.datapath_cycles);
  return ratio(busy, static_cast<double>(input.cycles) * static_cast<double>(input.cores.size()));
}

}  // namespace

EnergyFigures energy_figures(const EnergyReport& energy) {
  const auto additions = static_cast<double>(energy.input.synaptic_additions);
  const double images = static_cast<double>(energy.input.images), total_pj = energy.total_pj().nominal;
  EnergyFigures f;
  f.area_mm2 = energy.area_mm2();
  f.energy_uj = energy.total_pj() * ratio(1e-6, images);
  f.latency_us = static_cast<double>(energy.input.latency_cycles) / energy.clock_mhz;
  f.images_per_s = ratio(energy.clock_mhz * 1e6, energy.input.cycles_per_image);
  f.power_mw = ratio(total_pj * 1e-9, energy.seconds());
  f.edp_uj_ms = f.energy_uj.nominal * f.latency_us * 1e-3;
  f.pj_per_addition = ratio(total_pj, additions);
  f.arithmetic_pj_per_addition = ratio(arithmetic_pj(energy), additions);
  f.gsop_per_s = ratio(additions * 1e-9, energy.seconds());
  f.tsop_per_s_per_w = ratio(1, f.pj_per_addition);
  f.gsop_per_s_per_mm2 = ratio(f.gsop_per_s, f.area_mm2.nominal);
  f.utilisation = mean_utilisation(energy.input);
  return f;
}

std::vector<std::string> energy_warnings(const EnergyReport& energy) {
  std::vector<std::string> warnings;
  for (const AccessTime& time : energy.access_times)
    if (!time.fits())
      warnings.push_back(time.component + " takes " + significant(time.ns.nominal) +
                         " ns for an access and the clock has " + significant(time.cycle_ns) +
                         " ns: this chip cannot run at " + plain_number(energy.clock_mhz) +
                         " MHz with it, at most at " + significant(1e3 / time.ns.nominal) + " MHz");
  const double pitch_mm2 = energy.tile_pitch_mm * energy.tile_pitch_mm;
  if (energy.tile_mm2 > pitch_mm2)
    warnings.push_back("a tile takes " + significant(energy.tile_mm2) + " mm2, more than the square of its pitch, " +
                       significant(pitch_mm2) + " mm2: links are longer than they are priced for");
  for (const std::string& note : energy.extrapolated) warnings.push_back("extrapolated: " + note);
  for (const std::string& source : energy.unscaled)
    warnings.push_back("'" + source + "' does not say for which supply it holds: its prices do not follow voltage_v");
  return warnings;
}

}  // namespace spikeloom
