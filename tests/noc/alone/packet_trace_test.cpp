// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/packet_trace.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

std::string trace_error(const std::string& text) {
  const ScratchFolder folder;
  const std::string path = folder.write("t.csv", text);
  const std::string message = error_of([&] { read_trace(path, 16); });
  const std::size_t at = message.find(path);
  return at == 0 ? "t.csv" + message.substr(path.size()) : message;
}

}  // namespace

TEST_CASE("packets, comments and a header are read") {
  const ScratchFolder folder;
  const Trace trace = read_trace(
      folder.write("t.csv", "# by hand\ncycle,source,destination,flits\n0,1,2,3\n\n0,15,0;4;15,64\r\n70,3,3,1\n"), 16);
  REQUIRE(trace.packets.size() == 3);
  CHECK(trace.packets[0].cycle == 0);
  CHECK(trace.packets[0].source == 1);
  CHECK(trace.packets[0].flits == 3);
  CHECK(trace.packets[1].destinations == 3);
  CHECK(trace.packets[2].cycle == 70);
  CHECK(trace.destinations == std::vector<std::uint16_t>{2, 0, 4, 15, 3});
  CHECK(trace.packets[1].first_destination == 1);
  CHECK(trace.longest_packet_flits() == 64);
  CHECK(trace.longest_multicast_flits() == 64);
}

TEST_CASE("each fault is told with its line and column") {
  CHECK(trace_error("0,1,2,1\n1,2,3\n") ==
        "t.csv:2:1: 3 fields; expected cycle,source,destination,flits (several destinations apart by ';')");
  CHECK(trace_error("0,1,2,1\n5,16,2,1\n") == "t.csv:2:3: source: 16 is out of range; allowed: 0..15 tiles");
  CHECK(trace_error("0,1,2;-1,1\n") == "t.csv:1:7: destination: -1 is out of range; allowed: 0..15 tiles");
  CHECK(trace_error("0,1,2;3;2,1\n") == "t.csv:1:9: destination: tile 2 is named twice");
  CHECK(trace_error("0,1,2,65\n") == "t.csv:1:7: flits: 65 is out of range; allowed: 1..64 flits");
  CHECK(trace_error("0,1,2,0\n") == "t.csv:1:7: flits: 0 is out of range; allowed: 1..64 flits");
  CHECK(trace_error("soon,1,2,1\n") == "t.csv:1:1: cycle: 'soon' is not a decimal integer of 0 or more");
  CHECK(trace_error("0,1, 2,1\n") == "t.csv:1:5: destination: ' 2' is not a decimal integer");
  CHECK(trace_error("0,1,2;,1\n") == "t.csv:1:7: destination: '' is not a decimal integer");
  CHECK(trace_error("9,1,2,1\n# x\n8,1,2,1\n") ==
        "t.csv:3:1: cycle: 8 after 9; packets must stand in the order of their cycles");
  CHECK(trace_error("0,1,2,1\ncycle,source,destination,flits\n") ==
        "t.csv:2:1: cycle: 'cycle' is not a decimal integer of 0 or more");
  CHECK(trace_error("# nothing\n") == "t.csv:1:1: no packets");
  CHECK(trace_error("") == "t.csv:1:1: no packets");
}

}  // namespace spikeloom
