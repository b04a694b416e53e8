// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a price list file says, as data. Read by sim/report/price_reader, evaluated for a chip by sim/report/prices.

#include <map>
#include <string>
#include <vector>

#include "sim/report/price_table.hpp"

namespace spikeloom {

/// value x times x sizes named in `per`; the value is a constant or a column of a table.
struct PriceTerm {
  double value = 0;
  std::string table;  ///< empty: constant
  int column = 0;
  double times = 1;
  std::vector<std::string> per;
  std::string source;  ///< resolved text
  std::string certainty;
};

/// The sum of its terms.
struct Price {
  std::string where;  ///< file:line:column: path, for messages
  std::vector<PriceTerm> terms;
};

struct ComponentPrices {
  std::map<std::string, Price> actions_pj;
  Price leakage_mw;
};

struct PriceListFile {
  std::string path, name;
  double node_nm = 0;
  std::map<std::string, double> factors;
  std::map<std::string, PriceTable> tables;
  std::map<std::string, ComponentPrices> components;
  Price accumulate_pj, multiply_accumulate_pj;  ///< the convention of the literature
};

/// The components of a chip in report order: those of kActionInfo, then the clock.
const std::vector<std::string>& energy_components();

/// Names of the actions that a component must have prices for.
std::vector<std::string> actions_of(const std::string& component);

constexpr const char* kClockComponent = "clock";
constexpr const char* kClockAction = "router_cycle";
constexpr const char* kLeakageAction = "leakage";

}  // namespace spikeloom
