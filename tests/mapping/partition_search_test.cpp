// SPDX-License-Identifier: Apache-2.0
// Chips that are too small: cut finer first, then say what is missing and what would fit.
#include "mapping/search/best_fit.hpp"

#include <catch2/catch.hpp>

#include "mapping/search/mapper.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"

using Catch::Contains;
using spikeloom::error_of;
using spikeloom::map_network;
using spikeloom::MappingOptions;
using spikeloom::Network;
using spikeloom::roomy_target;
using spikeloom::Target;

namespace {

MappingOptions quick() {
  MappingOptions options;
  options.placement_swaps = 100;
  return options;
}

std::string error_on(const Network& network, const Target& target) {
  return error_of([&] { map_network(network, target, quick()); });
}

/// The number behind "key: ".
std::int64_t suggested(const std::string& error, const std::string& key) {
  const std::size_t at = error.find(key + ": ");
  REQUIRE(at != std::string::npos);
  return std::stoll(error.substr(at + key.size() + 2));
}

}  // namespace

TEST_CASE("slices are cut until they fit a small core", "[fit]") {
  const Network network = spikeloom::random_network(2);
  Target target = roomy_target(6, 6);
  const std::size_t whole = map_network(network, roomy_target(1, 1), quick()).slices.size();
  target.weight_sram_bytes = 3000;
  target.accumulator_sram_bytes = 12000;
  CHECK(map_network(network, target, quick()).slices.size() > whole);
}

TEST_CASE("is the best fit within ten percent of every balanced one?", "[fit]") {
  const Network network = spikeloom::random_network(3);
  const Target target = roomy_target(4, 4);
  const spikeloom::WorkModel work(network, target, {});
  const std::int64_t best = spikeloom::best_fit(network, target, work, {}).cycles();
  for (const int half_shares : {2, 3, 4, 6, 8, 12, 16}) {
    const auto partition = balanced_partition(network, target, work, {}, {half_shares});
    const spikeloom::Fit fit = fit_partition(network, target, work, {}, partition);
    if (fit.fits()) CHECK(best * 90 <= fit.cycles() * 100);
  }
}

TEST_CASE("weights that exceed the chip: figures, and a size that does fit", "[fit]") {
  const Network network = spikeloom::random_network(2);
  Target target = roomy_target(3, 2);
  target.weight_sram_bytes = 2048;
  const std::string error = error_on(network, target);
  CHECK_THAT(error, Contains("the network does not fit the chip: layer '") && Contains("has the most weights, ") &&
                        Contains("of more than all cores can store") && Contains("the 6 cores have 12288 and"));
  target.weight_sram_bytes = suggested(error, "weight_sram_bytes");
  CHECK(error_on(network, target) == "no error");
  target.weight_sram_bytes -= 1024;
  CHECK(error_on(network, target) != "no error");
}

TEST_CASE("weights that exceed a core although they cannot be cut further", "[fit]") {
  spikeloom::HandMadeNetwork hand_made({1, 8, 8});
  const int wide = hand_made.conv("wide", spikeloom::kImageSource, {1, 1, 1, 0}, 100);
  hand_made.conv("deep", wide, {7, 7, 1, 3}, 1);  // 49 x 100 weights for one channel, in at most 32 parts
  const Network network = hand_made.finish();
  Target target = roomy_target(9, 9);
  target.weight_sram_bytes = 128;
  const std::string error = error_on(network, target);
  CHECK_THAT(error, Contains("layer 'deep' (channels 0..0, rows 0..7") &&
                        Contains("needs 196 bytes of weight SRAM, a core has at most 128 bytes left of 128"));
  CHECK(suggested(error, "weight_sram_bytes") == 1024);
}

TEST_CASE("both SRAMs too small: one size each that fits", "[fit]") {
  const Network network = spikeloom::random_network(2);
  Target target = roomy_target(2, 2);
  target.weight_sram_bytes = 2048;
  target.accumulator_sram_bytes = 1024;
  const std::string error = error_on(network, target);
  target.weight_sram_bytes = suggested(error, "weight_sram_bytes");
  target.accumulator_sram_bytes = suggested(error, "accumulator_sram_bytes");
  CHECK(error_on(network, target) == "no error");
  CHECK(target.weight_sram_bytes != target.accumulator_sram_bytes);
}

TEST_CASE("too few accumulators: figures, and a size that does fit", "[fit]") {
  const Network network = spikeloom::random_network(2);
  Target target = roomy_target(3, 2);
  target.accumulator_sram_bytes = 4096;
  const std::string error = error_on(network, target);
  CHECK_THAT(error, Contains("of accumulator SRAM (window of") && Contains("left of 4096"));
  target.accumulator_sram_bytes = suggested(error, "accumulator_sram_bytes");
  CHECK(error_on(network, target) == "no error");
}

TEST_CASE("a larger mesh is proposed where it helps", "[fit]") {
  const Network network = spikeloom::random_network(2);
  Target target = roomy_target(1, 1);
  target.weight_sram_bytes = 12 * 1024;
  const std::string error = error_on(network, target);
  CHECK_THAT(error, Contains("the 1 core has 12288 and") && Contains("or a mesh of "));
  std::size_t at = error.find("mesh of ") + 8;
  target.columns = std::stoi(error.substr(at));
  target.rows = std::stoi(error.substr(error.find(" x ", at) + 3));
  CHECK(target.tiles() > 1);
  CHECK(error_on(network, target) == "no error");
}

TEST_CASE("more slices than a core can number need another core", "[fit]") {
  spikeloom::RandomNetworkOptions options;
  options.image = {1, 64, 8};
  options.dims = {4, 4, 4, 4, 4, 4};
  const Network network = spikeloom::random_network(2, options);
  REQUIRE(network.layers.size() > 32);
  CHECK_THAT(error_on(network, roomy_target(1, 1)),
             Contains("finds no core with fewer than 32 slices") && Contains("a mesh of 2 x 1 would fit"));
}
