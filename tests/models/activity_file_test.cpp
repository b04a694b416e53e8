// SPDX-License-Identifier: Apache-2.0
// What is read from a recording against what the reference computed.
#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "models/recording/activity_codec.hpp"
#include "models/recording/activity_file.hpp"
#include "tests/models/random_layers.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

bool same(const LayerActivity& a, const LayerActivity& b) {
  return a.spikes.shape() == b.spikes.shape() && a.spikes.time_steps() == b.spikes.time_steps() &&
         a.spikes.bits() == b.spikes.bits() && a.values.shape() == b.values.shape() &&
         a.values.time_steps() == b.values.time_steps() && a.values.values() == b.values.values() &&
         a.synaptic_additions == b.synaptic_additions;
}

std::vector<Image> images_for(const Network& network, int count) {
  std::vector<Image> images;
  for (int i = 0; i < count; ++i) images.push_back(random_image(static_cast<std::uint64_t>(i), network.input.shape));
  return images;
}

void record(const std::string& path, const Network& network, const std::vector<Image>& images, int threads = 1) {
  const Reference reference(network);
  RecordingWriter writer(path, network, threads);
  for (const Image& image : images) writer.add(image, reference.run(image));
  writer.finish();
}

TEST_CASE("does a recording give back what the reference computed?") {
  const int seed = GENERATE(range(0, 10));
  const Network network = random_layers(static_cast<std::uint64_t>(seed));
  const std::vector<Image> images = images_for(network, 3);
  const ScratchFolder folder;
  record(folder.path("r"), network, images);
  const Recording recording(folder.path("r"));
  REQUIRE(recording.images() == 3);
  REQUIRE(recording.layers().size() == network.layers.size());
  CHECK(recording.time_steps() == network.time_steps);
  CHECK(recording.bytes() == std::filesystem::file_size(folder.path("r")));
  CHECK_NOTHROW(recording.require_network(network));
  for (int i = 0; i < 3; ++i) {
    const Image& image = images[static_cast<std::size_t>(i)];
    CHECK(recording.find_image(image) == i);
    const Inference expected = Reference(network).run(image);
    const Inference got = recording.read(i, 1 + i);
    CHECK(got.logits == expected.logits);
    CHECK(got.prediction == expected.prediction);
    CHECK(recording.prediction(i) == expected.prediction);
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
      CAPTURE(seed, i, layer);
      CHECK(same(got.layers[layer], expected.layers[layer]));
      CHECK(same(recording.read_layer(i, static_cast<int>(layer)), expected.layers[layer]));
      CHECK(recording.layers()[layer].name == network.layers[layer].name);
      CHECK(recording.layers()[layer].shape == network.layers[layer].out);
    }
  }
}

TEST_CASE("are values of every width exact?") {
  const std::int32_t high = GENERATE(0, 127, 128, 32767, 32768, (1 << 23) - 1, 1 << 23, INT32_MAX);
  for (const std::int32_t low : {0, -high, -high - 1}) {
    ValueMap map(2, {5, 1, 2});
    for (std::size_t i = 0; i < map.values().size(); ++i) map.values()[i] = i % 3 == 0 ? high : i % 3 == 1 ? low : -1;
    ValueMap read(2, {5, 1, 2});
    take_values(value_bytes(map), read, "here");
    CAPTURE(low, high);
    CHECK(read.values() == map.values());
  }
}

TEST_CASE("are values that do not change over time stored once?") {
  ValueMap map(3, {4, 2, 2});
  for (std::size_t i = 0; i < map.values().size(); ++i) map.values()[i] = static_cast<std::int32_t>(i % 16) * 100;
  CHECK(value_bytes(map).size() == 2 + 2 * 16);
  ValueMap read(3, {4, 2, 2});
  take_values(value_bytes(map), read, "here");
  CHECK(read.values() == map.values());
}

TEST_CASE("do the bytes of a recording depend on the threads that compress it?") {
  const Network network = random_network(3);
  const ScratchFolder folder;
  for (const int threads : {1, 2, 5})
    record(folder.path(std::to_string(threads)), network, images_for(network, 2), threads);
  CHECK(read_file(folder.path("1")) == read_file(folder.path("2")));
  CHECK(read_file(folder.path("1")) == read_file(folder.path("5")));
}

TEST_CASE("may several threads read at a time?") {
  const Network network = random_network(3);
  const ScratchFolder folder;
  record(folder.path("r"), network, images_for(network, 2));
  const Recording recording(folder.path("r"));
  const Inference expected = recording.read(1);
  std::vector<std::thread> threads;
  std::vector<int> equal(4);
  for (std::size_t i = 0; i < equal.size(); ++i)
    threads.emplace_back([&, i] { equal[i] = same(recording.read(1).layers[2], expected.layers[2]) ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  CHECK(equal == std::vector<int>{1, 1, 1, 1});
}

TEST_CASE("does a fingerprint follow every integer of a network, and nothing else?") {
  const Network network = random_layers(1);
  const auto changed = [&](auto change) {
    Network other = network;
    change(other);
    return fingerprint(other) != fingerprint(network);
  };
  CHECK_FALSE(changed([](Network&) {}));
  CHECK_FALSE(changed([](Network& n) { n.class_names.emplace_back("another"); }));
  CHECK_FALSE(changed([](Network& n) { n.layers[0].name += "x"; }));
  CHECK(changed([](Network& n) { n.time_steps ^= 1; }));
  CHECK(changed([](Network& n) { n.input.pixel_offset[0] ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[0].weights.back() ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[1].threshold[0] ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[1].bias[0] ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[0].weight_shift[0] ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[0].output_shift[0] ^= 1; }));
  CHECK(changed([](Network& n) { n.layers[0].fires = !n.layers[0].fires; }));
  CHECK(changed([](Network& n) { n.layers[0].kernel.padding += 1; }));
  CHECK(changed([](Network& n) { n.layers.pop_back(); }));
  CHECK(fingerprint_text(0xAB) == "00000000000000ab");
}

TEST_CASE("is a recording of another network or image refused with both fingerprints?") {
  const Network network = random_network(3), other = random_network(4);
  const std::vector<Image> images = images_for(network, 6);
  const ScratchFolder folder;
  const std::string path = folder.path("r");
  record(path, network, images);
  const Recording recording(path);
  CHECK(error_of([&] { recording.require_network(other); }) ==
        path + ": was recorded from another network: its fingerprint is " + fingerprint_text(fingerprint(network)) +
            ", this network's is " + fingerprint_text(fingerprint(other)));
  const Image stranger = random_image(99, network.input.shape);
  const std::string error = error_of([&] { recording.find_image(stranger); });
  CHECK_THAT(error, Catch::Contains("its fingerprint is " + fingerprint_text(fingerprint(stranger))));
  CHECK_THAT(error, Catch::Contains("recorded are " + fingerprint_text(fingerprint(images[0])) + ", "));
  CHECK_THAT(error, Catch::EndsWith(" and 2 more"));
}

}  // namespace
}  // namespace spikeloom
