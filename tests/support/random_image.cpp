// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_image.hpp"

#include <algorithm>

#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr int kPatch = 4;
constexpr int kNoise = 40;

std::size_t index(int i) { return static_cast<std::size_t>(i); }

}  // namespace

Image random_image(std::uint64_t seed, const MapShape& shape) {
  Random random(seed);
  Image image{shape, std::vector<std::uint8_t>(index(shape.neurons()))};
  const int columns = (shape.width + kPatch - 1) / kPatch;
  std::vector<int> patches(index(columns * ((shape.height + kPatch - 1) / kPatch)));
  for (int& patch : patches) patch = random.between(0, 255);
  for (int y = 0; y < shape.height; ++y)
    for (int x = 0; x < shape.width; ++x)
      for (int c = 0; c < shape.channels; ++c) {
        const int value = patches[index(y / kPatch * columns + x / kPatch)] + random.between(-kNoise, kNoise);
        image.pixels[index((y * shape.width + x) * shape.channels + c)] =
            static_cast<std::uint8_t>(std::clamp(value, 0, 255));
      }
  return image;
}

}  // namespace spikeloom
