// SPDX-License-Identifier: Apache-2.0
#include "sim/machine/source_table.hpp"

#include <catch2/catch.hpp>

namespace spikeloom {
namespace {

Packet shared_word(SpikeBits bits, int channel, int count) {
  Packet word;
  word.shared = true;
  word.slice = 0;
  word.bits = bits;
  word.channel = static_cast<std::uint16_t>(channel);
  word.count = static_cast<std::uint16_t>(count);
  return word;
}

// Slice 0 sends to slices 1 and 2 of this core (tile 0), and to slice 3 elsewhere.
struct SmallTable {
  Mapping mapping;
  SourceTable table = make();
  SourceTable::Lines lines = table.lines(0);

  SourceTable make() {
    mapping.slices.resize(4);
    mapping.slices[0].core = mapping.slices[3].core = 1;
    mapping.slices[0].destinations = {{3, 0, Signal::Spikes, {0, 9}, {0, 128}, 1, {0, 7}},
                                      {1, 2, Signal::Spikes, {0, 2}, {0, 100}, 1, {0, 5}},
                                      {2, 0, Signal::Spikes, {1, 9}, {70, 128}, 1, {0, 7}},
                                      {2, 1, Signal::Values, {1, 9}, {0, 128}, 1, {0, 7}}};
    mapping.slices[1].sources = mapping.slices[2].sources = {{0, 0, {0, 9}, {0, 128}, {0, 7}}};
    return {mapping, 0, {1, 2}};
  }
  std::size_t next(const Packet& packet, std::size_t from) const { return SourceTable::next_line(lines, packet, from); }
  Packet part(const Packet& packet, std::size_t line) const { return SourceTable::part_for(lines.first[line], packet); }
};

}  // namespace

TEST_CASE("Each slice of a core takes its rows, its columns, its signal and its channels of a shared word") {
  const SmallTable table;
  REQUIRE(table.lines.count == 3);
  Packet word = shared_word({0, std::uint64_t{1} << 10U}, 0, 128);  // channel 74
  CHECK(table.next(word, 0) == 0);
  CHECK(table.next(word, 1) == 3);  // slice 2 does not take row 0
  word.row = 1;
  CHECK(table.next(word, 1) == 1);
  CHECK(table.next(word, 2) == 3);  // values are another signal
  const Packet first = table.part(word, 0), second = table.part(word, 1);
  CHECK(first.slice == 1);
  CHECK(first.port == 2);
  CHECK_FALSE(first.shared);
  CHECK(first.count == 100);
  CHECK(first.bits == word.bits);
  CHECK(second.slice == 2);
  CHECK(second.channel == 70);
  CHECK(second.count == 58);
  CHECK(second.bits == SpikeBits{1U << 4U, 0});
  word.column = 5;
  CHECK(table.next(word, 0) == 1);  // slice 1 ends at column 5
  word.column = 0;
  word.bits = {1, 0};
  CHECK(table.next(word, 1) == 3);  // nothing for slice 2
  word.bits = {0, std::uint64_t{1} << 50U};
  CHECK(table.next(word, 0) == 1);  // channel 114: slice 2 alone
}

TEST_CASE("Values are cut like spikes, a row's end goes to every port") {
  const SmallTable table;
  Packet word = shared_word({}, 124, 4);
  word.kind = PacketKind::ValueWord;
  word.row = 1;
  CHECK(table.next(word, 0) == 3);  // all zero
  word.values[3] = -5;
  REQUIRE(table.next(word, 0) == 2);
  CHECK(table.part(word, 2).values[3] == -5);
  CHECK(table.part(word, 2).port == 1);
  word.kind = PacketKind::RowEnd;
  word.column = 6;  // says nothing
  CHECK(table.next(word, 0) == 0);
  CHECK(table.next(word, 1) == 1);
  CHECK(table.next(word, 2) == 2);
}

TEST_CASE("A core finds the lines of every sender that its slices name") {
  Mapping mapping;
  mapping.slices.resize(40);
  for (int i = 0; i < 39; ++i) {
    mapping.slices[static_cast<std::size_t>(i)].core = 1;
    mapping.slices[static_cast<std::size_t>(i)].destinations = {{39, 0, Signal::Spikes, {i, i + 1}, {0, 1}, 1, {0, 1}}};
    mapping.slices[39].sources.push_back({i, 0, {i, i + 1}, {0, 1}, {0, 1}});
  }
  mapping.image_table = {{39, 1, Signal::Values, {99, 100}, {0, 1}, 1, {0, 1}}};
  mapping.slices[39].sources.push_back({kHostSlice, 1, {99, 100}, {0, 1}, {0, 1}});
  const SourceTable table(mapping, 0, {39});
  for (int i = 0; i < 39; ++i) {
    REQUIRE(table.lines(i).count == 1);
    CHECK(table.lines(i).first->rows.begin == i);
  }
  CHECK(table.lines(kHostSlice).first->rows.begin == 99);
}

}  // namespace spikeloom
