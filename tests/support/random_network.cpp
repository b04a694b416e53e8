// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_network.hpp"

#include <string>

#include "tests/support/network_builder.hpp"

namespace spikeloom {
namespace {

constexpr Kernel kOne{1, 1, 1, 0};
constexpr Kernel kThree{3, 3, 1, 1};
constexpr Kernel kSeven{7, 7, 1, 3};

/// Adds the blocks of the network one behind the other. `stream_` is the layer that ends the residual stream so far.
class Assembly {
 public:
  Assembly(std::uint64_t seed, const RandomNetworkOptions& options)
      : options_(options), builder_(header(options, seed), seed) {}

  Network network() {
    stem();
    const int last = static_cast<int>(options_.dims.size());
    for (int stage = 1; stage <= last; ++stage) {
      const std::string number = std::to_string(stage);
      if (stage > 1) downsample("downsample" + number, options_.dims[static_cast<std::size_t>(stage) - 1]);
      stage < last ? conv_block("ConvBlock" + number + ".0") : transformer_block("block" + number + ".0");
    }
    head();
    return builder_.finish();
  }

 private:
  static Network header(const RandomNetworkOptions& options, std::uint64_t seed) {
    Network network;
    network.architecture = "metaspikeformer";
    network.time_steps = options.time_steps;
    network.input.shape = options.image;
    Random random(seed);
    for (int c = 0; c < options.image.channels; ++c) {
      network.input.pixel_offset.push_back(random.between(60, 160));
      network.input.mean.push_back(network.input.pixel_offset.back() / 255.0);
      network.input.std.push_back(0.25);
    }
    for (int i = 0; i < options.classes; ++i) network.class_names.push_back("class " + std::to_string(i));
    network.logit_scale = 0.01;
    return network;
  }

  /// A layer fed by spikes of `source` that fires.
  Layer firing(const std::string& name, int source, Kernel kernel, int channels) const {
    Layer layer = make_layer(name, Operator::Conv, builder_.layer(source).out, {source, Role::Main, Signal::Spikes},
                             kernel, channels);
    layer.fires = true;
    return layer;
  }

  /// Adds a layer whose X joins the residual stream, with the stream so far as residual when `residual`.
  void extend_stream(Layer layer, bool residual) {
    layer.fires = layer.emits_values = true;
    if (residual) layer.inputs.push_back({stream_, Role::Residual, Signal::Values});
    stream_ = builder_.add(layer);
  }

  int stream_channels() const { return builder_.layer(stream_).out.channels; }

  void stem() {
    Kernel kernel = kSeven;
    kernel.stride = options_.first_stride ? 2 : 1;
    Layer layer = make_layer("downsample1.encode_conv", Operator::Conv, options_.image,
                             {kImageSource, Role::Main, Signal::Values}, kernel, options_.dims.front());
    layer.constant_over_time = true;
    extend_stream(layer, false);
  }

  void downsample(const std::string& name, int channels) {
    Kernel kernel = kThree;
    kernel.stride = 2;
    extend_stream(firing(name + ".encode_conv", stream_, kernel, channels), false);
  }

  Kernel depthwise_kernel() const { return {options_.depthwise, options_.depthwise, 1, options_.depthwise / 2}; }

  void conv_block(const std::string& name) {
    const int dim = stream_channels();
    const int hidden = dim * options_.expansion;
    const int pwconv1 = builder_.add(firing(name + ".Conv.pwconv1", stream_, kOne, hidden));
    Layer depthwise = firing(name + ".Conv.dwconv", pwconv1, depthwise_kernel(), hidden);
    depthwise.op = Operator::DepthwiseConv;
    depthwise.fires = false;
    depthwise.emits_values = true;
    depthwise.composite = Composite::SepConv;
    const int dwconv = builder_.add(depthwise);
    Layer pwconv2 = firing(name + ".Conv.pwconv2", dwconv, kOne, dim);
    pwconv2.inputs.front().signal = Signal::Values;
    pwconv2.composite = Composite::SepConvTail;
    extend_stream(pwconv2, true);
    const int conv1 = builder_.add(firing(name + ".conv1", stream_, kThree, hidden));
    extend_stream(firing(name + ".conv2", conv1, kThree, dim), true);
  }

  /// A fused RepConv that fires.
  Layer fused_rep_conv(const std::string& name, int source, int channels) const {
    Layer layer = firing(name, source, kThree, channels);
    layer.composite = Composite::RepConv;
    return layer;
  }

  int rep_conv(const std::string& name, int channels) {
    Layer first = firing(name + ".body.0", stream_, kOne, channels);
    first.composite = Composite::RepConv;
    first.fires = false;
    first.emits_values = true;
    Layer depthwise = firing(name + ".body.1", builder_.add(first), kThree, channels);
    depthwise.op = Operator::DepthwiseConv;
    depthwise.inputs.front().signal = Signal::Values;
    depthwise.composite = Composite::RepConvTail;
    depthwise.fires = false;
    depthwise.emits_values = true;
    Layer last = firing(name + ".body.2", builder_.add(depthwise), kOne, channels);
    last.inputs.front().signal = Signal::Values;
    last.composite = Composite::RepConvTail;
    return builder_.add(last);
  }

  void transformer_block(const std::string& name) {
    const int dim = stream_channels();
    const int q = options_.unfused ? rep_conv(name + ".attn.q_conv", dim)
                                   : builder_.add(fused_rep_conv(name + ".attn.q_conv", stream_, dim));
    const int k = builder_.add(fused_rep_conv(name + ".attn.k_conv", stream_, dim));
    const int v = builder_.add(fused_rep_conv(name + ".attn.v_conv", stream_, dim));
    Layer attention = firing(name + ".attn", q, kOne, dim);
    attention.op = Operator::Attention;
    attention.heads = options_.heads;
    attention.inputs = {
        {q, Role::Query, Signal::Spikes}, {k, Role::Key, Signal::Spikes}, {v, Role::Value, Signal::Spikes}};
    const int attn = builder_.add(attention);
    extend_stream(fused_rep_conv(name + ".attn.proj_conv", attn, dim), true);
    const int fc1 = builder_.add(firing(name + ".mlp.fc1_conv", stream_, kOne, dim * options_.expansion));
    Layer fc2 = firing(name + ".mlp.fc2_conv", fc1, kOne, dim);
    // As in the real network, nothing but the pool reads the end of the stream.
    fc2.inputs.push_back({stream_, Role::Residual, Signal::Values});
    fc2.fires = false;
    fc2.emits_values = true;
    stream_ = builder_.add(fc2);
  }

  void head() {
    const MapShape map = builder_.layer(stream_).out;
    Layer pool =
        make_layer("lif", Operator::SpatialSum, map, {stream_, Role::Main, Signal::Values}, kOne, map.channels);
    pool.out = {map.channels, 1, 1};
    pool.fires = true;
    const int pooled = builder_.add(pool);
    Layer head = firing("head", pooled, kOne, options_.classes);
    head.fires = false;
    head.emits_values = true;
    head.accumulates_over_time = true;
    builder_.add(head);
  }

  const RandomNetworkOptions& options_;
  NetworkBuilder builder_;
  int stream_ = 0;
};

}  // namespace

Network random_network(std::uint64_t seed, const RandomNetworkOptions& options) {
  return Assembly(seed, options).network();
}

}  // namespace spikeloom
