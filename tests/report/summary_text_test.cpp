// SPDX-License-Identifier: Apache-2.0
#include "report/summary_text.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

int widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  int widest = 0;
  while (std::getline(lines, line)) widest = std::max(widest, display_width(line));
  return widest;
}

TEST_CASE("units follow the size of a figure") {
  CHECK(energy_text(0) == "0 pJ");
  CHECK(energy_text(0.9) == "0.90 pJ");
  CHECK(energy_text(999) == "999 pJ");
  CHECK(energy_text(999.7) == "1.00 nJ");
  CHECK(energy_text(12345) == "12.3 nJ");
  CHECK(energy_text(4.56e6) == "4.56 uJ");
  CHECK(energy_text(7.8e9) == "7.80 mJ");
  CHECK(energy_text(3e12) == "3.00 J");
  CHECK(time_text(8.25e-5) == "82.5 us");
  CHECK(bytes_text(1536) == "1.5 KB");
  CHECK(percent_text(1, 3) == "33.3 %");
  CHECK(percent_text(1, 0) == "0.0 %");
  CHECK(grouped(0) == "0");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(short_count(12345678) == "12.3 M");
}

TEST_CASE("bars and paddings count columns, not bytes") {
  CHECK(bar(0.5, 4) == "██");
  CHECK(bar(1.0 / 8, 1) == "▏");
  CHECK(display_width(bar(1, 7)) == 7);
  CHECK(pad_right("█", 3) == "█  ");
  CHECK(fit_head("ééé ééé", 6) == "ééé...");
  CHECK(fit_tail("ééé ééé", 6) == "...ééé");
  CHECK(fit_tail("block3.0.attn.q_conv", 10) == "....q_conv");
}

TEST_CASE("a table aligns its columns and keeps to its width") {
  TextTable table(24, {TextTable::Align::Left, TextTable::Align::Right});
  table.add({"a", "1"});
  table.add({"a very long name indeed", "12345"});
  CHECK(table.text() == "  a                    1\n  ... name indeed  12345\n");
}

TEST_CASE("no line of a summary is longer than the terminal") {
  Report report;
  report.results.layers[0].name = "a.very.long.name.of.a.layer.that.goes.on.and.on.until.it.does.not.fit.any.more";
  report.network.class_names = {"great white shark, white shark, man-eater", "cat of many names and titles, and more"};
  report.chip.name = "a chip whose name tells all that one should know about it";
  report.results.cycles = report.results.images[0].end_cycle = 98'765'432'100;
  report.energy.extrapolated = {"weight_sram.weight_read: bank_bytes = 512 is outside the points 1024 to 2097152"};
  for (const int width : {60, 80, 100, 132}) {
    INFO(width);
    CHECK(widest_line(summary_text(report.input({0}), width)) <= width);
  }
}

TEST_CASE("a summary says what the run measured") {
  const Report report;
  const std::string text = summary_text(report.input({0}), 80);
  for (const char* part :
       {"1 dog", "WRONG: 0 cat", "800 cycles", "1.60 us", "625,000 images/s", "1,234 words", "0 mismatches",
        "mean 20.0 %, max 30.0 % in tile (1,0)", "convention", "10.9 %", "2.00 nJ", "18 B of 256.0 KB"}) {
    INFO(text);
    CHECK_THAT(text, Catch::Contains(part));
  }
}

TEST_CASE("the summary says how busy the links were and why flits waited") {
  Report report;
  report.results.cores[1].router.flits_out[at(Direction::West)] = 20;
  report.results.cores[1].router.stall_cycles = {1, 0, 2500, 7};
  const std::string west = summary_text(report.input(), 100);
  CHECK_THAT(west, Catch::Contains("mean 1.0 %, max 2.0 % west of tile (1,0)"));
  CHECK_THAT(west, Catch::Contains("no VC 1, lost VC 0, no credit 2.50 k, lost switch 7"));
  CHECK_THAT(west, Catch::Contains("Busiest link of the router, % of all cycles, by tile\n  ··   0  ░░   2\n"));
  report.results.cores[0].router.flits_out[at(Direction::Local)] = 500;
  CHECK_THAT(summary_text(report.input(), 100), Catch::Contains("max 50.0 % to the core of tile (0,0)"));
}

TEST_CASE("many images are summed up") {
  Report report;
  report.results.images.assign(20, {1, {}, 0, 10});
  std::vector<int> labels(20, 1);
  labels[3] = 0;
  const std::string text = summary_text(report.input(labels), 80);
  CHECK_THAT(text, Catch::Contains("and 12 more") && Catch::Contains("19 of 20 right (95.0 %)"));
}

TEST_CASE("a wide mesh is drawn with one shade a tile") {
  Report report;
  report.chip.mesh.columns = 64;
  const std::string text = summary_text(report.input(), 80);
  CHECK_THAT(text, Catch::Contains("░▒"));
}

}  // namespace
}  // namespace spikeloom::report_test
