// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/published_network.hpp"

#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

constexpr int kAccumulatorBits = 26, kValueBits = 16;
constexpr int kHeads = 8;

class Builder {
 public:
  explicit Builder(int time_steps) {
    network_.time_steps = time_steps;
    network_.input.shape = {3, 224, 224};
    network_.input.pixel_offset = {124, 116, 104};
  }

  int stem(int channels) { return conv("stem", kImageSource, {7, 7, 2, 3}, channels, true); }

  int conv(const std::string& name, int source, Kernel kernel, int channels, bool values = false) {
    Layer layer = after(name, source);
    layer.kernel = kernel;
    layer.out = {channels, lines(layer.in.height, kernel), lines(layer.in.width, kernel)};
    layer.emits_values = values;
    return add(layer);
  }

  int depthwise(const std::string& name, int source) {
    Layer layer = after(name, source);
    layer.op = Operator::DepthwiseConv;
    layer.kernel = {7, 7, 1, 3};
    layer.out = layer.in;
    layer.fires = false;
    layer.emits_values = true;
    return add(layer);
  }

  int onto(int stream, int layer) {
    back(layer).inputs.push_back({stream, Role::Residual, Signal::Values});
    back(layer).emits_values = true;
    return layer;
  }

  int attention(const std::string& name, int q, int k, int v) {
    Layer layer = after(name, q);
    layer.op = Operator::Attention;
    layer.heads = kHeads;
    layer.out = layer.in;
    layer.inputs = {{q, Role::Query, Signal::Spikes}, {k, Role::Key, Signal::Spikes}, {v, Role::Value, Signal::Spikes}};
    return add(layer);
  }

  int conv_block(const std::string& name, int stream) {
    const int channels = back(stream).out.channels;
    const int pw1 = conv(name + ".pw1", stream, {}, 2 * channels);
    const int pw2 = conv(name + ".pw2", depthwise(name + ".dw7", pw1), {}, channels);
    back(pw2).inputs.front().signal = Signal::Values;
    onto(stream, pw2);
    const int conv1 = conv(name + ".conv1", pw2, {3, 3, 1, 1}, 4 * channels);
    return onto(pw2, conv(name + ".conv2", conv1, {3, 3, 1, 1}, channels));
  }

  int attention_block(const std::string& name, int stream) {
    const int channels = back(stream).out.channels;
    const Kernel fused{3, 3, 1, 1};
    const int q = conv(name + ".q", stream, fused, channels), k = conv(name + ".k", stream, fused, channels);
    const int attn = attention(name + ".attn", q, k, conv(name + ".v", stream, fused, channels));
    const int proj = onto(stream, conv(name + ".proj", attn, fused, channels));
    return onto(proj, conv(name + ".fc2", conv(name + ".fc1", proj, {}, 4 * channels), {}, channels));
  }

  Network finish(int stream) {
    Layer pool = after("pool", stream);
    pool.op = Operator::SpatialSum;
    pool.inputs.front().signal = Signal::Values;
    pool.out = {pool.in.channels, 1, 1};
    const int head = conv("head", add(pool), {}, 1000, true);
    back(head).fires = false;
    back(head).accumulates_over_time = true;
    return network_;
  }

 private:
  static int lines(int in, const Kernel& k) { return (in + 2 * k.padding - k.height) / k.stride + 1; }
  Layer& back(int index) { return network_.layers[static_cast<std::size_t>(index)]; }
  int add(const Layer& layer) {
    network_.layers.push_back(layer);
    return static_cast<int>(network_.layers.size()) - 1;
  }

  Layer after(const std::string& name, int source) {
    const bool image = source == kImageSource;
    Layer layer;
    layer.name = name;
    layer.in = image ? network_.input.shape : back(source).out;
    layer.inputs = {{source, Role::Main, image ? Signal::Values : Signal::Spikes}};
    layer.constant_over_time = image;
    layer.fires = true;
    layer.bounds.accumulator_bits = kAccumulatorBits;
    layer.bounds.value_bits = kValueBits;
    layer.bounds.membrane_bits = kAccumulatorBits;
    layer.bounds.value_high = (std::int64_t{1} << (kValueBits - 1)) - 1;
    return layer;
  }

  Network network_;
};

}  // namespace

Network published_network(const std::vector<int>& channels, int time_steps) {
  Builder b(time_steps);
  const Kernel down{3, 3, 2, 1};
  int stream = b.conv_block("block1_1", b.stem(channels[0]));
  stream = b.conv_block("block1_2", b.conv("down1_2", stream, down, channels[1], true));
  stream = b.conv_block("block2_1", b.conv("down2", stream, down, channels[2], true));
  stream = b.conv("down3", b.conv_block("block2_2", stream), down, channels[3], true);
  for (int i = 0; i < 6; ++i) stream = b.attention_block("block3_" + std::to_string(i), stream);
  stream = b.conv("down4", stream, {3, 3, 1, 1}, channels[4], true);
  for (int i = 0; i < 2; ++i) stream = b.attention_block("block4_" + std::to_string(i), stream);
  return b.finish(stream);
}

Network network_15m(int time_steps) { return published_network({32, 64, 128, 256, 360}, time_steps); }
Network network_31m(int time_steps) { return published_network({48, 96, 192, 384, 480}, time_steps); }
Network network_55m(int time_steps) { return published_network({64, 128, 256, 512, 640}, time_steps); }

}  // namespace spikeloom
