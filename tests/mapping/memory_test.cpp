// SPDX-License-Identifier: Apache-2.0
// The bytes of slices, worked out by hand.
#include "mapping/plan/memory.hpp"

#include <catch2/catch.hpp>

using spikeloom::CoreMemory;
using spikeloom::kImageSource;
using spikeloom::Layer;
using spikeloom::LoopOrder;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::partial_value_bits;
using spikeloom::Role;
using spikeloom::Signal;
using spikeloom::Slice;
using spikeloom::slice_memory;
using spikeloom::SliceMemory;
using spikeloom::Target;

namespace {

struct Case {
  Network network;
  Target target;
  Slice slice;
  Layer& layer;

  Case() : layer(network.layers.emplace_back()) {
    network.time_steps = 4;
    target.accumulator_bits = 24;
    layer.in = {5, 10, 7};
    layer.out = {20, 10, 7};
    layer.kernel = {3, 3, 1, 1};
    layer.fires = true;
    slice.channels = {4, 10};
    slice.rows = {0, 10};
    slice.columns = {0, 7};
    slice.inputs = {0, 5};
    slice.window_rows = 3;
  }
  SliceMemory memory() const { return slice_memory(network, target, slice); }
};

}  // namespace

TEST_CASE("convolutions store a weight for each tap, input and output channel", "[memory]") {
  Case c;
  CHECK(c.memory().weights == 9 * 5 * 6 + 6 * 10);
  c.layer.op = Operator::DepthwiseConv;
  CHECK(c.memory().weights == 9 * 6 + 6 * 10);
  c.layer.op = Operator::SpatialSum;
  CHECK(c.memory().weights == 6 * 10);
}

TEST_CASE("narrow weights are packed and rounded up once", "[memory]") {
  Case c;
  c.target.weight_bits = 3;
  CHECK(c.memory().weights == (9 * 5 * 6 * 3 + 7) / 8 + 6 * 10);
}

TEST_CASE("a window holds the accumulators of all steps, and membranes of one row", "[memory]") {
  Case c;
  CHECK(c.memory().accumulators == 3 * 4 * 7 * 6 * 3 + 7 * 6 * 3);
  SECTION("no neuron, no membrane") {
    c.layer.fires = false;
    CHECK(c.memory().accumulators == 3 * 4 * 7 * 6 * 3);
  }
  SECTION("the image is accumulated once") {
    c.layer.constant_over_time = true;
    CHECK(c.memory().accumulators == 3 * 7 * 6 * 3 + 7 * 6 * 3);
  }
  SECTION("the head sums over time") {
    c.layer.accumulates_over_time = true;
    c.layer.fires = false;
    CHECK(c.memory().accumulators == 3 * 7 * 6 * 3);
  }
  SECTION("one step needs no membrane") {
    c.network.time_steps = 1;
    CHECK(c.memory().accumulators == 3 * 7 * 6 * 3);
  }
  SECTION("odd bits are rounded up") {
    c.target.accumulator_bits = 21;
    CHECK(c.memory().accumulators == (3 * 4 * 7 * 6 * 21 + 7) / 8 + (7 * 6 * 21 + 7) / 8);
  }
}

TEST_CASE("attention stores Q, K, V of the map and a matrix for each head and step", "[memory]") {
  Case c;
  c.layer.op = Operator::Attention;
  c.layer.in = c.layer.out;
  c.layer.heads = 10;  // of two channels
  const std::int64_t accumulators = 3 * 4 * 7 * 6 * 3 + 7 * 6 * 3, qkv = 3 * 4 * 70 * 6 / 8;
  CHECK(c.memory().accumulators == accumulators + qkv + 4 * 3 * 2 * 2);
  SECTION("counts up to more than 255 take two bytes") {
    c.layer.in.height = 100;
    CHECK(c.memory().accumulators == accumulators + 10 * qkv + 4 * 3 * 2 * 2 * 2);
  }
}

TEST_CASE("a row leaves as bits and as values", "[memory]") {
  Case c;
  CHECK(c.memory().row_buffer == (7 * 6 + 7) / 8);
  c.layer.emits_values = true;
  c.layer.bounds.value_bits = 12;
  CHECK(c.memory().row_buffer == (7 * 6 * 13 + 7) / 8);
}

TEST_CASE("does a slice pay for its own columns and inputs only?", "[memory]") {
  Case c;
  c.slice.columns = {2, 5};
  c.slice.inputs = {1, 3};
  CHECK(c.memory().weights == 9 * 2 * 6 + 6 * 10);
  CHECK(c.memory().accumulators == 3 * 4 * 3 * 6 * 3 + 3 * 6 * 3);
  CHECK(c.memory().row_buffer == (3 * 6 + 7) / 8);
}

TEST_CASE("has a partial slice weights and accumulators, but no parameters, membranes and spikes?", "[memory]") {
  Case c;
  c.layer.emits_values = true;
  c.layer.bounds.value_bits = 12;
  c.layer.inputs = {{0, Role::Main, Signal::Spikes}};
  c.slice.inputs = {1, 3};
  c.slice.root = 1;
  CHECK(c.memory().weights == 9 * 2 * 6);
  CHECK(c.memory().accumulators == 3 * 4 * 7 * 6 * 3);
  CHECK(c.memory().row_buffer == 7 * 6 * 13 / 8 + 1);  // 9 taps, 2 inputs, weights up to 128: 2304 takes 13 bits
}

TEST_CASE("do the bits of partial sums hold every sum of weights and inputs?", "[memory]") {
  Case c;
  c.layer.inputs = {{0, Role::Main, Signal::Spikes}};
  c.layer.weights.assign(9 * 5 * 20, 1);
  c.slice.inputs = {1, 3};
  c.slice.root = 1;
  CHECK(partial_value_bits(c.network, c.slice) == 6);  // -18 .. 18
  c.layer.weights[c.layer.weight_row(1, 2, 2) + 9] = -15;
  CHECK(partial_value_bits(c.network, c.slice) == 7);  // 32 in channel 9
  c.slice.channels.end = 9;
  CHECK(partial_value_bits(c.network, c.slice) == 6);
  SECTION("all steps of the head") {
    c.layer.accumulates_over_time = true;
    CHECK(partial_value_bits(c.network, c.slice) == 8);  // 72
  }
  SECTION("pixels less their mean") {
    c.network.input.pixel_offset = {100, 160};
    c.layer.inputs = {{kImageSource, Role::Main, Signal::Values}};
    CHECK(partial_value_bits(c.network, c.slice) == 13);  // 18 * 160
  }
  SECTION("values of another layer") {
    c.layer.inputs.front().signal = Signal::Values;
    c.layer.bounds.value_low = -7;
    c.layer.bounds.value_high = 5;
    CHECK(partial_value_bits(c.network, c.slice) == 8);  // 126
  }
}

TEST_CASE("what is stored when time steps are outermost?", "[memory]") {
  Case c;
  const auto accumulators = [&] {
    return slice_memory(c.network, c.target, c.slice, LoopOrder::RowInStep).accumulators;
  };
  CHECK(accumulators() == 3 * 7 * 6 * 3 + 10 * 7 * 6 * 3);  // one step in the window, the membranes of all rows
  SECTION("one step is one step") {
    c.network.time_steps = 1;
    CHECK(accumulators() == c.memory().accumulators);
  }
  SECTION("the head's sums live over the steps") {
    c.layer.accumulates_over_time = true;
    c.layer.fires = false;
    CHECK(accumulators() == 10 * 7 * 6 * 3);
    c.layer.inputs = {{0, Role::Main, Signal::Spikes}};
    c.slice.root = 1;  // but not those of its partial slices
    CHECK(accumulators() == 3 * 7 * 6 * 3);
  }
  SECTION("attention keeps one step") {
    c.layer.op = Operator::Attention;
    c.layer.in = c.layer.out;
    c.layer.heads = 10;
    const std::int64_t qkv = (3 * 70 * 6 + 7) / 8, matrices = 3 * 2 * 2;
    CHECK(accumulators() == 3 * 7 * 6 * 3 + 10 * 7 * 6 * 3 + qkv + matrices);
  }
}

TEST_CASE("slices of a core share its row buffers", "[memory]") {
  CoreMemory core;
  core.add({100, 50, 7});
  core.add({10, 5, 9});
  CHECK(core.weights == 110);
  CHECK(core.accumulators(2) == 55 + 2 * 9);
  CHECK(core.slices == 2);
}
