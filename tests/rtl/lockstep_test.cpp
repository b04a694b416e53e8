// SPDX-License-Identifier: Apache-2.0
// The comparison by itself: what counts as equal, and what a difference says.

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "rtl/cosim/lockstep.hpp"

namespace spikeloom {
namespace {

Lockstep::Value value(std::uint32_t number) {
  Lockstep::Value v;
  v.add(number);
  return v;
}

/// Two ports of flits and one of credits.
struct Fixture {
  LockstepLog log;
  std::string waveform;
  Lockstep lockstep{"tile_1_2.block", log, [this](const std::string& path, Cycle first, Cycle last) {
                      waveform = path + " " + std::to_string(first) + " " + std::to_string(last);
                    }};
  int east, west, credit;

  Fixture() {
    const auto number = [](const Lockstep::Value& v) { return "flit " + std::to_string(v.word[0]); };
    east = lockstep.add_port("east", "flits", number);
    west = lockstep.add_port("west", "flits", number);
    credit = lockstep.add_port("credit", "credits", [](const Lockstep::Value&) { return "place"; });
  }
  std::string first_line(Cycle now) {
    try {
      lockstep.compare(now);
    } catch (const RunError& error) {
      const std::string text = error.what();
      return text.substr(0, text.find('\n'));
    }
    return "equal";
  }
};

const std::string kDiffers = "lock-step: tile_1_2.block differs from its RTL in cycle ";

}  // namespace

TEST_CASE("equal outputs are counted by kind, in whatever order the sides tell them") {
  Fixture f;
  f.lockstep.model(f.east, 5, value(1));
  f.lockstep.rtl(f.west, 5, value(2));
  CHECK(f.first_line(4) == "equal");
  f.lockstep.rtl(f.east, 5, value(1));
  f.lockstep.model(f.west, 5, value(2));
  f.lockstep.model(f.credit, 6, {});
  f.lockstep.rtl(f.credit, 6, {});
  f.lockstep.count_cycle();
  CHECK(f.first_line(6) == "equal");
  f.lockstep.finish();
  const LockstepCounts counts = f.lockstep.counts();
  CHECK(counts.block == "tile_1_2.block");
  CHECK(counts.cycles == 1);
  CHECK(counts.compared == std::vector<std::pair<std::string, std::uint64_t>>{{"flits", 2}, {"credits", 1}});
}

TEST_CASE("another value, another cycle and an output of one side alone are differences") {
  Fixture value_differs, late, missing, extra;
  value_differs.lockstep.model(value_differs.east, 5, value(1));
  value_differs.lockstep.rtl(value_differs.east, 5, value(3));
  CHECK(value_differs.first_line(5) == kDiffers + "5 at east: expected flit 1, got flit 3");
  late.lockstep.model(late.east, 5, value(1));
  late.lockstep.rtl(late.east, 6, value(1));
  CHECK(late.first_line(6) == kDiffers + "5 at east: expected flit 1, got nothing");
  missing.lockstep.model(missing.credit, 7, {});
  CHECK(missing.first_line(6) == "equal");
  CHECK(missing.first_line(7) == kDiffers + "7 at credit: expected place, got nothing");
  extra.lockstep.rtl(extra.west, 7, value(9));
  CHECK(extra.first_line(8) == kDiffers + "7 at west: expected nothing, got flit 9");
}

TEST_CASE("of several differences the first in time is told") {
  Fixture f;
  f.lockstep.rtl(f.east, 9, value(1));
  f.lockstep.rtl(f.west, 8, value(2));
  CHECK(f.first_line(9) == kDiffers + "8 at west: expected nothing, got flit 2");
}

TEST_CASE("what is left over at the end is a difference") {
  Fixture f;
  f.lockstep.rtl(f.west, 1'000'000, value(2));
  CHECK_THROWS_AS(f.lockstep.finish(), RunError);
}

TEST_CASE("a difference shows the last 32 cycles of both and where the waveform is") {
  Fixture f;
  f.log.waveform_folder = "some/folder";
  for (Cycle cycle : {5000U, 5020U, 5040U}) {
    f.lockstep.model(f.east, cycle, value(7));
    f.lockstep.rtl(f.east, cycle, value(7));
  }
  f.lockstep.model(f.credit, 5041, {});
  std::string text;
  try {
    f.lockstep.compare(5041);
  } catch (const RunError& error) {
    text = error.what();
  }
  CHECK(text == kDiffers +
                    "5041 at credit: expected place, got nothing\n"
                    "  cycle       port          model   RTL\n"
                    "  5020        east          flit 7  flit 7\n"
                    "  5040        east          flit 7  flit 7\n"
                    "> 5041        credit        place   -\n"
                    "  waveform of the RTL: some/folder/lockstep_tile_1_2_block.vcd (cycles 4041 to 5045, 10 time "
                    "units a cycle)");
  CHECK(f.waveform == "some/folder/lockstep_tile_1_2_block.vcd 4041 5045");
}

}  // namespace spikeloom
