// SPDX-License-Identifier: Apache-2.0
// A chip of one tile that classifies an image of one pixel: every count worked out on paper, every component priced by
// hand with figures of the reference tables.
#include <catch2/catch.hpp>

#include <cmath>
#include <iterator>

#include "energy/energy.hpp"
#include "energy/prices.hpp"
#include "models/bounds.hpp"
#include "tests/support/network_builder.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {
namespace {

Approx exactly(double value) { return Approx(value).epsilon(1e-9).margin(0); }

constexpr int kHidden = 8, kClasses = 2;
constexpr Kernel kPoint{1, 1, 1, 0};

Layer with_numbers(Layer layer, std::int32_t threshold) {
  const auto channels = static_cast<std::size_t>(layer.out.channels);
  layer.weights.assign(channels * static_cast<std::size_t>(layer.in.channels), 1);
  layer.weight_shift.assign(channels, 0);
  layer.output_shift.assign(channels, 0);
  layer.bias.assign(channels, 0);
  if (layer.fires) layer.threshold.assign(channels, threshold);
  return layer;
}

/// One pixel -> 8 neurons that all fire -> 2 logits, T = 1, all weights 1.
SystemCase pixel_case() {
  SystemCase result;
  Network& network = result.network;
  network.architecture = "pixel";
  network.input = {{1, 1, 1}, {0.0}, {1.0}, {0}};
  network.class_names = {"even", "odd"};
  Layer stem =
      make_layer("stem", Operator::Conv, {1, 1, 1}, {kImageSource, Role::Main, Signal::Values}, kPoint, kHidden);
  stem.fires = stem.constant_over_time = true;
  Layer head = make_layer("head", Operator::Conv, stem.out, {0, Role::Main, Signal::Spikes}, kPoint, kClasses);
  head.emits_values = head.accumulates_over_time = true;
  network.layers = {with_numbers(stem, 1), with_numbers(head, 0)};
  compute_bounds(network);
  result.chip.mesh.columns = result.chip.mesh.rows = 1;
  result.images = {{{1, 1, 1}, {4}}};  // 4 = one digit
  return result;
}

struct Paper {
  const char* component;
  double dynamic_pj, leakage_mw;
};

TEST_CASE("Is the energy of a chip of one tile what one works out on paper?") {
  const SystemCase system_case = pixel_case();
  const RunResults results = run_case(system_case);
  REQUIRE(results.images[0].logits == std::vector<std::int32_t>{kHidden, kHidden});
  // The stem adds 4, one digit, to 8 channels: a word of weights, four of accumulators; its sweep rewrites these four.
  // The head adds 8 rows of 2 weights, a word each, and sweeps one word. T = 1: no membranes.
  const double weights = 1 + 8, sums = 4 + 4 + 8 + 1, shifted = 8, adds = 16, neurons = 8, words = 2;
  // A word and the end of its row from host to stem, from stem to head, from head to host; a row granted by stem and
  // by head. All go through the one router; two and the stem's grant reach the host.
  const double flits = 3 * 2 + 2, to_host = 2 + 1, cycles = 31;
  REQUIRE(results.cycles == 31);
  // 64 lanes, 128 KB each: weight banks of 16 KB, accumulator banks of 4 KB, flits of 128 bits, queues of 8, buffers
  // of 4.
  const double k_sram = 1.5, hot = std::pow(1.97, (300.0 - 340) / 50);
  const Paper paper[] = {
      {"input_queue", flits * (3.3218 + 2.5623), 7e-5 * 128 * 8},
      {"weight_sram", weights * k_sram * 11.6097, 8 * 0.000469172},
      {"accumulator_sram", sums * k_sram * (3.38552 + 6.45356), 32 * 0.000140432},
      {"datapath", adds * 0.1 + shifted * 0.1 * (1 + 1.986), (7.1875e-5 + 6.463579e-5) * 32 * 64},
      {"neuron_unit", neurons * 2 * 0.1, 9.023156e-5 * 32 * 16},
      {"packetizer", words * 1.125e-3 * 128 + flits * 0.009 * 128, 7e-5 * 128},
      {"router", flits * (2.4615 + 1.6929 + 2.126 + 0.13333 + 0.13333), 9.2008 * hot},
      {"link", to_host * 0.040362 * 128, 0},  // to the host; a single tile has no neighbours, and no links that leak
      {"dram", 0, 0},
      {"clock", cycles * 0.87793, 0},
  };
  const EnergyReport energy =
      PriceList(price_list_of_node(45)).price(energy_input(results, system_case.network), system_case.chip);
  const double pj_of_1_mw = cycles / 500 * 1e3;  // 31 cycles at 500 MHz are 62 ns
  REQUIRE(energy.components.size() == std::size(paper));
  double total = 0;
  for (std::size_t i = 0; i < std::size(paper); ++i) {
    INFO(paper[i].component);
    CHECK(energy.components[i].component == paper[i].component);
    CHECK(energy.components[i].dynamic_pj.nominal == exactly(paper[i].dynamic_pj));
    CHECK(energy.components[i].static_pj.nominal == exactly(paper[i].leakage_mw * pj_of_1_mw));
    total += paper[i].dynamic_pj + paper[i].leakage_mw * pj_of_1_mw;
  }
  CHECK(energy.total_pj().nominal == exactly(total));
  CHECK(energy.convention.chosen.energy_pj == exactly(8 * 4.6 + 16 * 0.9));
}

}  // namespace
}  // namespace spikeloom
