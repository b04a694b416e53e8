// SPDX-License-Identifier: Apache-2.0
// Energy on paper: the counts of report_fixture times its round prices.

#include "energy/energy.hpp"

#include <catch2/catch.hpp>

#include "energy/price_list.hpp"
#include "energy/prices.hpp"
#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

Approx exactly(double value) { return Approx(value).epsilon(1e-9).margin(0); }

const ComponentEnergy& component(const EnergyReport& energy, const std::string& name) {
  for (const ComponentEnergy& c : energy.components)
    if (c.component == name) return c;
  FAIL("no component " << name);
  return energy.components.front();
}

EnergyReport priced(const std::string& list_text, const RunResults& results) {
  const TemporaryFile list("energy.yaml", list_text);
  return PriceList(list.path()).price(energy_input(results, small_network()), small_chip());
}

TEST_CASE("energy of each component is count times price") {
  const Report report;
  CHECK(component(report.energy, "weight_sram").dynamic_pj.nominal == exactly(30 * 3));
  CHECK(component(report.energy, "datapath").dynamic_pj.nominal == exactly(100 * 6 + 200 * 7));
  CHECK(component(report.energy, "neuron_unit").dynamic_pj.nominal == exactly(64 * 8));
  CHECK(component(report.energy, "packetizer").dynamic_pj.nominal == exactly(5 * 10));  // the host port's
  CHECK(component(report.energy, "link").dynamic_pj.nominal == exactly(4 * 15));
  CHECK(component(report.energy, "clock").dynamic_pj.nominal == exactly(1000 * 2 * 0.5));
  CHECK(component(report.energy, "input_queue").dynamic_pj.nominal == 0);
  CHECK(report.energy.dynamic_pj().nominal == exactly(90 + 2000 + 512 + 50 + 60 + 1000));
}

TEST_CASE("leakage is that of all instances over the whole run, used or not") {
  const Report report;
  const double pj_of_1_mw = 2000;  // 1000 cycles at 500 MHz are 2 us
  CHECK(component(report.energy, "router").static_pj.nominal == exactly(2 * pj_of_1_mw));
  CHECK(component(report.energy, "link").static_pj.nominal == exactly(2 * pj_of_1_mw));  // one each way
  CHECK(report.energy.static_pj().nominal == exactly(9 * 2 * pj_of_1_mw));
  ChipSpec larger = small_chip();
  larger.mesh.rows = 3;
  const TemporaryFile list("larger.yaml", round_price_list());
  const EnergyReport energy = PriceList(list.path()).price(energy_input(small_results(), small_network()), larger);
  CHECK(component(energy, "weight_sram").static_pj.nominal == exactly(6 * pj_of_1_mw));
  CHECK(component(energy, "link").static_pj.nominal == exactly(14 * pj_of_1_mw));
  larger.noc.topology = Topology::Torus;
  const EnergyReport torus = PriceList(list.path()).price(energy_input(small_results(), small_network()), larger);
  CHECK(component(torus, "link").static_pj.nominal == exactly(24 * pj_of_1_mw));
}

TEST_CASE("the convention prices dense multiplications of the image layer and additions of the others") {
  const Report report;
  CHECK(report.energy.convention.chosen.multiply_accumulates == 9 * 1 * 2 * 16);
  CHECK(report.energy.convention.chosen.accumulates == 100);
  CHECK(report.energy.convention.chosen.energy_pj == exactly(288 * 4.6 + 100 * 0.9));
}

TEST_CASE("energy of layers and cores") {
  const Report report;
  CHECK(report.energy.layers[0].dynamic_pj().nominal == exactly(200 * 7 + 10 * 3 + 64 * 8));
  CHECK(report.energy.layers[1].dynamic_pj().nominal == exactly(100 * 6 + 20 * 3));
  CHECK(report.energy.cores[0].dynamic_pj().nominal == exactly(200 * 7 + 10 * 3 + 64 * 8 + 4 * 15));
}

TEST_CASE("the bill adds up to the total") {
  const Report report;
  double sum = 0;
  for (const EnergyLine& line : report.energy.lines) sum += line.energy_pj().nominal;
  CHECK(sum == exactly(report.energy.total_pj().nominal));
  CHECK(report.energy.lines.front().basis == "here [assumed]");
}

TEST_CASE("any price changed in the file changes the total by count times the change") {
  RunResults results = small_results();
  for (std::size_t i = 0; i < kActions; ++i) results.cores[0].actions.add(static_cast<Action>(i), 11);
  const double before = priced(round_price_list(), results).total_pj().nominal;
  for (std::size_t i = 0; i < kActions; ++i) {
    std::string text = round_price_list();
    const std::string key = std::string(" ") + kActionInfo[i].name + ": {value: ";
    text.insert(text.find(key) + key.size(), "10");  // 1 becomes 101, 12 becomes 1012
    const double price = static_cast<double>(i + 1);
    const double changed = (price < 10 ? 100 : 1000);
    ActionCounts counts = results.host_actions;
    for (const CoreResult& core : results.cores) counts += core.actions;
    INFO(kActionInfo[i].name);
    CHECK(priced(text, results).total_pj().nominal - before == Approx(changed * static_cast<double>(counts.at(i))));
  }
}

TEST_CASE("counts beyond 32 bits are priced whole") {
  RunResults results = small_results();
  results.cores[0].actions.add(Action::Add, 10'000'000'000ULL);
  CHECK(component(priced(round_price_list(), results), "datapath").dynamic_pj.nominal == exactly(6e10 + 2000));
}

}  // namespace
}  // namespace spikeloom::report_test
