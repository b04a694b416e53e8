// SPDX-License-Identifier: Apache-2.0
// The cycle table for slices of some columns, of some input channels, and for the roots of these.
#include <catch2/catch.hpp>

#include "tests/cores/core_bench.hpp"

namespace spikeloom {
namespace {

// Slice 1 takes channels 0, 1; slice 2, its root, channels 2, 3. Both on this core; both send to others.
CoreCase split_case() {
  CoreCase result = make_core_case(Operator::Conv, {4, 1, 1}, 8, {}, 1);
  result.core.lanes = result.core.neuron_lanes = 4;
  result.core.pipeline_cycles = 3;
  auto& slices = result.mapping.slices;
  result.network.layers[1].bias.assign(8, 5);
  result.network.layers[1].weight_shift.assign(8, 2);
  slices.push_back(slices[1]);
  slices[0].destinations.push_back({2, 0, Signal::Spikes, {0, 1}, {0, 4}, 1, {0, 1}});
  slices[1].root = 2;
  slices[1].inputs = {0, 2};
  slices[1].values_per_word = 8;
  slices[1].value_word_flits = 1;
  slices[1].destinations = {{2, 1, Signal::Values, {0, 1}, {0, 8}, 1, {0, 1}}};
  slices[2].inputs = {2, 4};
  slices[2].sources.push_back({1, 1, {0, 1}, {0, 8}, {0, 1}});
  return result;
}

Packet to_root(const Packet& original, int port) {
  Packet packet = original;
  packet.slice = 2;
  packet.port = static_cast<std::uint8_t>(port);
  return packet;
}

}  // namespace

TEST_CASE("A partial slice sends the sums of its products as values: no shift, no bias, no neuron") {
  CoreCase bench = split_case();
  bench.input = {{spike_word(0, 0, 0, 0, 0b11), 10}, {row_end(0, 0, 0), 11}};
  const CoreOutcome out = run_core(bench);
  // 10: 2 spikes x 2 passes + 3 -> 17: token -> 18: sweep of 2 -> 20: first flit leaves
  REQUIRE(out.sent.size() == 3);
  CHECK(out.sent[0].packet.kind == PacketKind::Credit);
  CHECK(out.sent[1].packet.kind == PacketKind::ValueWord);
  CHECK(out.sent[1].packet.slice == 2);
  CHECK(out.sent[1].packet.port == 1);
  CHECK(out.sent[1].packet.count == 8);
  CHECK(out.sent[1].packet.values[7] == 2);
  CHECK(out.sent[0].cycle == 21);
  CHECK(out.sent[2].packet.kind == PacketKind::RowEnd);
  CHECK(out.counts.neurons == 0);
  CHECK(out.counts.spikes == 0);
}

TEST_CASE("A root's row waits for the end of its partial sums as for that of any input, to the cycle") {
  CoreCase bench = split_case();
  Packet sums = to_root(spike_word(0, 0, 0, 0, 0), 1);
  sums.kind = PacketKind::ValueWord;
  sums.count = 8;
  sums.values[3] = -2;  // 5 - 2 x 4 < 0: channel 3 does not fire
  for (const Cycle last : {Cycle{40}, Cycle{41}}) {
    bench.input = {{sums, 10}, {to_root(row_end(0, 0, 0), 0), 20}, {to_root(row_end(0, 0, 0), 1), last}};
    const CoreOutcome out = run_core(bench);
    REQUIRE(out.sent.size() == 4);  // credits for both producers, a word, its end
    CHECK(out.sent[0].cycle == last + 1 + 2 + 1);
    CHECK(out.sent[2].packet.bits[0] == 0b11110111);
  }
}

TEST_CASE("A slice of some columns sweeps and sends these alone") {
  CoreCase bench = make_core_case(Operator::Conv, {1, 1, 6}, 1, {1, 3, 1, 1}, 1);
  bench.core.pipeline_cycles = 0;
  bench.core.neuron_lanes = 1;
  Layer& layer = bench.network.layers[1];
  layer.out = {1, 1, 6};
  layer.kernel = {1, 3, 1, 0};
  layer.out.width = 4;
  bench.mapping.slices[1].rows = {0, 1};
  bench.mapping.slices[1].window_rows = 1;
  bench.mapping.slices[1].columns = {1, 3};
  bench.mapping.slices[1].destinations[0].columns = {1, 3};
  bench.input = {{spike_word(0, 0, 1, 0, 1), 10}, {spike_word(0, 0, 4, 0, 1), 11}, {row_end(0, 0, 0), 12}};
  const CoreOutcome out = run_core(bench);
  // column 1 reaches outputs 0 (not here) and 1: one pass; column 4 reaches 2 (and 3): one pass; token 12 .. 13; sweep
  // of 2 columns .. 15
  CHECK(out.counts.datapath_cycles == 1 + 1 + 1);
  REQUIRE(out.sent.size() == 4);
  CHECK(out.sent[0].cycle == 16);
  CHECK(out.sent[1].packet.column == 1);
  CHECK(out.sent[2].packet.column == 2);
}

namespace {

// As above, but the sums stay in the core. They are there at 20: 2 spikes x 2 passes + 3 from 10 to 17, the token until
// 18, a sweep of 2.
CoreCase home_case() {
  CoreCase bench = split_case();
  bench.mapping.residual = Residual::Home;
  bench.mapping.slices[1].destinations[0].home = true;
  bench.input = {{spike_word(0, 0, 0, 0, 0b11), 10}, {row_end(0, 0, 0), 11}};
  return bench;
}

}  // namespace

TEST_CASE("Does a row at home go by the datapath alone, without packets, and end with its last pass?") {
  CoreCase bench = home_case();
  bench.network.layers[1].bias[7] = -8;  // -8 + 2 x 4 does not fire
  bench.input.push_back({to_root(row_end(0, 0, 0), 0), 12});
  const CoreOutcome out = run_core(bench);
  // 20: 1 column x ceil(8 / 4) + 3 -> 25: sweep of the root -> 27
  REQUIRE(out.sent.size() == 4);
  CHECK(out.sent[0].packet.kind == PacketKind::Credit);  // of the partial slice, to the producer of both
  CHECK(out.sent[0].cycle == 21);
  CHECK(out.sent[1].packet.kind == PacketKind::Credit);  // of the root; that for the sums needs no packet
  CHECK(out.sent[1].cycle == 28);
  CHECK(out.sent[2].packet.kind == PacketKind::SpikeWord);
  CHECK(out.sent[2].packet.bits[0] == 0b01111111);
  CHECK(out.sent[3].packet.kind == PacketKind::RowEnd);
  CHECK(out.packets_left == 0);
}

TEST_CASE("Does a row at home wait for the word that came a cycle before it, but not for one that comes with it?") {
  for (const Cycle came : {Cycle{19}, Cycle{20}}) {
    CoreCase bench = home_case();
    bench.input.push_back({to_root(spike_word(0, 0, 0, 0, 0b100), 0), came});
    bench.input.push_back({to_root(row_end(0, 0, 0), 0), 21});
    const CoreOutcome out = run_core(bench);
    // at 19: the word 19 .. 19 + 2 + 3 = 24, the row .. 26, the token .. 27, the sweep .. 29
    // at 20: the row 20 .. 20 + 2 + 3 = 25, the word .. 27, the token .. 28, the sweep .. 30
    REQUIRE(out.queue_credits.size() == 4);
    CHECK(out.queue_credits[2] == (came == 19 ? Cycle{20} : Cycle{26}));
    CHECK(out.queue_credits[3] == (came == 19 ? Cycle{27} : Cycle{28}));
    REQUIRE(out.sent.size() == 4);
    CHECK(out.sent[1].cycle == (came == 19 ? Cycle{30} : Cycle{31}));
  }
}

TEST_CASE("Is the credit of a row at home there in the cycle in which the root's row is over?") {
  CoreCase bench = home_case();
  bench.input.push_back({to_root(row_end(0, 0, 0), 0), 12});
  bench.input.push_back({row_end(1, 0, 0), 22});
  const CoreOutcome out = run_core(bench);
  // The token is taken at 25 .. 26. The root's sweep ends at 27, and the next of the partial slice begins: .. 29.
  std::vector<Cycle> credits;
  for (const TimedPacket& sent : out.sent)
    if (sent.packet.kind == PacketKind::Credit) credits.push_back(sent.cycle);
  CHECK(credits == std::vector<Cycle>{21, 28, 30});
}

TEST_CASE("Does a row at home keep its row buffer until it is taken?") {
  CoreCase bench = home_case();
  bench.core.row_buffers = 1;
  bench.input.push_back({to_root(row_end(0, 0, 0), 0), 12});
  const CoreOutcome out = run_core(bench);
  REQUIRE(out.sent.size() == 4);
  CHECK(out.sent[1].cycle == 28);  // free in the cycle in which the root's sweep begins: no cycle is lost
}

}  // namespace spikeloom
