// SPDX-License-Identifier: Apache-2.0
// The repository's price lists: the tables they are made of at their points, interpolation between them, flavours,
// supply and temperature.

#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "energy/price_check.hpp"
#include "energy/prices.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

constexpr int kNodes[] = {45, 32, 28, 22, 7};

Approx exactly(double value) { return Approx(value).epsilon(1e-9).margin(0); }

PriceList list_of(int node_nm) { return PriceList(price_list_of_node(node_nm)); }

double price_of(const ChipPrices& prices, Action action) {
  return prices.action_pj[static_cast<std::size_t>(action)].value.nominal;
}

TEST_CASE("a table gives exactly its values at its points, without a note") {
  for (const int node : kNodes) {
    const PriceList list = list_of(node);
    for (const auto& entry : list.file().tables)
      for (const auto& row : entry.second.rows) {
        Sizes sizes;
        for (std::size_t i = 0; i < entry.second.axes.size(); ++i) sizes[entry.second.axes[i].name] = row[i];
        std::vector<std::string> notes;
        for (std::size_t column = entry.second.axes.size(); column < row.size(); ++column)
          CHECK(entry.second.at(static_cast<int>(column), sizes, notes) == row[column]);
        CHECK(notes.empty());
      }
  }
}

TEST_CASE("the median error of interpolating CACTI's grid is under 10 %") {
  for (const int node : {45, 32, 28, 22}) {
    const PriceList list = list_of(node);
    for (const char* flavour : {"sram/lstp", "sram/hp"})
      for (const LeaveOneOut& error : leave_one_out(list.file().tables.at(flavour))) {
        INFO(node << " nm " << flavour << " " << error.column << " along " << error.axis);
        CHECK(error.points >= 40);
        CHECK(error.median < 0.10);
      }
    for (const LeaveOneOut& error : leave_one_out(list.file().tables.at("sram/lstp_hp")))
      if (error.column == "read_pj" || error.column == "write_pj") CHECK(error.median < 0.10);
  }
}

TEST_CASE("reads and writes have prices of their own, or the list says that they have not") {
  for (const int node : kNodes) {
    INFO(node);
    const ChipPrices prices = list_of(node).for_chip({});
    const bool alike = price_of(prices, Action::AccumulatorRead) == price_of(prices, Action::AccumulatorWrite);
    const std::string& basis = prices.action_pj[static_cast<std::size_t>(Action::AccumulatorWrite)].basis;
    CHECK(alike == (basis.find("assumed") != std::string::npos));
  }
}

TEST_CASE("every price has a band around it, a source and a certainty") {
  for (const int node : kNodes) {
    const ChipPrices prices = list_of(node).for_chip({});
    const auto check = [](const UnitPrice& price) {
      CHECK(price.value.low <= price.value.nominal);
      CHECK(price.value.nominal <= price.value.high);
      CHECK_THAT(price.basis, Catch::Contains(" [") && Catch::EndsWith("]"));
    };
    for (const UnitPrice& price : prices.action_pj) check(price);
    for (const ComponentFigures& figures : prices.components) {
      check(figures.leakage_mw);
      check(figures.area_um2);
    }
    check(prices.clock_pj);
    check(prices.dense_mac_pj);
  }
}

TEST_CASE("smaller nodes take less of everything but leakage") {
  double add = 1, link = 1e9, area = 1e9;
  for (const int node : kNodes) {
    const ChipPrices prices = list_of(node).for_chip({});
    CHECK(price_of(prices, Action::Add) < add);
    CHECK(price_of(prices, Action::LinkTraversal) < link);
    CHECK(prices.component("weight_sram").area_um2.value.nominal < area);
    add = price_of(prices, Action::Add);
    link = price_of(prices, Action::LinkTraversal);
    area = prices.component("weight_sram").area_um2.value.nominal;
  }
}

TEST_CASE("28 nm has CACTI's own figures where it was run") {
  ChipSpec chip;
  chip.core.weight_sram_bytes = 8 * 8192;
  chip.energy.sram_devices = SramDevices::Lstp;
  const ChipPrices prices = list_of(28).for_chip(chip);
  CHECK(prices.component("weight_sram").access_ns.value.nominal == Approx(0.77).epsilon(0.01));
  CHECK(price_of(prices, Action::WeightRead) == Approx(2.6 * 2).epsilon(0.02));
}

TEST_CASE("transistors of the SRAM are a choice") {
  ChipSpec chip;
  const auto sram = [&](SramDevices devices) {
    chip.energy.sram_devices = devices;
    return list_of(45).for_chip(chip).component("weight_sram");
  };
  const ComponentFigures lstp = sram(SramDevices::Lstp), hp = sram(SramDevices::Hp), mixed = sram(SramDevices::LstpHp);
  CHECK(sram(SramDevices::List).leakage_mw.value == lstp.leakage_mw.value);
  CHECK(hp.access_ns.value.nominal < 0.5 * lstp.access_ns.value.nominal);
  CHECK(hp.leakage_mw.value.nominal > 1000 * lstp.leakage_mw.value.nominal);
  CHECK(mixed.leakage_mw.value.nominal < hp.leakage_mw.value.nominal);
  CHECK(mixed.leakage_mw.value.nominal > lstp.leakage_mw.value.nominal);
}

TEST_CASE("calibration factors can be changed") {
  ChipSpec chip;
  const ChipPrices before = list_of(22).for_chip(chip);
  chip.energy.k_sram = 6;
  chip.energy.k_noc = 2;
  const ChipPrices after = list_of(22).for_chip(chip);
  CHECK(price_of(after, Action::WeightRead) == exactly(2 * price_of(before, Action::WeightRead)));
  CHECK(price_of(after, Action::Crossbar) == exactly(2 * price_of(before, Action::Crossbar)));
  CHECK(price_of(after, Action::Add) == price_of(before, Action::Add));
  CHECK_THAT(after.title, Catch::Contains("k_noc 2, k_sram 6"));
}

TEST_CASE("supply: energy with its square, leakage with it, time by the alpha-power law") {
  ChipSpec chip;
  chip.energy.sram_devices = SramDevices::Hp;  // CACTI's at 45 nm: 1.0 V, threshold 0.18035 V
  const ChipPrices before = list_of(45).for_chip(chip);
  chip.energy.voltage_v = 0.8;
  const ChipPrices after = list_of(45).for_chip(chip);
  CHECK(price_of(after, Action::WeightRead) == exactly(0.64 * price_of(before, Action::WeightRead)));
  CHECK(price_of(after, Action::Add) == exactly(0.64 / 0.81 * price_of(before, Action::Add)));  // Horowitz: 0.9 V
  const auto sram = [](const ChipPrices& prices) { return prices.component("weight_sram"); };
  CHECK(sram(after).leakage_mw.value.nominal == exactly(0.8 * sram(before).leakage_mw.value.nominal));
  const double slower = (0.8 / std::pow(0.8 - 0.18035, 1.3)) / (1.0 / std::pow(1.0 - 0.18035, 1.3));
  CHECK(sram(after).access_ns.value.nominal == exactly(slower * sram(before).access_ns.value.nominal));
  CHECK(price_of(after, Action::DramRead) == price_of(before, Action::DramRead));
  CHECK(after.unscaled == std::vector<std::string>{"dram"});
  CHECK(before.unscaled.empty());
  CHECK(after.accumulate_pj == exactly(0.9));
  chip.energy.voltage_v = 0.18;
  CHECK_THAT(error_of([&] { list_of(45).for_chip(chip); }), Catch::Contains("energy.voltage_v: 0.18 V is not above"));
}

TEST_CASE("temperature: what CACTI says that 50 K do, from where each figure was taken") {
  ChipSpec chip;
  chip.energy.temperature_k = 350;
  const ChipPrices hot = list_of(45).for_chip(chip), cool = list_of(45).for_chip({});
  const auto leakage = [](const ChipPrices& prices, const char* name) {
    return prices.component(name).leakage_mw.value.nominal;
  };
  CHECK(leakage(hot, "weight_sram") == exactly(6.48 * leakage(cool, "weight_sram")));
  CHECK(leakage(hot, "router") == exactly(1.97 * leakage(cool, "router")));
  chip.energy.temperature_k = 340;
  CHECK(leakage(list_of(45).for_chip(chip), "router") == exactly(9.2008));  // DSENT's own 340 K
}

TEST_CASE("the DSENT grid is hit at all its points: width, channels, depth") {
  ChipSpec chip;
  chip.energy.temperature_k = 340;
  chip.noc.flit_bits = 32;
  chip.noc.vcs = 4;
  chip.noc.buffer_flits = chip.core.input_queue_flits = 4;
  const ChipPrices prices = list_of(45).for_chip(chip);  // noc_dsent_router.csv: 45 nm, 32 bits, 4 channels of 4
  CHECK(price_of(prices, Action::BufferWrite) == exactly(1.2276));
  CHECK(price_of(prices, Action::BufferRead) == exactly(1.1181));
  CHECK(price_of(prices, Action::Crossbar) == exactly(0.54753));
  CHECK(price_of(prices, Action::Arbitration) == exactly(0.21483));
  CHECK(price_of(prices, Action::VcGrant) == exactly(4 * 0.13333));
  CHECK(prices.clock_pj.value.nominal == exactly(0.32851));
  CHECK(prices.component("router").leakage_mw.value.nominal == Approx(6.5032).epsilon(1e-6));
  CHECK(prices.component("router").area_um2.value.nominal == Approx(26675).epsilon(1e-6));
  CHECK(prices.extrapolated.empty());
}

TEST_CASE("a node, a flavour or a word that no list has is refused") {
  CHECK_THROWS_WITH(price_list_of_node(14), Catch::Contains("14 nm; there are: 45, 32, 28, 22, 7"));
  ChipSpec chip;
  chip.prices = "mine.yaml";
  chip.energy.node_nm = 22;
  CHECK_THROWS_WITH(price_list_path(chip), Catch::Contains("energy.node_nm") && Catch::Contains("mine.yaml"));
  chip = {};
  chip.energy.sram_devices = SramDevices::LstpHp;
  chip.core.sram_word_bits = 128;
  CHECK_THROWS_WITH(list_of(45).for_chip(chip),
                    Catch::Contains("45nm.yaml:") && Catch::Contains("weight_read") && Catch::Contains("bits = 128"));
  chip = {};
  chip.core.weight_sram_bytes = 0;
  CHECK_THROWS_WITH(list_of(45).for_chip(chip), Catch::Contains("weight_read") && Catch::Contains("bank_bytes = 0"));
  chip = {};
  chip.core.sram_word_bits = 1024;
  CHECK_THROWS_WITH(list_of(45).for_chip(chip), Catch::Contains("bits = 1024") && Catch::Contains("16 to 512"));
}

}  // namespace
}  // namespace spikeloom
