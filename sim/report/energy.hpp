// SPDX-License-Identifier: Apache-2.0
#pragma once
// Energy of a run: counts times prices, leakage times time. The only place that knows joules.
// Made by PriceList::price (sim/report/prices.hpp), printed by summary_text and results_json.

#include <cstdint>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "sim/config/chip_spec.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

struct ChipPrices;

struct ComponentEnergy {
  std::string component;
  double dynamic_pj = 0;
  double static_pj = 0;
  double total_pj() const { return dynamic_pj + static_pj; }
};

/// One line of the bill: count x price. Static lines count instances and price the leakage of one over the run.
struct EnergyLine {
  std::string component;
  std::string action;  ///< "leakage" for static energy
  std::uint64_t count = 0;
  std::string unit;
  double price_pj = 0;
  std::string basis;  ///< where the price comes from
  double energy_pj() const { return static_cast<double>(count) * price_pj; }
};

struct EnergyReport {
  std::vector<ComponentEnergy> components;  ///< of all images of the run
  std::vector<EnergyLine> lines;
  std::vector<double> layer_dynamic_pj, core_dynamic_pj;  ///< without the clock, which no core or layer owns
  double convention_pj = 0;                               ///< arithmetic only, as the literature counts
  std::uint64_t convention_additions = 0;                 ///< outside the layer that reads the image
  std::uint64_t convention_multiplications = 0;           ///< dense, of the layer that reads the image, once an image
  double convention_accumulate_pj = 0, convention_mac_pj = 0;  ///< its prices
  std::string price_list;                                      ///< its name and node
  std::vector<std::string> extrapolated;                       ///< prices taken from outside the points of their table
  double dynamic_pj() const;
  double static_pj() const;
  double total_pj() const { return dynamic_pj() + static_pj(); }
};

EnergyReport energy_of(const RunResults& results, const ChipSpec& chip, const Network& network,
                       const ChipPrices& prices);

}  // namespace spikeloom
