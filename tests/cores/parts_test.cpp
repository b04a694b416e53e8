// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cores/packetizer.hpp"
#include "cores/row_progress.hpp"
#include "cores/spike_encoder.hpp"
#include "tests/cores/core_bench.hpp"

namespace spikeloom {

TEST_CASE("A row has ended when the tokens of all its producers are there, in whatever order bands run") {
  RowProgress progress({2, 4}, 2, {2, 1});  // rows 2 (two producers) and 3 (one)
  CHECK(progress.ended_through(0, 1, 0));   // rows before the range need nothing
  CHECK_FALSE(progress.ended_through(0, 2, 0));
  progress.token(0, 3, 0);
  progress.token(0, 2, 0);
  CHECK_FALSE(progress.ended_through(0, 2, 0));
  progress.token(0, 2, 0);
  CHECK(progress.ended_through(0, 2, 0));
  CHECK(progress.ended_through(0, 3, 0));
  CHECK_FALSE(progress.ended_through(0, 2, 1));
  CHECK_FALSE(progress.ended_through(1, 2, 0));
}

TEST_CASE("A band of the next image may end before the last band of this one") {
  RowProgress progress({0, 2}, 1, {1, 1});
  progress.token(0, 0, 0);
  progress.token(1, 0, 0);
  CHECK_FALSE(progress.ended_through(0, 1, 0));
  progress.token(0, 1, 0);
  CHECK(progress.ended_through(1, 0, 0));
  CHECK(progress.ended(0) == 3);
}

TEST_CASE("Bits are taken from anywhere in a row of words") {
  const std::uint64_t words[2] = {0x8000000000000001ULL, 0x5ULL};
  CHECK(extract_bits(words, 0, 1) == 1);
  CHECK(extract_bits(words, 0, 64) == words[0]);
  CHECK(extract_bits(words, 63, 4) == 0b1011);
  CHECK(extract_bits(words, 64, 3) == 0b101);
  CHECK(extract_bits(words, 60, 4) == 0b1000);
}

TEST_CASE("The encoder cuts rows into blocks, leaves zeros out and ends the row") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 2}, 40, {}, 1);
  Slice& slice = bench.mapping.slices[1];
  bench.mapping.target.spike_word_channels = 16;
  slice.channels = {8, 40};
  slice.values_per_word = 3;
  slice.destinations = {{kHostSlice, 0, Signal::Spikes, {0, 1}, {10, 36}, 9},
                        {0, 0, Signal::Values, {0, 1}, {8, 13}, 9},
                        {0, 0, Signal::Values, {5, 6}, {8, 13}, 9}};  // wants another row
  const SliceState state(bench.network, bench.mapping, 1);
  RowOutput row{2, 1, {0, std::uint64_t{1} << 24U}, std::vector<std::int32_t>(64, 0)};  // column 1, channel 32
  row.values[3] = -9;                                                                   // column 0, channel 11
  const std::vector<Packet> packets = SpikeEncoder(bench.mapping).encode(state, row);
  REQUIRE(packets.size() == 4);
  CHECK(packets[0].kind == PacketKind::ValueWord);
  CHECK(packets[0].channel == 11);
  CHECK(packets[0].count == 2);  // 8..10, then 11..12: the destination ends at 13
  CHECK(packets[0].values[0] == -9);
  CHECK(packets[1].kind == PacketKind::SpikeWord);
  CHECK(packets[1].channel == 32);
  CHECK(packets[1].count == 4);  // block 32..47, wanted to 36
  CHECK(packets[1].bits == 1);
  CHECK(packets[2].kind == PacketKind::RowEnd);
  CHECK(packets[3].kind == PacketKind::RowEnd);
}

TEST_CASE("Row buffers are counted from the beginning of the sweep") {
  Packetizer packetizer(2, 1);
  ActionCounts counts;
  packetizer.reserve_row();
  CHECK(packetizer.has_row_buffer());
  packetizer.reserve_row();
  CHECK_FALSE(packetizer.has_row_buffer());
  packetizer.fill_row({}, counts);  // nothing to send: the buffer is free at once
  CHECK(packetizer.has_row_buffer());
  packetizer.fill_row({Packet{}, Packet{}}, counts);
  packetizer.reserve_row();
  CHECK_FALSE(packetizer.has_row_buffer());
  CHECK(counts[Action::FlitSend] == 2);
}

}  // namespace spikeloom
