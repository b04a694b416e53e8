// SPDX-License-Identifier: Apache-2.0
// Expected cycles against figures worked out by hand.
#include "mapping/work.hpp"

#include <catch2/catch.hpp>

#include "tests/mapping/cases.hpp"
#include "tests/support/error_of.hpp"

using spikeloom::error_of;
using spikeloom::HandMadeNetwork;
using spikeloom::image_value_bits;
using spikeloom::kImageSource;
using spikeloom::Network;
using spikeloom::Range;
using spikeloom::roomy_target;
using spikeloom::Target;
using spikeloom::WorkModel;

namespace {

Network two_layers() {
  HandMadeNetwork network({1, 8, 8}, 2);
  const int stem = network.conv("stem", kImageSource, {3, 3, 1, 1}, 100);
  network.joint("joint", stem, stem, {1, 1, 1, 0});
  return network.finish();
}

}  // namespace

TEST_CASE("a convolution costs its spikes x taps x passes, a residual its words, neurons their sweeps", "[work]") {
  const Network network = two_layers();
  const Target target = roomy_target(2, 2);
  const WorkModel work(network, target, std::vector<double>(4, 0.25));
  const double spikes = 0.25 * 64 * 100 * 2, words = 64 * 2 * 17, neurons = 64 * 100 * 2 / 16.0;  // 6 of 12 bits a word
  CHECK(work.layer_cycles(1) == Approx(spikes * 2 + words + neurons));  // 100 channels: 2 passes of 64 lanes
  CHECK(work.cycles(1, {0, 50}, {0, 4}) == Approx(spikes / 2 + 32 * 2 * 9 + neurons / 4));
}

TEST_CASE("the image is added once, digit by digit, at the taps inside the map", "[work]") {
  const Network network = two_layers();
  const WorkModel work(network, roomy_target(2, 2), {});
  const double taps = (3 * 8 - 2) * (3 * 8 - 2);
  CHECK(work.layer_cycles(0) == Approx(taps * 8 / 3.0 * 2 + 64 * 100 * 2 / 16.0));  // -128..127: 8 bits
}

TEST_CASE("bands share the work", "[work]") {
  const Network network = two_layers();
  const WorkModel work(network, roomy_target(2, 2), {});
  const Range all{0, 100};
  CHECK(work.cycles(0, all, {0, 3}) + work.cycles(0, all, {3, 8}) == Approx(work.layer_cycles(0)));
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
  CHECK(error_of([&] { WorkModel(network, target, {0.1}); }) == "firing rates: 1 given for 4 layers");
  CHECK(error_of([&] {
          WorkModel(network, target, {0.1, 0.1, 0.1, 2});
        }) == "firing rates: 2.000000 is not within 0 to 1");
}
