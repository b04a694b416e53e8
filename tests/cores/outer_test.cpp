// SPDX-License-Identifier: Apache-2.0
// The cycle table with the time steps outermost: to the core each step is an image of one step.
#include <catch2/catch.hpp>

#include "tests/cores/core_bench.hpp"

namespace spikeloom {
namespace {

// Two steps; a spike takes 2 passes and 3 cycles of pipeline, a sweep 2 cycles.
CoreCase outer_case() {
  CoreCase result = make_core_case(Operator::Conv, {4, 1, 1}, 8, {}, 2);
  result.mapping.time = LoopOrder::RowInStep;
  result.core.lanes = result.core.neuron_lanes = 4;
  result.core.pipeline_cycles = 3;
  return result;
}

}  // namespace

TEST_CASE("Does each time step have its own number, row end and credit?") {
  CoreCase bench = outer_case();
  bench.input = {{row_end(0, 0, 0), 10}, {row_end(1, 0, 0), 30}};
  const CoreOutcome out = run_core(bench);
  // token 10 .. 11, sweep .. 13, credit to the router at 14, the end at 15; then again from 30 on
  REQUIRE(out.sent.size() == 4);
  for (const std::size_t step : {0, 1}) {
    CHECK(out.sent[2 * step].packet.kind == PacketKind::Credit);
    CHECK(out.sent[2 * step].cycle == 14 + 20 * step);
    CHECK(out.sent[2 * step + 1].packet.kind == PacketKind::RowEnd);
    CHECK(out.sent[2 * step + 1].cycle == 15 + 20 * step);
    CHECK(out.sent[2 * step + 1].packet.image == step);
    CHECK(out.sent[2 * step + 1].packet.t == 0);
  }
}

TEST_CASE("Does a layer that sums over time give credit in each step after one cycle, and emit in the last alone?") {
  CoreCase bench = outer_case();
  Layer& layer = bench.network.layers[1];
  layer.accumulates_over_time = layer.emits_values = true;
  layer.fires = false;
  layer.bias.assign(8, 5);
  Slice& slice = bench.mapping.slices[1];
  slice.values_per_word = 8;
  slice.value_word_flits = 1;
  slice.destinations[0].signal = Signal::Values;
  bench.input = {{spike_word(0, 0, 0, 0, 0b1), 4}, {row_end(0, 0, 0), 10}, {spike_word(1, 0, 0, 0, 0b11), 20},
                 {row_end(1, 0, 0), 30},           {row_end(2, 0, 0), 40}, {row_end(3, 0, 0), 50}};
  const CoreOutcome out = run_core(bench);
  REQUIRE(out.sent.size() == 4 + 2 + 2);
  CHECK(out.sent[0].packet.kind == PacketKind::Credit);
  CHECK(out.sent[0].cycle == 10 + 1 + 1 + 1);  // token, one cycle, to the router
  CHECK(out.sent[1].packet.kind == PacketKind::Credit);
  CHECK(out.sent[1].cycle == 30 + 1 + 2 + 1);
  CHECK(out.sent[2].packet.values[7] == 5 + 1 + 2);
  CHECK(out.sent[2].packet.image == 1);
  CHECK(out.sent[6].packet.values[7] == 5);  // the next image begins with the bias
  CHECK(out.counts.neuron_unit_cycles == 1 + 2 + 1 + 2);
}

}  // namespace spikeloom
