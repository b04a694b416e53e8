// SPDX-License-Identifier: Apache-2.0
// The cycle table of cores/README.md, cycle by cycle, on one core alone.
#include <catch2/catch.hpp>

#include "tests/cores/core_bench.hpp"

namespace spikeloom {
namespace {

// 4 channels in, 8 out, one position: a spike takes ceil(8 / 4) = 2 passes, a sweep ceil(8 / 4) = 2 cycles.
CoreCase small_case(int time_steps = 1) {
  CoreCase result = make_core_case(Operator::Conv, {4, 1, 1}, 8, {}, time_steps);
  result.core.lanes = 4;
  result.core.neuron_lanes = 4;
  result.core.pipeline_cycles = 3;
  return result;
}

}  // namespace

TEST_CASE("A word, its row's end, the sweep and the flits take the cycles of the table") {
  CoreCase bench = small_case();
  bench.input = {{spike_word(0, 0, 0, 0, 0b1011), 10}, {row_end(0, 0, 0), 11}};
  const CoreOutcome out = run_core(bench);
  // 10: popped; 3 spikes x 2 passes + 3 cycles of pipeline -> 19: token popped -> 20: sweep -> 22: first flit leaves
  CHECK(out.queue_credits == std::vector<Cycle>{11, 20});
  REQUIRE(out.sent.size() == 3);
  CHECK(out.sent[0].packet.kind == PacketKind::Credit);
  CHECK(out.sent[0].cycle == 23);
  CHECK(out.sent[1].packet.kind == PacketKind::SpikeWord);
  CHECK(out.sent[1].packet.bits[0] == 0xff);
  CHECK(out.sent[1].cycle == 24);
  CHECK(out.sent[2].packet.kind == PacketKind::RowEnd);
  CHECK(out.sent[2].cycle == 25);
  CHECK(out.counts.datapath_cycles == 10);
  CHECK(out.counts.neuron_unit_cycles == 2);
}

TEST_CASE("The pipeline is paid when the lanes start from idle, not for a word that follows another") {
  CoreCase bench = small_case();
  bench.input = {{spike_word(0, 0, 0, 0, 0b1), 10}, {spike_word(0, 0, 0, 0, 0b10), 12}, {row_end(0, 0, 0), 30}};
  const CoreOutcome out = run_core(bench);
  CHECK(out.queue_credits == std::vector<Cycle>{11, 16, 31});  // 10 + 2 + 3 = 15, 15 + 2 = 17, token alone at 30
  CHECK(out.counts.datapath_cycles == 5 + 2 + 1);
}

TEST_CASE("A row waits for the credit of its consumer, and goes in the cycle in which it comes") {
  CoreCase bench = small_case();
  bench.mapping.slices[1].destinations[0].initial_rows = 0;
  Packet credit;
  credit.kind = PacketKind::Credit;
  credit.slice = 1;
  credit.count = 1;
  bench.input = {{row_end(0, 0, 0), 10}, {credit, 100}};
  const CoreOutcome out = run_core(bench);
  REQUIRE(out.sent.size() == 2);            // no spikes: credit to the producer and the token
  CHECK(out.sent[0].cycle == 101 + 2 + 1);  // the credit is processed at 100, the sweep runs 101..103
}

TEST_CASE("The packetizer sends one flit a cycle and stops without a place in the router") {
  CoreCase bench = make_core_case(Operator::Conv, {1, 1, 6}, 1, {}, 1);
  bench.core.pipeline_cycles = 0;
  for (int x = 0; x < 6; ++x) bench.input.push_back({spike_word(0, 0, x, 0, 1), 10});
  bench.input.push_back({row_end(0, 0, 0), 10});
  const CoreOutcome free_flow = run_core(bench);
  REQUIRE(free_flow.sent.size() == 8);
  for (std::size_t i = 1; i < 8; ++i) CHECK(free_flow.sent[i].cycle == free_flow.sent[i - 1].cycle + 1);
  bench.noc.buffer_flits = 1;
  bench.router_delay_cycles = 5;
  const CoreOutcome blocked = run_core(bench);
  REQUIRE(blocked.sent.size() == 8);
  CHECK(blocked.sent[0].cycle == free_flow.sent[0].cycle);
  for (std::size_t i = 1; i < 8; ++i) CHECK(blocked.sent[i].cycle == blocked.sent[i - 1].cycle + 6);
  CHECK(free_flow.packetizer_stall_cycles == 0);
  CHECK(blocked.packetizer_stall_cycles == 7 * 5);  // the link was free a cycle after each flit
}

TEST_CASE("A packet enters the queue with its tail; its places come back one a cycle, on its channel") {
  CoreCase bench = small_case();
  bench.noc.vcs = 2;
  Packet slow = spike_word(0, 0, 0, 0, 0b1), fast = spike_word(0, 0, 0, 0, 0b10), end = row_end(0, 0, 0);
  slow.flits = 3;
  fast.flits = 2;
  fast.vc = end.vc = 1;
  bench.input = {{slow, 10, 2}, {fast, 11, 2}, {end, 30}};  // tails at 14 and 13
  const CoreOutcome out = run_core(bench);
  // fast: 13 .. 13 + 3 + 2 = 18; slow at 18; the token alone at 30
  const std::vector<TimedCredit> expected{{1, 14}, {1, 15}, {0, 19}, {0, 20}, {0, 21}, {1, 31}};
  CHECK(out.credits == expected);
  CHECK(out.counts.datapath_cycles == 5 + 2 + 1);
  CHECK(out.counts.actions[Action::QueuePush] == 6);
  CHECK(out.counts.actions[Action::QueuePop] == 6);
  CHECK(out.packets_left == 0);
}

TEST_CASE("Places of packets that are taken in a row come back one a cycle") {
  CoreCase bench = small_case();
  Packet end = row_end(0, 0, 0), credit = end;
  credit.kind = PacketKind::Credit;
  credit.flits = 3;
  bench.input = {{credit, 10}, {end, 13}};  // taken at 12 and 13
  CHECK(run_core(bench).queue_credits == std::vector<Cycle>{13, 14, 15, 16});
}

TEST_CASE("The flits of a packet leave one after the other; credits go between packets") {
  CoreCase bench = make_core_case(Operator::Conv, {1, 2, 1}, 1, {}, 1);
  bench.core.pipeline_cycles = 0;
  bench.mapping.target.flit_bits = 16;  // token 3 flits, spike word 7
  bench.noc.buffer_flits = 16;
  bench.input = {{spike_word(0, 0, 0, 0, 1), 10}, {row_end(0, 0, 0), 10}, {row_end(0, 1, 0), 16}};
  const CoreOutcome out = run_core(bench);
  std::vector<std::pair<PacketKind, Cycle>> heads;
  for (const TimedPacket& sent : out.sent) heads.push_back({sent.packet.kind, sent.cycle});
  // The first row is swept at 12..13, the second at 17..18: its credit waits for the word that is under way.
  const std::vector<std::pair<PacketKind, Cycle>> expected{{PacketKind::Credit, 14},
                                                           {PacketKind::SpikeWord, 17},
                                                           {PacketKind::Credit, 24},
                                                           {PacketKind::RowEnd, 27},
                                                           {PacketKind::RowEnd, 30}};
  CHECK(heads == expected);
  REQUIRE(out.flits_sent.size() == 3 + 7 + 3 + 3 + 3);
  for (std::size_t i = 0; i < out.flits_sent.size(); ++i) CHECK(out.flits_sent[i] == 14 + i);
  CHECK(out.counts.actions[Action::FlitSend] == 7 + 3 + 3);
}

namespace {

// Slices 1 and 2 of this core both take what slice 0 sends; slice 2 the upper two of its four channels.
CoreCase shared_case() {
  CoreCase result = small_case();
  result.mapping.slices.push_back(result.mapping.slices[1]);
  result.mapping.slices[0].destinations.push_back({2, 0, Signal::Spikes, {0, 1}, {2, 4}, 1, {0, 1}});
  return result;
}

Packet shared(const Packet& original) {
  Packet packet = original;
  packet.shared = true;
  packet.slice = 0;
  packet.count = 4;
  packet.flits = 2;
  return packet;
}

}  // namespace

TEST_CASE("Slices that share a packet are served one after the other; it leaves the queue with the last") {
  CoreCase bench = shared_case();
  bench.input = {{shared(spike_word(0, 0, 0, 0, 0b1011)), 10}, {shared(row_end(0, 0, 0)), 12}};
  const CoreOutcome out = run_core(bench);
  // word: 11 .. 11 + 3 x 2 + 3 = 20 for slice 1, popped at 20 for slice 2 (channel 3): .. 22; token: 22, popped at 23
  CHECK(out.queue_credits == std::vector<Cycle>{21, 22, 24, 25});
  CHECK(out.counts.datapath_cycles == 9 + 1);
  CHECK(out.counts.actions[Action::QueuePush] == 4);
  CHECK(out.counts.actions[Action::QueuePop] == 4);
  CHECK(out.packets_left == 0);
  int spike_words = 0, row_ends = 0, credits = 0;
  for (const TimedPacket& sent : out.sent) {
    spike_words += sent.packet.kind == PacketKind::SpikeWord;
    row_ends += sent.packet.kind == PacketKind::RowEnd;
    credits += sent.packet.kind == PacketKind::Credit;
  }
  CHECK(spike_words == 2);  // each slice fires
  CHECK(row_ends == 2);
  CHECK(credits == 2);
}

TEST_CASE("A slice for which a shared word has nothing costs nothing, a word for nobody one cycle") {
  CoreCase bench = shared_case();
  bench.mapping.slices[0].destinations[0].channels = {1, 4};
  bench.input = {{shared(spike_word(0, 0, 0, 0, 0b0010)), 10}, {shared(spike_word(0, 0, 0, 0, 0b0001)), 12}};
  const CoreOutcome out = run_core(bench);
  CHECK(out.queue_credits == std::vector<Cycle>{12, 13, 17, 18});  // 11 .. 16 for slice 1; dropped at 16
  CHECK(out.counts.datapath_cycles == 5 + 1);
}

TEST_CASE("With the neuron unit after the datapath, words wait for the sweep") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 2, 1}, 8, {}, 1);
  bench.core.lanes = 8;
  bench.core.neuron_lanes = 1;  // a sweep takes 8 cycles
  bench.core.pipeline_cycles = 0;
  bench.input = {{row_end(0, 0, 0), 10}, {spike_word(0, 1, 0, 0, 1), 10}, {row_end(0, 1, 0), 10}};
  CHECK(run_core(bench).queue_credits == std::vector<Cycle>{11, 12, 13});
  bench.core.neuron_unit = NeuronUnitPlace::After;
  CHECK(run_core(bench).queue_credits == std::vector<Cycle>{11, 20, 21});
}

TEST_CASE("Membranes decay over time steps and are reset by a spike") {
  CoreCase bench = small_case(3);
  for (auto& threshold : bench.network.layers[1].threshold) threshold = 7 << 2;  // X is shifted by T - 1 = 2
  // U: 4, then 2 + 4 = 6, then 3 + 4 = 7: fires at the third step
  for (int t = 0; t < 3; ++t) {
    bench.input.push_back({spike_word(0, 0, 0, t, 0b1111), 10});
    bench.input.push_back({row_end(0, 0, t), 10});
  }
  const CoreOutcome out = run_core(bench);
  std::vector<int> steps;
  for (const TimedPacket& sent : out.sent)
    if (sent.packet.kind == PacketKind::SpikeWord) steps.push_back(sent.packet.t);
  CHECK(steps == std::vector<int>{2});
  CHECK(out.counts.neurons == 24);
  CHECK(out.counts.spikes == 8);
}

TEST_CASE("Actions are counted per pass") {
  CoreCase bench = small_case();
  bench.input = {{spike_word(0, 0, 0, 0, 0b1011), 10}, {row_end(0, 0, 0), 11}};
  const ActionCounts actions = run_core(bench).counts.actions;
  CHECK(actions[Action::QueuePush] == 2);
  CHECK(actions[Action::QueuePop] == 2);
  CHECK(actions[Action::Add] == 3 * 8);
  CHECK(actions[Action::ShiftedAdd] == 0);
  CHECK(actions[Action::WeightRead] == 3 * 1);           // 8 weights of 8 bits: one word
  CHECK(actions[Action::AccumulatorRead] == 3 * 4 + 4);  // 8 accumulators of 32 bits: four words, and the sweep
  CHECK(actions[Action::AccumulatorWrite] == 3 * 4 + 4);
  CHECK(actions[Action::LifStep] == 8);
  CHECK(actions[Action::WordEncode] == 1);
  CHECK(actions[Action::FlitSend] == 2);
}

}  // namespace spikeloom
