// SPDX-License-Identifier: Apache-2.0
#pragma once
// Prices of one chip: a price list (YAML) evaluated for the chip's sizes. Used by energy/energy; programs call
// PriceList(price_list_path(chip)).for_chip(chip) before a run, so that a price that is missing is told before time
// zero.

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chip/actions.hpp"
#include "chip/chip_spec.hpp"
#include "energy/band.hpp"
#include "energy/price_list.hpp"

namespace spikeloom {

/// One price, and where it comes from: "source [certainty]" of each of its terms.
struct UnitPrice {
  Band value;
  std::string basis;
};

/// What one instance of a component leaks and takes, and how many there are.
struct ComponentFigures {
  std::string component;
  UnitPrice leakage_mw, area_um2;
  UnitPrice access_ns;  ///< without basis where has_access_time() says no
  int instances = 0;    ///< all there are on the chip, used or not
};

struct ChipPrices {
  std::array<UnitPrice, kActions> action_pj;
  UnitPrice clock_pj;  ///< of one router and cycle
  std::vector<ComponentFigures> components;
  UnitPrice dense_mac_pj;                                ///< 8-bit multiplication and addition to an accumulator
  double accumulate_pj = 0, multiply_accumulate_pj = 0;  ///< the convention of the literature
  std::vector<std::string> extrapolated;                 ///< "component.action: size is outside ..."
  std::vector<std::string> unscaled;                     ///< sources that do not say for which supply they hold
  std::string title;                                     ///< node, name, factors, temperature and supply
  std::map<std::string, std::string> sources;            ///< name, text

  const ComponentFigures& component(const std::string& name) const;
  ComponentFigures& component(const std::string& name);
};

struct EnergyReport;
struct EnergyInput;

class PriceList {
 public:
  /// Throws InputError with file, line and column for anything unknown, missing, duplicate or negative.
  explicit PriceList(const std::string& path);

  /// Throws InputError, naming component and action, when a size of the chip has no price. An energy reference table
  /// that the chip names (energy.ert) replaces what it has prices for.
  ChipPrices for_chip(const ChipSpec& chip) const;

  EnergyReport price(const EnergyInput& input, const ChipSpec& chip) const;

  /// For reports about the list itself.
  const PriceListFile& file() const { return *file_; }

 private:
  std::string title(const PricingSpec& chip) const;

  std::shared_ptr<const PriceListFile> file_;
};

/// The repository's list for a node. Throws InputError for a node that has none, naming those that have.
std::string price_list_of_node(int node_nm);

/// The list that a chip is priced by.
std::string price_list_path(const ChipSpec& chip);

}  // namespace spikeloom
