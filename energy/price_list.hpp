// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a price list file says, as data. Read by energy/price_reader, evaluated for a chip by energy/prices.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "energy/price_table.hpp"

namespace spikeloom {

/// By what a price is multiplied at least and at most.
struct BandFactors {
  double low = 1, high = 1;
};

/// value x times x sizes named in `per`; the value is a constant or a column of a table.
struct PriceTerm {
  double value = 0;
  std::string table;  ///< empty: constant; a table with flavours is named without them
  int column = 0;
  double times = 1;
  std::string factor;  ///< name of the calibration factor that multiplies, too; empty: none
  std::vector<std::string> per;
  std::string source;  ///< its name in the list
  std::string certainty;
  BandFactors band;
  Conditions conditions;  ///< of the source; a table has its own
};

/// The sum of its terms.
struct Price {
  std::string where;  ///< file:line:column: path, for messages
  std::vector<PriceTerm> terms;
};

struct ComponentPrices {
  std::map<std::string, Price> actions_pj;
  Price leakage_mw;  ///< of one instance, as are the following
  Price area_um2;
  Price access_ns;  ///< only where has_access_time()
};

struct PriceListFile {
  std::string path, name;
  double node_nm = 0;
  std::map<std::string, double> factors;
  std::map<std::string, std::string> sources;  ///< name, text
  std::map<std::string, PriceTable> tables;    ///< one with flavours is "table/flavour"
  std::string default_flavour;                 ///< of the tables that have flavours; empty: none has
  std::set<std::string> flavoured;             ///< names of these tables
  std::map<std::string, ComponentPrices> components;
  Price accumulate_pj, multiply_accumulate_pj;  ///< the convention of the literature
  Price dense_mac_pj;                           ///< of a dense network of 8-bit integers

  /// The table of a term under a flavour.
  const PriceTable& table(const std::string& table_name, const std::string& flavour) const {
    return tables.at(flavoured.count(table_name) != 0 ? table_name + "/" + flavour : table_name);
  }
};

/// The components of a chip in report order: those of kActionInfo, then the clock.
const std::vector<std::string>& energy_components();

/// Names of the actions that a component must have prices for.
std::vector<std::string> actions_of(const std::string& component);

/// SRAMs: their price lists say how long an access takes.
bool has_access_time(const std::string& component);

constexpr const char* kClockComponent = "clock";
constexpr const char* kClockAction = "router_cycle";
constexpr const char* kLeakageAction = "leakage";

}  // namespace spikeloom
