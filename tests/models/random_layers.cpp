// SPDX-License-Identifier: Apache-2.0
#include "tests/models/random_layers.hpp"

#include <string>

#include "models/bounds.hpp"
#include "models/fixed_point.hpp"
#include "tests/support/network_builder.hpp"

namespace spikeloom {
namespace {

constexpr int kLayers = 7;
constexpr int kShiftedWeightBits = 10;
constexpr Kernel kOne{1, 1, 1, 0};

class Layers {
 public:
  explicit Layers(std::uint64_t seed) : random_(seed), builder_(header(random_), seed) {}

  Network network() {
    add_convolution(kImageSource);
    for (int i = 0; i < kLayers; ++i) add_random();
    add_pool_and_head();
    return builder_.finish();
  }

 private:
  static Network header(Random& random) {
    Network network;
    network.time_steps = random.pick<int>({1, 2, 4, 8});
    network.input.shape = {random.pick<int>({1, 3}), random.between(7, 11), random.between(7, 11)};
    for (int c = 0; c < network.input.shape.channels; ++c) network.input.pixel_offset.push_back(random.between(0, 255));
    return network;
  }

  int count() const { return static_cast<int>(builder_.network().layers.size()); }
  std::string name() const { return "layer" + std::to_string(count()); }
  MapShape shape(int source) const {
    return source == kImageSource ? builder_.network().input.shape : builder_.layer(source).out;
  }

  /// All layers emit both signals, so that any may be wired to any.
  int add(Layer layer) {
    layer.fires = layer.emits_values = true;
    return builder_.add(layer);
  }

  void add_random() {
    const int source = random_.between(-1, count() - 1);
    switch (random_.between(0, 3)) {
      case 0:
        add_depthwise(source);
        break;
      case 1:
        add_attention(source);
        break;
      default:
        add_convolution(source);
    }
  }

  /// Values where 32 bits are sure to hold the sum over `fan_in` of them, at random; otherwise spikes.
  LayerInput main_input(int source, int fan_in) {
    if (source == kImageSource) return {source, Role::Main, Signal::Values};
    Network bounded = builder_.network();
    compute_bounds(bounded);
    const int bits = bounded.layers[static_cast<std::size_t>(source)].bounds.value_bits + kShiftedWeightBits +
                     signed_bits(0, fan_in);
    return {source, Role::Main, bits < 32 && random_.chance(60) ? Signal::Values : Signal::Spikes};
  }

  Kernel kernel_for(const MapShape& in) {
    Kernel kernel{random_.pick<int>({1, 3, 7}), random_.pick<int>({1, 3, 7}), random_.between(1, 2), 0};
    kernel.padding = random_.between(0, 3);
    const bool fits = in.height + 2 * kernel.padding >= kernel.height && in.width + 2 * kernel.padding >= kernel.width;
    return fits ? kernel : kOne;
  }

  void add_convolution(int source) {
    const Kernel kernel = kernel_for(shape(source));
    const int channels = kernel.taps() > 9 ? random_.pick<int>({1, 5, 33}) : random_.pick<int>({16, 31, 64, 70, 130});
    finish(make_layer(name(), Operator::Conv, shape(source), main_input(source, kernel.taps() * shape(source).channels),
                      kernel, channels));
  }

  void add_depthwise(int source) {
    const Kernel kernel = kernel_for(shape(source));
    finish(make_layer(name(), Operator::DepthwiseConv, shape(source), main_input(source, kernel.taps()), kernel,
                      shape(source).channels));
  }

  /// Q, K and V from 1x1 convolutions of one source; heads of a width that is no power of two.
  void add_attention(int source) {
    const int heads = random_.between(1, 3);
    const int channels = heads * random_.pick<int>({1, 5, 8, 45});
    int first = 0;
    for (int i = 0; i < 3; ++i)
      first = add(make_layer(name(), Operator::Conv, shape(source), main_input(source, shape(source).channels), kOne,
                             channels)) -
              2;
    Layer layer = make_layer(name(), Operator::Attention, shape(first), {}, kOne, channels);
    layer.heads = heads;
    layer.inputs = {{first, Role::Query, Signal::Spikes},
                    {first + 1, Role::Key, Signal::Spikes},
                    {first + 2, Role::Value, Signal::Spikes}};
    finish(layer);
  }

  /// A residual where one fits, and constant_over_time where it is true.
  void finish(Layer layer) {
    std::vector<int> fitting;
    for (int i = 0; i < count(); ++i)
      if (shape(i) == layer.out) fitting.push_back(i);
    if (!fitting.empty() && random_.chance(60))
      layer.inputs.push_back({random_.pick(fitting), Role::Residual, Signal::Values});
    layer.constant_over_time = layer.inputs.size() == 1 && layer.inputs[0].source == kImageSource && random_.chance(70);
    add(layer);
  }

  void add_pool_and_head() {
    const int source = count() - 1;
    Layer pool = make_layer(name(), Operator::SpatialSum, shape(source), {source, Role::Main, Signal::Values}, kOne,
                            shape(source).channels);
    pool.out = {pool.in.channels, 1, 1};
    const int pooled = add(pool);
    Layer head = make_layer("head", Operator::Conv, pool.out, {pooled, Role::Main, Signal::Spikes}, kOne, 7);
    head.emits_values = head.accumulates_over_time = true;
    builder_.add(head);
  }

  Random random_;
  NetworkBuilder builder_;
};

}  // namespace

Network random_layers(std::uint64_t seed) { return Layers(seed).network(); }

}  // namespace spikeloom
