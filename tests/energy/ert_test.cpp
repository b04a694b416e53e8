// SPDX-License-Identifier: Apache-2.0
// Accelergy's tables: what is written is what is read, and what is wrong has a place.

#include "energy/ert.hpp"

#include <catch2/catch.hpp>

#include "energy/energy.hpp"
#include "energy/prices.hpp"
#include "tests/report/report_fixture.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom::report_test {
namespace {

EnergyReport priced(const std::string& list_text, const std::string& ert_text) {
  const TemporaryFile list("list.yaml", list_text), ert("ERT.yaml", ert_text);
  ChipSpec chip = small_chip();
  chip.energy.ert = ert_text.empty() ? "" : ert.path();
  return PriceList(list.path()).price(energy_input(small_results(), small_network()), chip);
}

std::string one_entry(const std::string& name, const std::string& action, const std::string& rest = "energy: 7") {
  return "ERT:\n  version: 0.4\n  tables:\n  - name: " + name + "\n    actions:\n    - name: " + action +
         "\n      arguments: {}\n      " + rest + "\n";
}

TEST_CASE("an exported table read as an override gives the same energies") {
  std::string dearer = round_price_list();
  for (std::size_t at = 0; (at = dearer.find("{value: ", at)) != std::string::npos; at += 9) dearer.insert(at + 8, "7");
  const EnergyReport original = priced(round_price_list(), "");
  const EnergyReport again = priced(dearer, ert_text(original));
  REQUIRE(priced(dearer, "").total_pj().nominal > 2 * original.total_pj().nominal);
  CHECK(again.total_pj().nominal == Approx(original.total_pj().nominal).epsilon(1e-12));
  for (std::size_t i = 0; i < original.lines.size(); ++i)
    if (original.lines[i].instances > 0)
      CHECK(again.lines[i].price_pj.nominal == Approx(original.lines[i].price_pj.nominal).epsilon(1e-12));
  CHECK_THAT(again.lines[0].basis, Catch::StartsWith("ERT [") && Catch::Contains("ERT.yaml:"));
}

TEST_CASE("counts times energies of the export are the chip's") {
  const EnergyReport report = priced(round_price_list(), "");
  const std::string counts = action_counts_text(report);
  CHECK_THAT(counts, Catch::Contains("version: 0.4") && Catch::Contains("name: chip.weight_sram[0..1]\n") &&
                         Catch::Contains("name: weight_read\n          counts: 30\n") &&
                         Catch::Contains("name: leak\n          counts: 2000\n"));  // 2 instances, 1000 cycles
  CHECK_THAT(ert_text(report), Catch::Contains("name: leak\n          arguments: {}\n          energy: 2\n"));
  CHECK_THAT(counts, !Catch::Contains("dram"));  // there is none on this chip
  CHECK_THAT(art_text(report), Catch::Contains("name: chip.router[0..1]\n      area: 1.0e+06\n"));
}

TEST_CASE("an override changes what it names and nothing else") {
  const EnergyReport before = priced(round_price_list(), "");
  const EnergyReport after = priced(round_price_list(), one_entry("system.chip.weight_sram[0..15]", "weight_read"));
  CHECK(after.total_pj().nominal - before.total_pj().nominal == Approx(30 * (7 - 3)));
}

TEST_CASE("each rule of a table broken once") {
  const auto refused = [](const std::string& text, const std::string& what) {
    const std::string error = error_of([&] { priced(round_price_list(), text); });
    CHECK_THAT(error, Catch::Contains(what) && Catch::Contains("ERT.yaml:"));
  };
  refused(one_entry("chip.weight_rom", "read"), "unknown component 'weight_rom'");
  refused(one_entry("chip.weight_sram", "read"), "unknown action of component 'weight_sram': 'read'");
  refused(one_entry("chip.weight_sram", "weight_read", "energy: -1"), "negative energy");
  refused(one_entry("chip.weight_sram", "weight_read", "power: 1"), "unknown key 'power'");
  refused("ERT:\n  version: 0.4\n", "no key 'tables'");
  refused("ART: {}\n", "unknown key 'ART'");
  std::string twice = one_entry("chip.router", "crossbar");
  twice += twice.substr(twice.find("  - name"));
  refused(twice, "twice");
}

}  // namespace
}  // namespace spikeloom::report_test
