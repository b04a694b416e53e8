// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "models/evaluate.hpp"
#include "models/reference/reference.hpp"
#include "tests/support/random_network.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

constexpr int kImages = 9;

IdxImages images(const ScratchFolder& folder, const MapShape& shape) {
  std::string bytes{'\0', '\0', '\x08', '\x03',
                    0,    0,    0,      kImages,
                    0,    0,    0,      static_cast<char>(shape.height),
                    0,    0,    0,      static_cast<char>(shape.width)};
  for (int i = 0; i < kImages; ++i) {
    const Image image = random_image(static_cast<std::uint64_t>(i), shape);
    bytes.append(image.pixels.begin(), image.pixels.end());
  }
  return IdxImages(folder.write("images", bytes));
}

TEST_CASE("an evaluation adds up single inferences whatever the thread count") {
  const ScratchFolder folder;
  const Network network = random_network(4);
  const IdxImages set = images(folder, network.input.shape);
  const std::vector<std::uint8_t> labels(kImages, 3);
  std::vector<int> calls;
  const Evaluation one = evaluate(network, set, labels, kImages, 1, [&](int done) { calls.push_back(done); });
  CHECK(calls == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9});

  const Reference reference(network);
  std::uint64_t spikes = 0, additions = 0;
  int hits = 0;
  for (int i = 0; i < kImages; ++i) {
    const Inference inference = reference.run(set.image(i));
    CHECK(one.predictions[static_cast<std::size_t>(i)] == inference.prediction);
    hits += inference.prediction == 3;
    for (const LayerActivity& layer : inference.layers) {
      spikes += layer.spikes.count();
      additions += layer.synaptic_additions;
    }
  }
  CHECK(one.images == kImages);
  CHECK(one.spikes == spikes);
  CHECK(one.synaptic_additions == additions);
  CHECK(one.top1 == Approx(hits / 9.0));
  REQUIRE(one.firing_rates.size() == network.layers.size());
  CHECK(one.firing_rates.back() == 0.0);

  for (const int threads : {2, 5, 40}) {
    const Evaluation many = evaluate(network, set, labels, kImages, threads, {});
    CHECK(many.predictions == one.predictions);
    CHECK(many.firing_rates == one.firing_rates);
    CHECK(many.spikes == one.spikes);
    CHECK(many.synaptic_additions == one.synaptic_additions);
  }
}

TEST_CASE("images, labels and counts that do not belong together are refused") {
  const ScratchFolder folder;
  const Network network = random_network(4);
  const IdxImages set = images(folder, network.input.shape);
  const std::vector<std::uint8_t> labels(kImages, 3);
  CHECK_THROWS_WITH(evaluate(network, set, {1, 2}, 2, 1, {}), "labels: 2 for 9 images");
  CHECK_THROWS_WITH(evaluate(network, set, labels, 10, 1, {}), "images to evaluate: 10: allowed are 1..9");
  CHECK_THROWS_WITH(evaluate(network, set, labels, 0, 1, {}), "images to evaluate: 0: allowed are 1..9");
  CHECK_THROWS_WITH(evaluate(network, set, labels, 1, 0, {}), "threads: 0: at least 1 is needed");
  CHECK_THROWS_WITH(evaluate(network, set, std::vector<std::uint8_t>(kImages, 10), 1, 1, {}),
                    "label 10 of image 0: the network has 10 classes");
}

TEST_CASE("a failure in any thread reaches the caller") {
  const ScratchFolder folder;
  const Network network = random_network(4);
  const IdxImages set = images(folder, {1, 5, 5});
  CHECK_THROWS_AS(evaluate(network, set, std::vector<std::uint8_t>(kImages, 3), kImages, 3, {}), InputError);
}

}  // namespace
}  // namespace spikeloom
