// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run of two layers on two tiles with counts that one can price in the head, and a price list of round numbers.

#include <string>
#include <utility>
#include <vector>

#include "energy/energy_input.hpp"
#include "report/report_input.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom::report_test {

/// One file in a folder of its own.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text) : path_(folder_.write(name, text)) {}
  const std::string& path() const { return path_; }

 private:
  ScratchFolder folder_;
  std::string path_;
};

std::string file_text(const std::string& path);

/// Round prices: every action 1, 2, 3, ... pJ in the order of Action; leakage 1 mW and area 1 mm2 an
/// instance; clock 0.5 pJ; an SRAM access 1 ns; a dense MAC 0.25 pJ.
std::string round_price_list();

Network small_network();
ChipSpec small_chip();
Mapping small_mapping();
RunResults small_results();

/// All of the above, priced with the round prices.
struct Report {
  Report();
  Network network = small_network();
  ChipSpec chip = small_chip();
  Mapping mapping = small_mapping();
  RunResults results = small_results();
  EnergyReport energy;
  nlohmann::ordered_json config;
  ReportInput input(std::vector<int> labels = {}) const {
    return {network, chip, mapping, results, energy, config, std::move(labels)};
  }
};

}  // namespace spikeloom::report_test
