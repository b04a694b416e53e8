// SPDX-License-Identifier: Apache-2.0
#include "tests/models/naive_reference.hpp"

namespace spikeloom::naive {
namespace {

std::int64_t power_of_two(int n) {
  std::int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= 2;
  return p;
}

std::int64_t floor_division(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Non-zero digits of the canonical signed digit form, by the schoolbook recoding from the lowest digit.
std::uint64_t signed_digits(std::int64_t value) {
  std::uint64_t digits = 0;
  while (value != 0) {
    if (value % 2 == 0) {
      value /= 2;
      continue;
    }
    const std::int64_t remainder = ((value % 4) + 4) % 4;  // 1 or 3
    value -= remainder == 1 ? 1 : -1;
    ++digits;
  }
  return digits;
}

std::size_t at(const MapShape& shape, int t, int y, int x, int c) {
  return static_cast<std::size_t>(((t * shape.height + y) * shape.width + x) * shape.channels + c);
}

class LayerLoops {
 public:
  LayerLoops(const Network& network, const Layer& layer, const Tensor& image, const std::vector<Activity>& before)
      : network_(network), layer_(layer), image_(image), before_(before) {}

  Activity run() {
    const int steps = network_.time_steps;
    Activity result;
    Tensor membranes(static_cast<std::size_t>(layer_.out.neurons()), 0);
    if (layer_.accumulates_over_time) {
      result.values = outputs(0, steps);
    } else {
      for (int t = 0; t < steps; ++t) {
        // The same input gives the same sum, which the machine adds up only once.
        if (layer_.constant_over_time && t > 0) additions_ = constant_additions_;
        const Tensor x = outputs(t, t + 1);
        if (t == 0) constant_additions_ = additions_;
        if (layer_.constant_over_time) additions_ = constant_additions_;
        if (layer_.emits_values) result.values.insert(result.values.end(), x.begin(), x.end());
        if (layer_.fires) fire(x, membranes, result.spikes);
      }
    }
    result.additions = additions_;
    return result;
  }

 private:
  Tensor outputs(int first_step, int end_step) {
    Tensor x;
    for (int row = 0; row < layer_.out.height; ++row)
      for (int column = 0; column < layer_.out.width; ++column)
        for (int o = 0; o < layer_.out.channels; ++o) {
          std::int64_t acc = layer_.bias[static_cast<std::size_t>(o)];
          for (int t = first_step; t < end_step; ++t) acc += arriving(t, row, column, o);
          const int shift = layer_.output_shift[static_cast<std::size_t>(o)];
          const std::int64_t divisor = power_of_two(shift);
          x.push_back(floor_division(2 * acc + divisor, 2 * divisor));
        }
    return x;
  }

  void fire(const Tensor& x, Tensor& membranes, Tensor& spikes) const {
    for (std::size_t n = 0; n < x.size(); ++n) {
      const std::int64_t u = floor_division(membranes[n], 2) + x[n] * power_of_two(network_.time_steps - 1);
      const bool spike = u >= layer_.threshold[n % static_cast<std::size_t>(layer_.out.channels)];
      membranes[n] = spike ? 0 : u;
      spikes.push_back(spike ? 1 : 0);
    }
  }

  std::int64_t arriving(int t, int y, int x, int o) {
    std::int64_t sum = 0;
    if (layer_.op == Operator::Conv || layer_.op == Operator::DepthwiseConv) sum = convolution(t, y, x, o);
    if (layer_.op == Operator::Attention) sum = attention(t, y, x, o);
    if (layer_.op == Operator::SpatialSum)
      for (int p = 0; p < layer_.in.positions(); ++p)
        sum += input(Role::Main, t, p / layer_.in.width, p % layer_.in.width, o);
    if (has(Role::Residual))
      sum += input(Role::Residual, t, y, x, o) * power_of_two(layer_.output_shift[static_cast<std::size_t>(o)]);
    return sum;
  }

  std::int64_t convolution(int t, int y, int x, int o) {
    const bool depthwise = layer_.op == Operator::DepthwiseConv;
    std::int64_t sum = 0;
    for (int ky = 0; ky < layer_.kernel.height; ++ky)
      for (int kx = 0; kx < layer_.kernel.width; ++kx)
        for (int c = depthwise ? o : 0; c < (depthwise ? o + 1 : layer_.in.channels); ++c) {
          const std::int64_t value = padded(t, y * layer_.kernel.stride - layer_.kernel.padding + ky,
                                            x * layer_.kernel.stride - layer_.kernel.padding + kx, c);
          const int tap = ky * layer_.kernel.width + kx;
          const int w =
              depthwise ? tap * layer_.out.channels + o : (tap * layer_.in.channels + c) * layer_.out.channels + o;
          sum += value * layer_.weights[static_cast<std::size_t>(w)];
          additions_ += signed_digits(value);
        }
    return sum * power_of_two(layer_.weight_shift[static_cast<std::size_t>(o)]);
  }

  /// Associated the other way, (Q K^T) V, than the machine does it; the additions are those of the machine.
  std::int64_t attention(int t, int y, int x, int o) {
    const int width = layer_.out.channels / layer_.heads;
    const int first = o / width * width;
    std::int64_t sum = 0;
    for (int p = 0; p < layer_.in.positions(); ++p) {
      const int row = p / layer_.in.width, column = p % layer_.in.width;
      const std::int64_t v = input(Role::Value, t, row, column, o);
      std::int64_t common = 0;
      for (int c = first; c < first + width; ++c) {
        const std::int64_t k = input(Role::Key, t, row, column, c);
        common += input(Role::Query, t, y, x, c) * k;
        if (y == 0 && x == 0) additions_ += static_cast<std::uint64_t>(k * v);
      }
      sum += common * v;
    }
    for (int c = first; c < first + width; ++c)
      additions_ += static_cast<std::uint64_t>(input(Role::Query, t, y, x, c));
    return sum;
  }

  std::int64_t padded(int t, int y, int x, int c) const {
    if (y < 0 || x < 0 || y >= layer_.in.height || x >= layer_.in.width) return 0;
    return input(Role::Main, t, y, x, c);
  }

  bool has(Role role) const {
    for (const LayerInput& i : layer_.inputs)
      if (i.role == role) return true;
    return false;
  }

  std::int64_t input(Role role, int t, int y, int x, int c) const {
    for (const LayerInput& i : layer_.inputs) {
      if (i.role != role) continue;
      if (i.source == kImageSource) return image_[at(network_.input.shape, 0, y, x, c)];
      const Activity& source = before_[static_cast<std::size_t>(i.source)];
      const MapShape& shape = network_.layers[static_cast<std::size_t>(i.source)].out;
      return (i.signal == Signal::Spikes ? source.spikes : source.values)[at(shape, t, y, x, c)];
    }
    return 0;
  }

  const Network& network_;
  const Layer& layer_;
  const Tensor& image_;
  const std::vector<Activity>& before_;
  std::uint64_t additions_ = 0, constant_additions_ = 0;
};

}  // namespace

std::vector<Activity> run(const Network& network, const Image& image) {
  Tensor pixels;
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    pixels.push_back(image.pixels[i] - network.input.pixel_offset[i % network.input.pixel_offset.size()]);
  std::vector<Activity> result;
  for (const Layer& layer : network.layers) result.push_back(LayerLoops(network, layer, pixels, result).run());
  return result;
}

}  // namespace spikeloom::naive
