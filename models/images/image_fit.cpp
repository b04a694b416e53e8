// SPDX-License-Identifier: Apache-2.0
#include "models/images/image_fit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr int kWeightBits = 22;  // of PIL's fixed-point weights

/// Catmull-Rom, the cubic with a = -0.5.
double cubic(double x) {
  constexpr double kA = -0.5;
  x = std::fabs(x);
  if (x < 1.0) return ((kA + 2.0) * x - (kA + 3.0)) * x * x + 1.0;
  if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * kA;
  return 0.0;
}

/// The input samples of one output sample along an axis.
struct Window {
  int first = 0;
  std::vector<std::int64_t> weights;  // fixed point
};

Window window_of(int index, int in, int out) {
  const double step = static_cast<double>(in) / out;
  const double stretch = std::max(step, 1.0);
  const double support = 2.0 * stretch;
  const double centre = (index + 0.5) * step;
  Window window;
  window.first = std::max(static_cast<int>(centre - support + 0.5), 0);
  const int end = std::min(static_cast<int>(centre + support + 0.5), in);
  std::vector<double> weights;
  double sum = 0.0;
  for (int i = window.first; i < end; ++i) {
    weights.push_back(cubic((i - centre + 0.5) / stretch));
    sum += weights.back();
  }
  for (const double weight : weights) window.weights.push_back(std::llround(std::ldexp(weight / sum, kWeightBits)));
  return window;
}

/// One output sample from inputs that lie `stride` apart.
std::uint8_t sample(const Window& window, const std::uint8_t* line, std::size_t stride) {
  std::int64_t sum = std::int64_t{1} << (kWeightBits - 1);
  for (std::size_t i = 0; i < window.weights.size(); ++i)
    sum += window.weights[i] * line[(static_cast<std::size_t>(window.first) + i) * stride];
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kWeightBits, 0, 255));
}

Image resized_columns(const Image& image, int width) {
  const MapShape& in = image.shape;
  const std::size_t channels = static_cast<std::size_t>(in.channels);
  Image result{{in.channels, in.height, width}, {}};
  std::vector<Window> windows;
  windows.reserve(static_cast<std::size_t>(width));
  for (int x = 0; x < width; ++x) windows.push_back(window_of(x, in.width, width));
  for (int y = 0; y < in.height; ++y)
    for (const Window& window : windows)
      for (std::size_t c = 0; c < channels; ++c)
        result.pixels.push_back(
            sample(window, &image.pixels[static_cast<std::size_t>(y) * in.width * channels + c], channels));
  return result;
}

Image resized_rows(const Image& image, int height) {
  const MapShape& in = image.shape;
  const std::size_t row_size = static_cast<std::size_t>(in.width) * in.channels;
  Image result{{in.channels, height, in.width}, {}};
  for (int y = 0; y < height; ++y) {
    const Window window = window_of(y, in.height, height);
    for (std::size_t i = 0; i < row_size; ++i) result.pixels.push_back(sample(window, &image.pixels[i], row_size));
  }
  return result;
}

/// The first row or column of a crop in the middle; halves go to the even number, as torchvision's do.
int crop_begin(int there, int wanted) {
  const int spare = there - wanted;
  return spare / 2 + (spare % 2 != 0 && spare / 2 % 2 != 0 ? 1 : 0);
}

Image in_colour(const Image& grey) {
  Image colour{{3, grey.shape.height, grey.shape.width}, {}};
  for (const std::uint8_t pixel : grey.pixels) colour.pixels.insert(colour.pixels.end(), 3, pixel);
  return colour;
}

/// Larger than the network's input by what the authors resize beyond their crop.
int with_margin(int side) { return side * 256 / 224; }

}  // namespace

Image resized(const Image& image, int height, int width) { return resized_rows(resized_columns(image, width), height); }

Image centre_crop(const Image& image, int height, int width) {
  const MapShape& in = image.shape;
  const int top = crop_begin(in.height, height), left = crop_begin(in.width, width);
  const std::size_t row_size = static_cast<std::size_t>(width) * in.channels;
  Image result{{in.channels, height, width}, {}};
  for (int y = 0; y < height; ++y) {
    const std::size_t at = (static_cast<std::size_t>(top + y) * in.width + left) * in.channels;
    result.pixels.insert(result.pixels.end(), image.pixels.begin() + static_cast<std::ptrdiff_t>(at),
                         image.pixels.begin() + static_cast<std::ptrdiff_t>(at + row_size));
  }
  return result;
}

Image fit_image(Image image, const MapShape& expected, const std::string& what) {
  if (image.shape.channels == 1 && expected.channels == 3) image = in_colour(image);
  const MapShape& in = image.shape;
  const bool covers = in.height >= expected.height && in.width >= expected.width;
  // Says both sizes.
  if (in == expected || !covers || in.channels != expected.channels) {
    require_shape(image, expected, what);
    return image;
  }
  std::int64_t height = with_margin(expected.height), width = with_margin(expected.width);
  if (height * in.width >= width * in.height)
    width = height * in.width / in.height;
  else
    height = width * in.height / in.width;
  return centre_crop(resized(image, static_cast<int>(height), static_cast<int>(width)), expected.height,
                     expected.width);
}

}  // namespace spikeloom
