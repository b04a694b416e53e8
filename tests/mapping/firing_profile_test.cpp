// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/firing_profile.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/reference/reference.hpp"
#include "tests/support/random_image.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::Activity;
using spikeloom::FixedActivity;
using spikeloom::kOne;
using spikeloom::Network;

namespace {
double share(spikeloom::Fixed value) { return static_cast<double>(value) / static_cast<double>(kOne); }
}  // namespace

TEST_CASE("is a word sent unless all its channels are silent?", "[activity]") {
  const Network network = spikeloom::random_network(3);
  for (const double rate : {0.0, 0.001, 0.15, 0.5, 1.0}) {
    const FixedActivity activity(network, std::vector<double>(network.layers.size(), rate));
    for (const int channels : {0, 1, 16, 64, 128})
      CHECK(share(activity.word_is_sent(0, channels)) == Approx(1 - std::pow(1 - rate, channels)).margin(1e-4));
  }
}

TEST_CASE("does what was measured say what the reference did?", "[activity]") {
  const Network network = spikeloom::random_network(3);
  const auto image = spikeloom::random_image(5, network.input.shape);
  const auto inference = spikeloom::Reference(network).run(image);
  const Activity activity = measure_activity(network, inference, image, spikeloom::DigitCode::CanonicalSignedDigit);
  REQUIRE(activity.firing_rates.size() == network.layers.size());
  CHECK(activity.pixel_digits > 0);
  CHECK(activity.pixel_digits < 5);  // of 8 or 9 bits, no two neighbours
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const auto& spikes = inference.layers[i].spikes;
    const double neurons = network.layers[i].out.neurons() * network.time_steps;
    CHECK(activity.firing_rates[i] == Approx(static_cast<double>(spikes.count()) / neurons));
    if (network.layers[i].emits_values) CHECK(activity.value_digits[i] <= network.layers[i].bounds.value_bits);
  }
}
