// SPDX-License-Identifier: Apache-2.0
// Price lists: the repository's list is complete and right at its points; each rule of the format broken once.

#include "energy/prices.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "energy/component_sizes.hpp"
#include "energy/price_list.hpp"
#include "tests/report/report_fixture.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom::report_test {
namespace {

Approx exactly(double value) { return Approx(value).epsilon(1e-9).margin(0); }

double price_of(const ChipPrices& prices, Action action) {
  return prices.action_pj[static_cast<std::size_t>(action)].value.nominal;
}

double leakage_of(const ChipPrices& prices, const std::string& component) {
  return prices.component(component).leakage_mw.value.nominal;
}

ChipPrices prices_45nm(const ChipSpec& chip) { return PriceList(price_list_path({})).for_chip(chip); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

void check_refused(const std::string& text, const std::vector<std::string>& parts) {
  const TemporaryFile list("refused.yaml", text);
  const std::string error = error_of([&] { PriceList(list.path()).for_chip(small_chip()); });
  for (const std::string& part : parts) CHECK_THAT(error, Catch::Contains(part));
  CHECK_THAT(error, Catch::StartsWith(list.path()) && !Catch::Contains("\n"));
}

TEST_CASE("the 45 nm list gives the reference's figures for the default chip") {
  const ChipPrices prices = prices_45nm(ChipSpec{});  // 64 lanes: 8 weight banks of 16 KB, 32 accumulator banks of 4 KB
  CHECK(price_of(prices, Action::WeightRead) == exactly(11.6097 * 1.5));
  CHECK(price_of(prices, Action::AccumulatorRead) == exactly(3.38552 * 1.5));
  CHECK(price_of(prices, Action::AccumulatorWrite) == exactly(6.45356 * 1.5));
  CHECK(price_of(prices, Action::Add) == exactly(0.1));
  CHECK(price_of(prices, Action::ShiftedAdd) == exactly(0.1 * 2.986));
  CHECK(price_of(prices, Action::LifStep) == exactly(0.2));
  CHECK(price_of(prices, Action::BufferWrite) == exactly(2.4615));
  CHECK(price_of(prices, Action::QueuePush) == exactly(3.3218));
  CHECK(price_of(prices, Action::LinkTraversal) == exactly(0.040362 * 128));
  CHECK(prices.clock_pj.value.nominal == exactly(0.87793));
  CHECK(leakage_of(prices, "weight_sram") == exactly(8 * 0.000469172));
  CHECK(leakage_of(prices, "router") == exactly(9.2008 * std::pow(1.97, -40.0 / 50)));  // 340 K to 300 K
  CHECK(prices.accumulate_pj == exactly(0.9));
  CHECK(prices.multiply_accumulate_pj == exactly(4.6));
  CHECK(prices.extrapolated.empty());
}

TEST_CASE("prices follow the sizes of the chip") {
  ChipSpec chip;
  chip.core.accumulator_bits = 24;
  chip.core.weight_sram_bytes = 8 * 23170;  // banks of 16 KB x sqrt 2, between two points
  chip.noc.flit_bits = 96;
  chip.tile_pitch_mm = 0.5;
  const ChipPrices prices = prices_45nm(chip);
  CHECK(price_of(prices, Action::Add) == exactly(0.075));
  CHECK(price_of(prices, Action::WeightRead) == Approx(std::sqrt(11.6097 * 17.0418) * 1.5).epsilon(1e-4));
  CHECK(price_of(prices, Action::Crossbar) == exactly((1.0737 + 2.126) / 2));
  CHECK(price_of(prices, Action::LinkTraversal) == exactly(0.041497 * 96 * 0.5));
}

TEST_CASE("a router and an input queue hold the places of all their virtual channels") {
  ChipSpec chip;
  chip.noc.buffer_flits = 2;
  chip.core.input_queue_flits = 2;
  for (const int vcs : {1, 2, 4}) {
    chip.noc.vcs = vcs;
    ChipSpec same = chip;
    same.noc.vcs = 1;
    same.noc.buffer_flits = same.core.input_queue_flits = 2 * vcs;
    for (const Action action : {Action::BufferWrite, Action::QueuePop})
      CHECK(price_of(prices_45nm(chip), action) == price_of(prices_45nm(same), action));
    const double more_channels = 0.00045 * (vcs - 1);  // their allocator's clock
    CHECK(prices_45nm(chip).clock_pj.value.nominal ==
          exactly(prices_45nm(same).clock_pj.value.nominal + more_channels));
  }
  chip.noc.vcs = 8;
  chip.core.input_queue_flits = 1024;
  CHECK_NOTHROW(prices_45nm(chip));  // the largest there is
}

TEST_CASE("sizes outside the points are flagged, and refused outside the valid range") {
  ChipSpec chip;
  chip.core.weight_sram_bytes = 8 * 512;
  chip.noc.flit_bits = 512;
  chip.core.input_queue_flits = 16;
  const ChipPrices prices = prices_45nm(chip);
  CHECK(price_of(prices, Action::WeightRead) == exactly(1.66966 * 1.5));                // the smallest bank's
  CHECK(price_of(prices, Action::Crossbar) == exactly(4.2311 + 2 * (4.2311 - 2.126)));  // the last slope goes on
  REQUIRE(prices.extrapolated.size() >= 3);
  CHECK_THAT(prices.extrapolated.front(), Catch::Contains("input_queue.queue_push") && Catch::Contains("512"));
  chip.core.weight_sram_bytes = 8 * 5'000'000;
  CHECK_THROWS_WITH(prices_45nm(chip), Catch::Contains("weight_sram.actions.weight_read") &&
                                           Catch::Contains("bank_bytes = 5000000") && Catch::Contains("45nm.yaml:"));
}

TEST_CASE("banks of an SRAM are 64 bits wide") {
  CHECK(sram_banks(64, 8, 64) == 8);
  CHECK(sram_banks(4, 8, 64) == 1);
  CHECK(sram_banks(12, 8, 64) == 2);
}

TEST_CASE("every component and action needs a price") {
  for (const std::string& component : energy_components())
    for (const std::string& action : actions_of(component)) {
      std::string text = round_price_list();
      const std::size_t begin = text.find("      " + action + ": ");
      text.erase(begin, text.find('\n', begin) + 1 - begin);
      if (actions_of(component).size() == 1) text.insert(begin, "      {}\n");
      check_refused(text, {component, "'" + action + "'", "no price"});
    }
  check_refused(
      replaced(round_price_list(), "    leakage: {value: 1, source: here, certainty: assumed, band: sure}\n", ""),
      {"input_queue", "leakage", "no price"});
  check_refused(replaced(round_price_list(), "  clock:", "  clocks:"), {"unknown key 'clocks'", "clock"});
}

TEST_CASE("each rule of a price broken once") {
  const std::string good = round_price_list();
  const std::string price = "weight_read: {value: 3, source: here, certainty: assumed, band: sure}";
  const auto with = [&](const std::string& to) { return replaced(good, price, to); };
  check_refused(with("weight_read: {value: -3, source: here, certainty: R, band: sure}"),
                {"weight_sram", "weight_read", "negative"});
  check_refused(with("weight_read: {value: three, source: here, certainty: R, band: sure}"), {"weight_read", "three"});
  check_refused(with("weight_read: {value: .nan, source: here, certainty: R, band: sure}"), {"weight_read"});
  check_refused(with("weight_read: {value: 3, certainty: R, band: sure}"), {"weight_read", "source"});
  check_refused(with("weight_read: {value: 3, source: here, band: sure}"), {"weight_read", "certainty"});
  check_refused(with("weight_read: {value: 3, source: there, certainty: R, band: sure}"), {"unknown source 'there'"});
  check_refused(with("weight_read: {value: 3, source: here, certainty: sure, band: sure}"),
                {"unknown certainty 'sure'"});
  check_refused(with("weight_read: {source: here, certainty: R, band: sure}"), {"either 'value' or 'table'"});
  check_refused(with("weight_read: {value: 3, pj: 4, source: here, certainty: R, band: sure}"), {"unknown key 'pj'"});
  check_refused(with("weight_read: []"), {"weight_read", "without terms"});
  check_refused(with("weight_read: {value: 3, per: [mm], source: here, certainty: R, band: sure}"),
                {"weight_read", "unknown size 'mm'", "bank_bytes, banks, bits"});
  check_refused(with("weight_read: {value: 3, times: k_three, source: here, certainty: R, band: sure}"), {"k_three"});
  check_refused(replaced(good, "dram_read: {value: 17,", "dram_read: {table: ramp.pj,"),
                {"dram_read", "needs size 'bits'"});
  check_refused(with("weight_read: {value: 3, source: here, certainty: R}"), {"weight_read", "band"});
  check_refused(with("weight_read: {value: 3, source: here, certainty: R, band: narrow}"), {"unknown band 'narrow'"});
  check_refused(with("weight_read: {table: rump.pj, source: here, certainty: R, band: sure}"),
                {"unknown table 'rump.pj'"});
  check_refused(with("weight_read: {table: ramp.nj, source: here, certainty: R, band: sure}"), {"unknown column"});
  check_refused(with(price + "\n      " + price), {"duplicate", "weight_read"});
}

TEST_CASE("each rule of a table and of the file broken once") {
  const std::string good = round_price_list();
  check_refused(replaced(good, "- [16, 2]", "- [8, 2]"), {"tables.ramp.rows[1]", "duplicate point"});
  check_refused(replaced(good, "- [16, 2]", "- [16]"), {"expected 2 numbers"});
  check_refused(replaced(good, "- [16, 2]", "- [16, -2]"), {"negative"});
  check_refused(replaced(good, "linear", "cubic"), {"unknown interpolation 'cubic'"});
  check_refused(replaced(good, "- [16, 2]", "- [16, 0]").replace(good.find("linear"), 6, "log-log"), {"zero"});
  check_refused(replaced(good, "[1, 64]", "[64, 1]"), {"lowest"});
  check_refused(replaced(good, "schema_version: 2", "schema_version: 1"), {"version 2"});
  check_refused(replaced(good, "schema_version: 2", "schema_version: 10"), {"newer spikeloom", "version 2"});
  check_refused(replaced(good, "node_nm: 45", "node: 45"), {"unknown key 'node'", "node_nm"});
  check_refused(replaced(good, "name: round\n", ""), {"'name'"});
  CHECK_THROWS_AS(PriceList("no_such_list.yaml"), InputError);
}

TEST_CASE("terms add, scale and interpolate") {
  const std::string text =
      replaced(round_price_list(), "crossbar: {value: 13, source: here, certainty: assumed, band: sure}",
               "crossbar:\n        - {table: ramp.pj, times: k_two, source: here, certainty: R, band: sure}\n"
               "        - {value: 0.5, per: [bits], source: here, certainty: V1, band: sure}");
  const TemporaryFile list("terms.yaml", replaced(text, "[1, 64]", "[1, 128]"));
  ChipSpec chip = small_chip();
  chip.noc.flit_bits = 64;
  const ChipPrices prices = PriceList(list.path()).for_chip(chip);
  CHECK(price_of(prices, Action::Crossbar) == exactly(2 * 8 + 32));
  CHECK(prices.action_pj[static_cast<std::size_t>(Action::Crossbar)].basis == "here [R] + here [V1]");
}

}  // namespace
}  // namespace spikeloom::report_test
