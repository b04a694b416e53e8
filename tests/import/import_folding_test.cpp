// SPDX-License-Identifier: Apache-2.0
// Batch norm and RepConv folded, against the same layers computed one after the other.
#include <catch2/catch.hpp>
#include <cmath>

#include "import/fusing.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr double kTolerance = 1e-9;

struct Map {
  int channels, height, width;
  std::vector<double> values;
  double& at(int c, int y, int x) { return values[(c * height + y) * width + x]; }
  double at(int c, int y, int x) const { return values[(c * height + y) * width + x]; }
};

Map make_map(int channels, int height, int width, double value = 0.0) {
  return {channels, height, width, std::vector<double>(channels * height * width, value)};
}

/// Stride 1; positions outside read `border[channel]`.
Map convolve(const Map& in, const DenseKernel& kernel, int padding, const std::vector<double>& border) {
  Map out =
      make_map(kernel.outputs, in.height + 2 * padding - kernel.height + 1, in.width + 2 * padding - kernel.width + 1);
  const bool depthwise = kernel.inputs == 1 && in.channels > 1;
  const auto read = [&](int c, int y, int x) {
    return y < 0 || x < 0 || y >= in.height || x >= in.width ? border[c] : in.at(c, y, x);
  };
  for (int o = 0; o < out.channels; ++o)
    for (int y = 0; y < out.height; ++y)
      for (int x = 0; x < out.width; ++x) {
        double sum = kernel.bias.empty() ? 0.0 : kernel.bias[o];
        for (int i = 0; i < kernel.inputs; ++i)
          for (int tap = 0; tap < kernel.taps(); ++tap)
            sum += kernel.row(o)[i * kernel.taps() + tap] *
                   read(depthwise ? o : i, y - padding + tap / kernel.width, x - padding + tap % kernel.width);
        out.at(o, y, x) = sum;
      }
  return out;
}

Map apply(const BatchNorm& norm, Map map) {
  for (int c = 0; c < map.channels; ++c)
    for (int y = 0; y < map.height; ++y)
      for (int x = 0; x < map.width; ++x) map.at(c, y, x) = map.at(c, y, x) * norm.scale[c] + norm.shift[c];
  return map;
}

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  std::vector<double> numbers(std::size_t count, double low, double high) {
    std::vector<double> list;
    for (std::size_t i = 0; i < count; ++i)
      list.push_back(low + (high - low) * random_.between(0, 1 << 20) / (1 << 20));
    return list;
  }
  DenseKernel kernel(int outputs, int inputs, int size) {
    return {outputs, inputs, size, size, numbers(static_cast<std::size_t>(outputs) * inputs * size * size, -1, 1), {}};
  }
  BatchNorm norm(int channels) {
    return make_batch_norm(numbers(channels, -1.5, 1.5), numbers(channels, -1, 1), numbers(channels, -1, 1),
                           numbers(channels, 0.1, 2));
  }

 private:
  Random random_;
};

double largest_difference(const Map& a, const Map& b) {
  REQUIRE(a.values.size() == b.values.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.values.size(); ++i) largest = std::max(largest, std::fabs(a.values[i] - b.values[i]));
  return largest;
}

TEST_CASE("a fused RepConv equals its steps at every position, the border included") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    Draw draw(seed);
    const int channels = 6;
    const DenseKernel first = draw.kernel(channels, channels, 1);
    const DenseKernel depthwise = draw.kernel(channels, 1, 3);
    const DenseKernel second = draw.kernel(channels, channels, 1);
    const BatchNorm inner = draw.norm(channels), norm2 = draw.norm(channels), norm3 = draw.norm(channels);
    Map input = make_map(channels, 4, 5);
    input.values = draw.numbers(input.values.size(), 0, 1);
    for (double& v : input.values) v = std::round(v);

    const std::vector<double> zeros(channels, 0.0);
    const Map normed = apply(inner, convolve(input, first, 0, zeros));
    const Map wide = convolve(normed, depthwise, 1, inner.shift);  // padded with BN(0)
    const Map expected = apply(norm3, apply(norm2, convolve(wide, second, 0, zeros)));

    DenseKernel fused = fuse_rep_conv(first, inner, depthwise, second);
    fold(norm2, fused);
    fold(norm3, fused);
    CHECK(largest_difference(convolve(input, fused, 1, zeros), expected) < kTolerance);
    // Padding with zeros behind the inner norm is the mistake to make here: it must be seen to differ.
    const Map wrong = apply(norm3, apply(norm2, convolve(convolve(normed, depthwise, 1, zeros), second, 0, zeros)));
    CHECK(largest_difference(wrong, expected) > 1e-3);
  }
}

TEST_CASE("batch norm with negative, zero and positive gamma folds into kernel and bias") {
  Draw draw(9);
  DenseKernel kernel = draw.kernel(3, 2, 3);
  kernel.bias = draw.numbers(3, -1, 1);
  const BatchNorm norm = make_batch_norm({-2.0, 0.0, 0.5}, {0.1, 0.7, -0.3}, {0.5, 0.2, -0.4}, {0.9, 1e-9, 4.0});
  CHECK(norm.scale[0] == Approx(-2.0 / std::sqrt(0.9 + 1e-5)));
  CHECK(norm.shift[1] == Approx(0.7));
  Map input = make_map(2, 5, 5);
  input.values = draw.numbers(input.values.size(), -1, 1);
  const std::vector<double> zeros(2, 0.0);
  const Map expected = apply(norm, convolve(input, kernel, 1, zeros));
  fold(norm, kernel);
  CHECK(largest_difference(convolve(input, kernel, 1, zeros), expected) < kTolerance);
}

}  // namespace
}  // namespace spikeloom
