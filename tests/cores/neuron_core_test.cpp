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
  CHECK(out.sent[1].packet.bits == 0xff);
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
  bench.router_places = 1;
  bench.router_delay_cycles = 5;
  const CoreOutcome blocked = run_core(bench);
  REQUIRE(blocked.sent.size() == 8);
  CHECK(blocked.sent[0].cycle == free_flow.sent[0].cycle);
  for (std::size_t i = 1; i < 8; ++i) CHECK(blocked.sent[i].cycle == blocked.sent[i - 1].cycle + 6);
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
