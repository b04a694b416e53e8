// SPDX-License-Identifier: Apache-2.0
#include "models/import/float_network.hpp"

#include <algorithm>
#include <utility>

namespace spikeloom {

namespace {

constexpr int kSepConvRatio = 2;
constexpr int kChannelConvRatio = 4;
constexpr double kAttentionFiringLevel = 1.0;  // attn_lif has V_th 0.5

class Builder {
 public:
  Builder(Checkpoint& checkpoint, const ModelConfig& config) : checkpoint_(checkpoint), network_{config, {}} {}

  FloatNetwork build();

 private:
  int add(const std::string& name, Operator op, int channels, Kernel kernel, DenseKernel weights,
          std::vector<LayerInput> inputs);
  /// The same for a layer that writes the stream; later residuals are added to it.
  void write_stream(const std::string& name, int channels, Kernel kernel, DenseKernel weights,
                    std::vector<LayerInput> inputs);
  LayerInput stream_spikes() const { return {writer_, Role::Main, Signal::Spikes}; }
  LayerInput residual() const { return {writer_, Role::Residual, Signal::Values}; }
  const MapShape& out(int index) const { return network_.layers[index].layer.out; }

  void downsample(const std::string& name, int channels, int size, int stride);
  void sep_conv(const std::string& name);
  void channel_conv(const std::string& name);
  void attention(const std::string& name);
  void mlp(const std::string& name);
  void classifier();
  DenseKernel rep_conv(const std::string& name, int channels);
  DenseKernel head_kernel();
  void mark_outputs();

  Checkpoint& checkpoint_;
  FloatNetwork network_;
  int writer_ = kImageSource;  // the layer that wrote the stream last
  int stream_ = kNoStream;
};

MapShape map_after(const MapShape& in, int channels, const Kernel& k) {
  return {channels, (in.height + 2 * k.padding - k.height) / k.stride + 1,
          (in.width + 2 * k.padding - k.width) / k.stride + 1};
}

Kernel same_size(int size) { return {size, size, 1, size / 2}; }

int Builder::add(const std::string& name, Operator op, int channels, Kernel kernel, DenseKernel weights,
                 std::vector<LayerInput> inputs) {
  const ModelConfig& c = network_.config;
  FloatLayer added;
  Layer& layer = added.layer;
  layer.name = name;
  layer.op = op;
  const int source = inputs.front().source;
  layer.in = source == kImageSource ? MapShape{c.channels, c.height, c.width} : out(source);
  layer.out = map_after(layer.in, channels, kernel);
  layer.kernel = kernel;
  layer.inputs = std::move(inputs);
  added.kernel = std::move(weights);
  network_.layers.push_back(std::move(added));
  return static_cast<int>(network_.layers.size()) - 1;
}

void Builder::write_stream(const std::string& name, int channels, Kernel kernel, DenseKernel weights,
                           std::vector<LayerInput> inputs) {
  writer_ = add(name, Operator::Conv, channels, kernel, std::move(weights), std::move(inputs));
  network_.layers[writer_].stream = stream_;
}

void Builder::downsample(const std::string& name, int channels, int size, int stride) {
  const int inputs = writer_ == kImageSource ? network_.config.channels : out(writer_).channels;
  DenseKernel kernel = checkpoint_.convolution(name + ".encode_conv", channels, inputs, size, true);
  fold(checkpoint_.batch_norm(name + ".encode_bn", channels), kernel);
  const Signal signal = writer_ == kImageSource ? Signal::Values : Signal::Spikes;
  ++stream_;
  write_stream(name + ".encode_conv", channels, {size, size, stride, size / 2}, std::move(kernel),
               {{writer_, Role::Main, signal}});
}

void Builder::sep_conv(const std::string& name) {
  const int dim = out(writer_).channels;
  const int hidden = kSepConvRatio * dim;
  DenseKernel first = checkpoint_.convolution(name + ".pwconv1", hidden, dim, 1, false);
  fold(checkpoint_.batch_norm(name + ".bn1", hidden), first);
  const int pwconv1 = add(name + ".pwconv1", Operator::Conv, hidden, {}, std::move(first), {stream_spikes()});
  const int dwconv =
      add(name + ".dwconv", Operator::DepthwiseConv, hidden, same_size(7),
          checkpoint_.convolution(name + ".dwconv", hidden, 1, 7, false), {{pwconv1, Role::Main, Signal::Spikes}});
  DenseKernel second = checkpoint_.convolution(name + ".pwconv2", dim, hidden, 1, false);
  fold(checkpoint_.batch_norm(name + ".bn2", dim), second);
  write_stream(name + ".pwconv2", dim, {}, std::move(second), {{dwconv, Role::Main, Signal::Values}, residual()});
}

void Builder::channel_conv(const std::string& name) {
  const int dim = out(writer_).channels;
  const int hidden = kChannelConvRatio * dim;
  DenseKernel first = checkpoint_.convolution(name + ".conv1", hidden, dim, 3, false);
  fold(checkpoint_.batch_norm(name + ".bn1", hidden), first);
  const int conv1 = add(name + ".conv1", Operator::Conv, hidden, same_size(3), std::move(first), {stream_spikes()});
  DenseKernel second = checkpoint_.convolution(name + ".conv2", dim, hidden, 3, false);
  fold(checkpoint_.batch_norm(name + ".bn2", dim), second);
  write_stream(name + ".conv2", dim, same_size(3), std::move(second),
               {{conv1, Role::Main, Signal::Spikes}, residual()});
}

/// The state dict's Sequential(RepConv, BN): .0.body.{0: 1x1, 1.bn, 2.0: depth-wise, 2.1: 1x1, 2.2: BN} and .1: BN.
DenseKernel Builder::rep_conv(const std::string& name, int channels) {
  const std::string body = name + ".0.body.";
  DenseKernel fused = fuse_rep_conv(checkpoint_.convolution(body + "0", channels, channels, 1, false),
                                    checkpoint_.batch_norm(body + "1.bn", channels),
                                    checkpoint_.convolution(body + "2.0", channels, 1, 3, false),
                                    checkpoint_.convolution(body + "2.1", channels, channels, 1, false));
  fold(checkpoint_.batch_norm(body + "2.2", channels), fused);
  fold(checkpoint_.batch_norm(name + ".1", channels), fused);
  return fused;
}

void Builder::attention(const std::string& name) {
  const int dim = out(writer_).channels;
  std::vector<LayerInput> inputs;
  const std::pair<const char*, Role> parts[] = {
      {".q_conv", Role::Query}, {".k_conv", Role::Key}, {".v_conv", Role::Value}};
  for (const auto& [suffix, role] : parts) {
    DenseKernel kernel = rep_conv(name + suffix, dim);
    const int part = add(name + suffix, Operator::Conv, dim, same_size(3), std::move(kernel), {stream_spikes()});
    inputs.push_back({part, role, Signal::Spikes});
  }
  const int sdsa = add(name, Operator::Attention, dim, {}, {}, inputs);
  network_.layers[sdsa].layer.heads = network_.config.num_heads;
  // X is the integer Q (K^T V); the scale goes into the level.
  network_.layers[sdsa].firing_level = kAttentionFiringLevel / network_.config.attention_scale;
  write_stream(name + ".proj_conv", dim, same_size(3), rep_conv(name + ".proj_conv", dim),
               {{sdsa, Role::Main, Signal::Spikes}, residual()});
}

void Builder::mlp(const std::string& name) {
  const int dim = out(writer_).channels;
  const int hidden = network_.config.mlp_ratio * dim;
  DenseKernel first = checkpoint_.pointwise(name + ".fc1_conv", hidden, dim);
  fold(checkpoint_.batch_norm(name + ".fc1_bn", hidden), first);
  const int fc1 = add(name + ".fc1_conv", Operator::Conv, hidden, {}, std::move(first), {stream_spikes()});
  DenseKernel second = checkpoint_.pointwise(name + ".fc2_conv", dim, hidden);
  fold(checkpoint_.batch_norm(name + ".fc2_bn", dim), second);
  write_stream(name + ".fc2_conv", dim, {}, std::move(second), {{fc1, Role::Main, Signal::Spikes}, residual()});
}

/// Networks trained with distillation have a second head and answer with the mean of both: one linear layer.
DenseKernel Builder::head_kernel() {
  const int classes = network_.config.num_classes;
  const int inputs = out(writer_).channels;
  DenseKernel head = checkpoint_.linear("head", classes, inputs);
  if (!checkpoint_.has("head_kd.weight")) return head;
  const DenseKernel second = checkpoint_.linear("head_kd", classes, inputs);
  const auto mean = [](double a, double b) { return 0.5 * (a + b); };
  std::transform(head.weights.begin(), head.weights.end(), second.weights.begin(), head.weights.begin(), mean);
  std::transform(head.bias.begin(), head.bias.end(), second.bias.begin(), head.bias.begin(), mean);
  return head;
}

void Builder::classifier() {
  const MapShape map = out(writer_);
  const Kernel whole_map{map.height, map.width, 1, 0};
  const int pool =
      add("pool", Operator::SpatialSum, map.channels, whole_map, {}, {{writer_, Role::Main, Signal::Values}});
  // The neuron sees the mean; X is the sum.
  network_.layers[pool].layer.kernel = {};
  network_.layers[pool].firing_level *= map.positions();
  const int head =
      add("head", Operator::Conv, network_.config.num_classes, {}, head_kernel(), {{pool, Role::Main, Signal::Spikes}});
  network_.layers[head].layer.accumulates_over_time = true;
}

/// A layer fires if anybody reads its spikes, and emits values if anybody reads them: the last one is read by the host.
void Builder::mark_outputs() {
  for (FloatLayer& consumer : network_.layers)
    for (const LayerInput& input : consumer.layer.inputs) {
      if (input.source == kImageSource) {
        consumer.layer.constant_over_time = true;
        continue;
      }
      Layer& producer = network_.layers[input.source].layer;
      (input.signal == Signal::Spikes ? producer.fires : producer.emits_values) = true;
    }
  network_.layers.back().layer.emits_values = true;
}

FloatNetwork Builder::build() {
  const ModelConfig c = network_.config;
  const auto conv_block = [this](const std::string& name) {
    sep_conv(name + ".0.Conv");
    channel_conv(name + ".0");
  };
  const auto blocks = [this](const std::string& stage, int depth) {
    for (int i = 0; i < depth; ++i) {
      attention(stage + "." + std::to_string(i) + ".attn");
      mlp(stage + "." + std::to_string(i) + ".mlp");
    }
  };
  downsample("downsample1_1", c.embed_dims[0] / 2, 7, c.strides[0]);
  conv_block("ConvBlock1_1");
  downsample("downsample1_2", c.embed_dims[0], 3, c.strides[1]);
  conv_block("ConvBlock1_2");
  downsample("downsample2", c.embed_dims[1], 3, c.strides[2]);
  conv_block("ConvBlock2_1");
  conv_block("ConvBlock2_2");
  downsample("downsample3", c.embed_dims[2], 3, c.strides[3]);
  blocks("block3", c.depths[0]);
  downsample("downsample4", c.embed_dims[3], 3, c.strides[4]);
  blocks("block4", c.depths[1]);
  classifier();
  checkpoint_.require_all_taken();
  mark_outputs();
  return std::move(network_);
}

}  // namespace

FloatNetwork build_float_network(Checkpoint& checkpoint, const ModelConfig& config) {
  return Builder(checkpoint, config).build();
}

}  // namespace spikeloom
