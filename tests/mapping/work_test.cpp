// SPDX-License-Identifier: Apache-2.0
// Expected cycles against figures worked out by hand.
#include "mapping/cost/work.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "mapping/plan/connections.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/error_of.hpp"

using spikeloom::Activity;
using spikeloom::CoreWork;
using spikeloom::error_of;
using spikeloom::HandMadeNetwork;
using spikeloom::image_value_bits;
using spikeloom::kImageSource;
using spikeloom::Network;
using spikeloom::Range;
using spikeloom::roomy_target;
using spikeloom::Slice;
using spikeloom::Target;
using spikeloom::WorkModel;

namespace {

Network two_layers() {
  HandMadeNetwork network({1, 8, 8}, 2);
  const int stem = network.conv("stem", kImageSource, {3, 3, 1, 1}, 100);
  network.joint("joint", stem, stem, {1, 1, 1, 0});
  return network.finish();
}

Slice whole(const Network& network, int index) {
  const spikeloom::Layer& layer = network.layers[static_cast<std::size_t>(index)];
  Slice slice;
  slice.layer = index;
  slice.channels = {0, layer.out.channels}, slice.inputs = {0, layer.in.channels};
  slice.rows = {0, layer.out.height}, slice.columns = {0, layer.out.width};
  return slice;
}

}  // namespace

TEST_CASE("does a convolution cost spikes x taps x passes, a residual words, a row its sweep?", "[work]") {
  const Network network = two_layers();
  const Target target = roomy_target(2, 2);
  const WorkModel work(network, target, std::vector<double>(4, 0.25));
  const std::int64_t spikes = 64 * 100 * 2 / 4, words = 64 * 2 * 17;   // values of 12 bits: 6 a word
  CHECK(work.work(whole(network, 1)).datapath == spikes * 2 + words);  // 100 channels: 2 passes of 64 lanes
  CHECK(work.work(whole(network, 1)).neuron == 8 * 2 * 50);            // rows of 800 neurons, 16 a cycle
  Slice part = whole(network, 1);
  part.channels = {0, 50}, part.rows = {0, 4};
  CHECK(work.work(part).datapath == spikes / 2 + 32 * 2 * 9);
  part.columns = {2, 6};
  CHECK(work.work(part).datapath == spikes / 4 + 16 * 2 * 9);
  part.inputs = {0, 25};
  CHECK(work.work(part).datapath == spikes / 16 + 16 * 2 * 9);
}

TEST_CASE("is the image added once, digit by digit, at the taps inside the map?", "[work]") {
  const Network network = two_layers();
  const WorkModel work(network, roomy_target(2, 2), {});
  const double taps = (3 * 8 - 2) * (3 * 8 - 2);
  CHECK(static_cast<double>(work.work(whole(network, 0)).datapath) ==
        Approx(taps * 8 / 3.0 * 2).epsilon(0.001));  // -128..127: 8 bits
  Activity measured;
  measured.pixel_digits = 1.5;
  CHECK(static_cast<double>(WorkModel(network, roomy_target(2, 2), measured).work(whole(network, 0)).datapath) ==
        Approx(taps * 1.5 * 2).epsilon(0.001));
}

TEST_CASE("do bands of rows and columns share the work of a layer?", "[work]") {
  const Network network = two_layers();
  const WorkModel work(network, roomy_target(2, 2), {});
  std::int64_t sum = 0;
  for (const Range rows : {Range{0, 3}, Range{3, 8}})
    for (const Range columns : {Range{0, 1}, Range{1, 8}}) {
      Slice band = whole(network, 0);
      band.rows = rows, band.columns = columns;
      sum += work.work(band).datapath;
    }
  CHECK(std::abs(sum - work.work(whole(network, 0)).datapath) <= 4 * 2);
}

TEST_CASE("what do tokens, credits and partial sums add to a connected slice?", "[work]") {
  const Network network = two_layers();
  const Target target = roomy_target(2, 2);
  const WorkModel work(network, target, {});
  spikeloom::Mapping mapping;
  mapping.target = target;
  mapping.slices = make_slices(network, target, {{2, 1, 1, 1}, {1, 1, 1, 4}, {}, {}});
  connect_slices(network, mapping);
  const Slice& root = mapping.slices[5];
  REQUIRE_FALSE(root.is_partial());
  Slice alone = root;
  alone.sources.clear(), alone.destinations.clear();
  const std::int64_t row_ends = 8 * 2 * (1 + 2 + 3);  // who makes its inputs, its residual, its sums
  const std::int64_t credits = 8;                     // of the pool
  const std::int64_t sums = 3 * 64 * 2 * 25;          // 20 bits: 4 a word
  CHECK(work.work(root).datapath - work.work(alone).datapath == row_ends + credits + sums);
  CHECK(work.work(root).inbound > 0);
}

TEST_CASE("do copies cost the packetizer more than a tree?", "[work]") {
  const Network network = two_layers();
  Target target = roomy_target(2, 2);
  spikeloom::Mapping mapping;
  mapping.slices = make_slices(network, target, {{}, {4, 1, 1, 1}, {}, {}});
  connect_slices(network, mapping);
  const auto sent = [&](spikeloom::Multicast multicast) {
    target.multicast = multicast;
    return WorkModel(network, target, {}).work(mapping.slices.front()).packetizer;
  };
  CHECK(2 * sent(spikeloom::Multicast::Unicast) > 3 * sent(spikeloom::Multicast::Tree));
}

TEST_CASE("is the busiest unit what counts?", "[work]") {
  Target target;
  CoreWork work{100, 40, 70, 30};
  CHECK(work.cycles(target) == 100);
  target.neuron_beside = false;
  CHECK(work.cycles(target) == 140);
  target.link_interval_cycles = 3;
  CHECK(work.cycles(target) == 210);
}

TEST_CASE("pixels minus their offset take eight or nine bits", "[work]") {
  spikeloom::InputFormat input;
  CHECK(image_value_bits(input) == 9);
  input.pixel_offset = {128};
  CHECK(image_value_bits(input) == 8);
  input.pixel_offset = {128, 100};
  CHECK(image_value_bits(input) == 9);
}

TEST_CASE("a profile must belong to the network", "[work]") {
  const Network network = two_layers();
  const Target target = roomy_target(1, 1);
  CHECK(error_of([&] { WorkModel(network, target, std::vector<double>{0.1}); }) ==
        "firing rates: 1 given for 4 layers");
  CHECK(error_of([&] {
          WorkModel(network, target, std::vector<double>{0.1, 0.1, 0.1, 2});
        }) == "firing rates: 2.000000 is not within 0 to 1");
}
