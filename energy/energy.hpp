// SPDX-License-Identifier: Apache-2.0
#pragma once
// Energy, area and time of a run: counts times prices, leakage times time. The only place that knows joules.
// Made by PriceList::price (energy/prices.hpp); printed by summary_text, energy_json, energy_csv.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "energy/arithmetic_energy.hpp"
#include "energy/band.hpp"
#include "energy/dense_baseline.hpp"
#include "energy/energy_input.hpp"

namespace spikeloom {

struct ChipPrices;

struct ComponentEnergy {
  std::string component;
  Band dynamic_pj, static_pj;
  Band total_pj() const { return dynamic_pj + static_pj; }
};

/// One line of the bill: count x price. Static lines count instances and price the leakage of one over the run.
struct EnergyLine {
  std::string component;
  std::string action;  ///< "leakage" for static energy
  std::uint64_t count = 0;
  std::string unit;
  Band price_pj;
  std::string basis;  ///< where the price comes from
  int instances = 0;  ///< of the component on the chip, over which the count is summed
  Band energy_pj() const { return price_pj * static_cast<double>(count); }
};

/// What a component takes of the chip: instances x area of one.
struct AreaLine {
  std::string component;
  int instances = 0;
  Band each_um2;
  std::string basis;
  Band mm2() const { return each_um2 * (static_cast<double>(instances) * 1e-6); }
};

/// An SRAM against the clock.
struct AccessTime {
  std::string component;
  Band ns;
  std::string basis;
  double cycle_ns = 0;
  bool fits() const { return ns.nominal <= cycle_ns; }
};

/// What one layer or core did: dynamic energy by the actions that are its own, routers' only for cores.
struct EnergyShare {
  std::string name;
  std::vector<EnergyLine> lines;  ///< those that were counted
  Band dynamic_pj() const;
};

struct EnergyReport {
  std::vector<ComponentEnergy> components;  ///< of all images of the run
  std::vector<EnergyLine> lines;
  std::vector<EnergyShare> layers, cores;  ///< without the clock and leakage, which no core or layer owns
  std::vector<AreaLine> areas;
  std::vector<AccessTime> access_times;
  double tile_static_pj = 0;               ///< nominal; all tiles leak alike, whatever they do
  double tile_mm2 = 0, tile_pitch_mm = 0;  ///< nominal area of a tile, and the side it is said to have
  ArithmeticTotals convention;             ///< arithmetic only, as the literature counts
  DenseBaseline dense_baseline;            ///< the same network, dense
  EnergyInput input;                       ///< what was priced
  double clock_mhz = 0, lanes = 0;         ///< lanes: of all cores
  std::string price_list;                  ///< its title
  std::map<std::string, std::string> sources;
  std::vector<std::string> extrapolated;  ///< prices taken from outside the points of their table
  std::vector<std::string> unscaled;      ///< sources that the chip's supply did not reach
  Band dynamic_pj() const;
  Band static_pj() const;
  Band total_pj() const { return dynamic_pj() + static_pj(); }
  Band area_mm2() const;
  double seconds() const { return static_cast<double>(input.cycles) / (clock_mhz * 1e6); }
  double per_image(double pj) const { return input.images == 0 ? 0 : pj / static_cast<double>(input.images); }
};

EnergyReport energy_of(const EnergyInput& input, const ChipSpec& chip, const ChipPrices& prices);

}  // namespace spikeloom
