// SPDX-License-Identifier: Apache-2.0
// What follows from priced counts: bands, area, access times, conventions, the dense baseline, figures, and the
// same from an old results.json.

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "base/error.hpp"
#include "base/field_writer.hpp"
#include "base/units.hpp"
#include "energy/energy_csv.hpp"
#include "energy/energy_figures.hpp"
#include "energy/energy_file.hpp"
#include "energy/energy_json.hpp"
#include "energy/operation_file.hpp"
#include "energy/prices.hpp"
#include "report/energy_summary.hpp"
#include "report/results_json.hpp"
#include "tests/report/report_fixture.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/source_folder.hpp"

namespace spikeloom::report_test {
namespace {

Approx exactly(double value) { return Approx(value).epsilon(1e-9).margin(0); }

EnergyReport priced(const std::string& list_text, const ChipSpec& chip, const RunResults& results = small_results()) {
  const TemporaryFile list("energy.yaml", list_text);
  return PriceList(list.path()).price(energy_input(results, small_network()), chip);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a network whose energy is worked out on paper, component by component") {
  RunResults results = small_results();
  results.cores[1].actions = {};
  for (std::size_t i = 0; i < kActions; ++i) results.cores[1].actions.add(static_cast<Action>(i), 1000 + 10 * i);
  const EnergyReport energy = priced(round_price_list(), small_chip(), results);
  // Counts of core 1: 1000 + 10 i at price i + 1; core 0 and the host port add what small_results says.
  const double paper[] = {1000 * 1. + 1010 * 2,                                        // input_queue
                          (1020 + 10) * 3. + 1150 * 16,                                // weight_sram
                          1030 * 4. + 1040 * 5,                                        // accumulator_sram
                          1050 * 6. + (1060 + 200) * 7,                                // datapath
                          (1070 + 64) * 8.,                                            // neuron_unit
                          1080 * 9. + (1090 + 5) * 10,                                 // packetizer
                          1100 * 11. + 1110 * 12 + 1120 * 13 + 1130 * 14 + 1180 * 19,  // router
                          (1140 + 4) * 15.,                                            // link
                          1160 * 17. + 1170 * 18,                                      // dram
                          1000 * 2 * 0.5};                                             // clock
  REQUIRE(energy.components.size() == 10);
  double sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    INFO(energy.components[i].component);
    CHECK(energy.components[i].dynamic_pj.nominal == exactly(paper[i]));
    const double instances = energy.components[i].component == "dram" ? 0 : 2;
    CHECK(energy.components[i].static_pj.nominal == Approx(instances * 2000).epsilon(1e-9));  // 1 mW for 2 us
    sum += paper[i] + instances * 2000;
  }
  CHECK(energy.total_pj().nominal == exactly(sum));
  CHECK(energy.tile_static_pj == exactly(8 * 2000));  // all but links and DRAM
}

TEST_CASE("a cell changed in a table of a list changes the total by count times the change") {
  std::string text = file_text(price_list_of_node(45));
  ChipSpec chip = small_chip();  // 16 KB banks of 64-bit words
  const double before = priced(text, chip).total_pj().nominal;
  text = replaced(text, "[16384, 64, 11.6097,", "[16384, 64, 13.6097,");
  CHECK(priced(text, chip).total_pj().nominal - before == Approx(30 * 2 * 1.5));
}

TEST_CASE("no line about energy is longer than the terminal") {
  const EnergyReport energy =
      PriceList(price_list_of_node(22)).price(energy_input(small_results(), small_network()), small_chip());
  for (const int width : {60, 80, 100, 132}) {
    std::istringstream lines(energy_summary(energy, width));
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("every price low or every price high") {
  const std::string text =
      replaced(round_price_list(), "weight_read: {value: 3, source: here, certainty: assumed, band: sure}",
               "weight_read: {value: 3, source: here, certainty: assumed, band: wide}");
  const EnergyReport energy = priced(text, small_chip());
  CHECK(energy.total_pj().nominal - energy.total_pj().low == exactly(30 * 3 * 0.5));
  CHECK(energy.total_pj().high - energy.total_pj().nominal == exactly(30 * 3 * 2));
}

TEST_CASE("area is that of all instances, used or not") {
  const EnergyReport energy = priced(round_price_list(), small_chip());
  CHECK(energy.area_mm2().nominal == exactly(9 * 2));  // nine components of 1 mm2 on two tiles; two links; no DRAM
  CHECK(energy.area_mm2().low == exactly(9));
  CHECK(energy.area_mm2().high == exactly(54));
  CHECK(energy.tile_mm2 == exactly(9));
  CHECK_THAT(energy_warnings(energy).front(), Catch::Contains("a tile takes 9 mm2") && Catch::Contains("1 mm2"));
}

TEST_CASE("an SRAM slower than the clock is told") {
  ChipSpec chip = small_chip();
  chip.tile_pitch_mm = 5;
  CHECK(energy_warnings(priced(round_price_list(), chip)).empty());  // 1 ns, 500 MHz
  chip.clock_mhz = 1250;
  const auto warnings = energy_warnings(priced(round_price_list(), chip));
  REQUIRE(warnings.size() == 2);
  CHECK_THAT(warnings[0], Catch::Contains("weight_sram takes 1 ns") && Catch::Contains("0.8 ns") &&
                              Catch::Contains("cannot run at 1250 MHz") && Catch::Contains("1000 MHz"));
  CHECK_THAT(warnings[1], Catch::StartsWith("accumulator_sram"));
  CHECK_THAT(energy_summary(priced(round_price_list(), chip), 80), Catch::Contains("cannot run at"));
}

TEST_CASE("the image layer is counted once or at every step") {
  ChipSpec chip = small_chip();
  CHECK(priced(round_price_list(), chip).convention.chosen.energy_pj == exactly(288 * 4.6 + 100 * 0.9));
  chip.energy.image_layer = CountedImageLayer::EveryStep;
  CHECK(priced(round_price_list(), chip).convention.chosen.energy_pj == exactly(2 * 288 * 4.6 + 100 * 0.9));
  chip.energy.operators = CountedOperators::AllFused;  // the head: 64 weights, T = 2: its rate gives the 100 back
  CHECK(priced(round_price_list(), chip).convention.chosen.accumulates == exactly(100));
}

TEST_CASE("a dense network on the same figures, worked out on paper") {
  const EnergyReport energy = priced(round_price_list(), small_chip());
  const YardstickLayer& head =
      energy.dense_baseline.layers[1];  // 100 additions of 64 weight uses in 2 steps, 20 weight reads
  const double accumulator = 32.0 / 64 * (4 + 5), weight = 8.0 / 64 * 3, mac = 0.25;
  CHECK(head.macs == 64);
  CHECK(head.rate == exactly(100.0 / 128));
  CHECK(head.dense_pj == exactly(64 * (mac + weight + accumulator) + 2 * (mac + accumulator)));
  CHECK(head.spiking_pj == exactly(100 * 6 + 20 * 3));
  CHECK(head.fixed_pj == 0);  // the fixture counts no accumulators
  CHECK(head.break_even_rate() == exactly(head.rate * head.dense_pj / head.spiking_pj));
  const YardstickLayer& total = energy.dense_baseline.total;
  CHECK(total.spiking_pj == exactly(energy.dynamic_pj().nominal - 1000));  // all but the clock
}

TEST_CASE("at its break-even rate a layer takes what the dense one takes") {
  const EnergyReport energy = priced(round_price_list(), small_chip());
  const double scale = energy.dense_baseline.layers[1].break_even_rate() / energy.dense_baseline.layers[1].rate;
  EnergyInput input = energy.input;
  const auto scaled = [&](Action action) {
    return static_cast<std::uint64_t>(std::llround(1e6 * scale * static_cast<double>(input.layers[1].actions[action])));
  };
  ActionCounts counts;
  counts.add(Action::Add, scaled(Action::Add));
  counts.add(Action::WeightRead, scaled(Action::WeightRead));
  const double spiking =
      6. * static_cast<double>(counts[Action::Add]) + 3. * static_cast<double>(counts[Action::WeightRead]);
  CHECK(spiking * 1e-6 == Approx(energy.dense_baseline.layers[1].dense_pj).epsilon(1e-6));
}

TEST_CASE("figures of merit") {
  const EnergyFigures f = energy_figures(priced(round_price_list(), small_chip()));
  const double total_pj = 3712 + 36000;
  CHECK(f.energy_uj.nominal == exactly(total_pj * 1e-6));
  CHECK(f.latency_us == exactly(1.6));
  CHECK(f.power_mw == exactly(total_pj / 2e3));  // pJ in 2 us: 1e-12 / 2e-6 W
  CHECK(f.edp_uj_ms == exactly(total_pj * 1e-6 * 1.6e-3));
  CHECK(f.pj_per_addition == exactly(total_pj / 300));
  CHECK(f.arithmetic_pj_per_addition == exactly(2000.0 / 300));
  CHECK(f.gsop_per_s == exactly(300 / 2e-6 * 1e-9));
  CHECK(f.tsop_per_s_per_w == exactly(300 / total_pj));
  CHECK(f.utilisation == exactly(0.2));
}

TEST_CASE("an old results.json is priced as the run was") {
  Report report;
  report.config = {{"chip", fields_to_json(report.chip)}};
  const TemporaryFile list("list.yaml", round_price_list());
  const TemporaryFile results("results.json", results_json(report.input()).dump());
  const CountedRun run = read_counted_run(results.path(), {"chip.prices=" + list.path()});
  const EnergyReport again = PriceList(price_list_path(run.chip)).price(run.input, run.chip);
  CHECK(repriced_json(again).dump() == repriced_json(report.energy).dump());
  const CountedRun hot = read_counted_run(results.path(), {"chip.energy.temperature_k=350", "chip.clock_mhz=100"});
  CHECK(hot.chip.energy.temperature_k == 350);
  CHECK(hot.chip.clock_mhz == 100);
}

TEST_CASE("an old results.json is not priced as another chip, nor when it is another file") {
  Report report;
  report.config = {{"chip", fields_to_json(report.chip)}};
  nlohmann::ordered_json json = results_json(report.input());
  const auto error_with = [](const nlohmann::ordered_json& text, const std::vector<std::string>& changes) {
    const TemporaryFile results("results.json", text.dump());
    return error_of([&] { read_counted_run(results.path(), changes); });
  };
  CHECK_THAT(error_with(json, {"chip.core.lanes=32"}), Catch::Contains("would change what was simulated"));
  CHECK_THAT(error_with(json, {"network.time_steps=4"}), Catch::Contains("would change what was simulated"));
  CHECK_THAT(error_with(json, {"chip.energy.k_sam=2"}), Catch::Contains("unknown key 'chip.energy.k_sam'"));
  json["layers"][0].erase("multiply_accumulates");
  CHECK_THAT(error_with(json, {}), Catch::Contains("multiply_accumulates"));
  json["schema_version"] = 1;
  CHECK_THAT(error_with(json, {}), Catch::Contains("schema_version"));
  json["schema_version"] = 99;
  CHECK_THAT(error_with(json, {}), Catch::Contains("written by a newer spikeloom"));
}

TEST_CASE("the long form has every line of the bill, of layers and of cores") {
  const EnergyReport energy = priced(round_price_list(), small_chip());
  const std::string csv = energy_csv(energy);
  CHECK_THAT(
      csv, Catch::StartsWith("scope,name,component,action,count,unit,instances,price_pj,low,nominal,high,of,source\n"));
  CHECK_THAT(csv, Catch::Contains("\nchip,,weight_sram,weight_read,30,words,2,3,90,90,90,pJ,here [assumed]\n"));
  CHECK_THAT(csv, Catch::Contains("\nlayer,head,datapath,add,100,additions,2,6,600,600,600,pJ,here [assumed]\n"));
  CHECK_THAT(csv, Catch::Contains("\ncore,\"0,0\",link,link_traversal,4,flits,2,15,60,60,60,pJ,here [assumed]\n"));
  CHECK_THAT(csv, Catch::Contains("\narea,,router,,,,2,,1,2,6,mm2,here [assumed]\n"));
  CHECK_THAT(csv, Catch::Contains("\nfigure,area_mm2,,,,,,,18,18,18,,\n"));
}

TEST_CASE("words are what is read: wider ones are fewer, and each costs its width") {
  ChipSpec chip;
  const auto prices = [&](int word_bits) {
    chip.core.sram_word_bits = word_bits;
    return PriceList(price_list_of_node(45)).for_chip(chip);
  };
  const auto read = [](const ChipPrices& p) {
    return p.action_pj[static_cast<std::size_t>(Action::WeightRead)].value.nominal;
  };
  // 128 KB: 8 banks of 16 KB with 64-bit words, one of 128 KB with 512-bit words (sram_cacti.csv, lstp/lstp).
  CHECK(read(prices(64)) == exactly(1.5 * 11.6097));
  CHECK(read(prices(512)) > read(prices(64)));
  CHECK(read(prices(512)) < 8 * read(prices(64)) * 1.5);
}

TEST_CASE("published totals from published rates") {
  const std::string folder = source_folder() + "/examples/07_published_energy/";
  const auto total = [&](const std::string& name, CountedImageLayer image_layer) {
    PricingSpec choice;
    choice.image_layer = image_layer;
    return convention_of(read_operation_file(folder + name).list, {}, choice).chosen;
  };
  struct Spikingformer {
    const char* name;
    double giga_accumulates, giga_macs, millijoules;
  };
  for (const Spikingformer& log : {Spikingformer{"spikingformer_8_512.yaml", 6.5175, 0.3473, 7.463},
                                   Spikingformer{"spikingformer_8_768.yaml", 12.5137, 0.5210, 13.659}}) {
    const ArithmeticTotal sum = total(log.name, CountedImageLayer::EveryStep);
    CHECK(sum.accumulates * 1e-9 == Approx(log.giga_accumulates).epsilon(1e-3));
    CHECK(sum.multiply_accumulates * 1e-9 == Approx(log.giga_macs).epsilon(1e-3));
    CHECK(sum.energy_pj * 1e-9 == Approx(log.millijoules).epsilon(1e-3));
  }
  const std::string transformer = "spike_driven_transformer_8_512";
  const auto millijoules = [&](const std::string& name, CountedImageLayer image_layer) {
    return total(name, image_layer).energy_pj * 1e-9;
  };
  CHECK(millijoules(transformer + ".yaml", CountedImageLayer::Once) == Approx(4.16).margin(0.005));
  CHECK(millijoules(transformer + ".yaml", CountedImageLayer::EveryStep) == Approx(5.35).margin(0.005));
  CHECK(millijoules(transformer + "_inputs.yaml", CountedImageLayer::Once) == Approx(5.61).margin(0.005));
  CHECK(millijoules(transformer + "_inputs.yaml", CountedImageLayer::EveryStep) == Approx(6.81).margin(0.005));
}

TEST_CASE("each rule of operation counts broken once") {
  const std::string good =
      "schema_version: 1\nname: n\nsource: s\ntime_steps: 4\noperators:\n  - {name: a, kind: spikes, macs: [3, 4], "
      "rate: 0.5}\n";
  const auto refused = [&](const std::string& from, const std::string& to, const std::string& what) {
    const TemporaryFile file("operations.yaml", replaced(good, from, to));
    CHECK_THAT(error_of([&] { read_operation_file(file.path()); }),
               Catch::Contains(what) && Catch::Contains("operations.yaml:"));
  };
  refused("kind: spikes", "kind: spike", "unknown kind 'spike'");
  refused(", rate: 0.5", "", "spikes without 'rate'");
  refused("[3, 4]", "[3, -4]", "negative count");
  refused("rate: 0.5", "rate: -0.5", "negative rate");
  refused("time_steps: 4", "time_steps: 0", "1 or more");
  refused("name: a", "nam: a", "unknown key 'nam'");
}

}  // namespace
}  // namespace spikeloom::report_test
