// SPDX-License-Identifier: Apache-2.0
#include "import/synthetic_image.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace spikeloom {

namespace {

constexpr double kMean = 115.0, kContrast = 58.0;  // of ImageNet's pixels: about 0.45 and 0.225 of 255
constexpr double kCommon = 0.9;                    // share of the channels' contrast that is brightness

using Plane = std::vector<double>;

/// Uniform within +-1.
double draw(std::mt19937_64& random) { return static_cast<double>(random() >> 11U) * 0x1p-52 - 1.0; }

/// 3 s^2 - 2 s^3: no edges where cells meet.
double smooth(double s) { return s * s * (3.0 - 2.0 * s); }

/// Adds noise that changes over `cell` pixels.
void add_octave(int height, int width, int cell, std::mt19937_64& random, Plane& plane) {
  const int columns = width / cell + 2;
  Plane corners(static_cast<std::size_t>(height / cell + 2) * columns);
  for (double& corner : corners) corner = draw(random);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double* corner = &corners[static_cast<std::size_t>(y / cell) * columns + x / cell];
      const double right = smooth(static_cast<double>(x % cell) / cell);
      const double down = smooth(static_cast<double>(y % cell) / cell);
      const double above = corner[0] + (corner[1] - corner[0]) * right;
      const double below = corner[columns] + (corner[columns + 1] - corner[columns]) * right;
      plane[static_cast<std::size_t>(y) * width + x] += above + (below - above) * down;
    }
}

/// Mean 0, spread 1 (as a mean of magnitudes, which needs no root).
Plane noise(int height, int width, std::mt19937_64& random) {
  Plane plane(static_cast<std::size_t>(height) * width);
  // Not from 1: lenses and resampling leave little of the finest octave.
  for (int cell = 2; cell <= std::max(height, width); cell *= 2) add_octave(height, width, cell, random, plane);
  double mean = 0.0, spread = 0.0;
  for (const double v : plane) mean += v / static_cast<double>(plane.size());
  for (const double v : plane) spread += (v < mean ? mean - v : v - mean) / static_cast<double>(plane.size());
  for (double& v : plane) v = (v - mean) / spread;
  return plane;
}

}  // namespace

Image synthetic_image(const MapShape& shape, std::uint64_t seed) {
  constexpr double kMagnitudeOfUnitDeviation = 0.8;  // mean |x| of a normal x of deviation 1
  std::mt19937_64 random(seed);
  const Plane brightness = noise(shape.height, shape.width, random);
  Image image{shape, std::vector<std::uint8_t>(static_cast<std::size_t>(shape.neurons()))};
  for (int c = 0; c < shape.channels; ++c) {
    const Plane own = noise(shape.height, shape.width, random);
    for (std::size_t i = 0; i < own.size(); ++i) {
      const double mixed = (kCommon * brightness[i] + (1.0 - kCommon) * own[i]) * kMagnitudeOfUnitDeviation;
      const double pixel = std::clamp(kMean + kContrast * mixed, 0.0, 255.0);
      image.pixels[i * static_cast<std::size_t>(shape.channels) + c] = static_cast<std::uint8_t>(pixel + 0.5);
    }
  }
  return image;
}

}  // namespace spikeloom
