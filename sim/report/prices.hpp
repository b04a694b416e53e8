// SPDX-License-Identifier: Apache-2.0
#pragma once
// Prices of one chip: a price list (YAML) evaluated for the chip's sizes. Used by sim/report/energy; programs call
// PriceList(path).for_chip(chip) before a run, so that a price that is missing is told before time zero.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "models/network.hpp"
#include "sim/config/chip_spec.hpp"
#include "sim/machine/actions.hpp"
#include "sim/report/energy.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

/// One price, and where it comes from: "source [certainty]" of each of its terms.
struct UnitPrice {
  double value = 0;
  std::string basis;
};

struct LeakagePrice {
  std::string component;
  UnitPrice mw;       ///< of one instance
  int instances = 0;  ///< all there are on the chip, used or not
};

struct ChipPrices {
  std::array<UnitPrice, kActions> action_pj;
  UnitPrice clock_pj;  ///< of one router and cycle
  int routers = 0;
  std::vector<LeakagePrice> leakage;
  double accumulate_pj = 0, multiply_accumulate_pj = 0;  ///< the convention of the literature
  std::vector<std::string> extrapolated;                 ///< "component.action: size is outside ..."
};

struct PriceListFile;

class PriceList {
 public:
  /// Throws InputError with file, line and column for anything unknown, missing, duplicate or negative.
  explicit PriceList(const std::string& path);

  /// Throws InputError, naming component and action, when a size of the chip has no price.
  ChipPrices for_chip(const ChipSpec& chip) const;

  EnergyReport price(const RunResults& results, const ChipSpec& chip, const Network& network) const;

  /// "45 nm, LSTP SRAM, k_noc 1, k_sram 1.5": node, name and calibration factors.
  std::string title() const;

 private:
  std::shared_ptr<const PriceListFile> file_;
};

/// The repository's list for 45 nm, used when a chip names none.
std::string default_price_list();

/// Banks of an SRAM that feeds `lanes` lanes of `bits` bits each with 64-bit words.
int sram_banks(int lanes, int bits);

}  // namespace spikeloom
