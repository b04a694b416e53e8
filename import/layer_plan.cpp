// SPDX-License-Identifier: Apache-2.0
#include "import/layer_plan.hpp"

#include <utility>

namespace spikeloom {

namespace {

constexpr int kSepConvRatio = 2;
constexpr int kChannelConvRatio = 4;
constexpr double kAttentionFiringLevel = 1.0;  // attn_lif has V_th 0.5

constexpr Kernel kPointwise{};

Kernel same_size(int size) { return {size, size, 1, size / 2}; }

MapShape map_after(const MapShape& in, int channels, const Kernel& k) {
  return {channels, (in.height + 2 * k.padding - k.height) / k.stride + 1,
          (in.width + 2 * k.padding - k.width) / k.stride + 1};
}

/// Where a layer's kernel comes from.
struct Source {
  KernelRecipe recipe = KernelRecipe::None;
  std::string norm = {};
  std::string module = {};  // empty: the layer itself
};

class Planner {
 public:
  Planner(const ModelConfig& config, const OperatorForms& forms) : plan_{config, forms, {}} {}

  LayerPlan plan();

 private:
  int add(const std::string& name, Operator op, int channels, const Kernel& kernel, std::vector<LayerInput> inputs,
          Source source);
  /// The same for a convolution that writes the stream; later residuals are added to it.
  void write_stream(const std::string& name, int channels, const Kernel& kernel, std::vector<LayerInput> inputs,
                    Source source);
  LayerInput stream_spikes() const { return {writer_, Role::Main, Signal::Spikes}; }
  LayerInput residual() const { return {writer_, Role::Residual, Signal::Values}; }
  void mark(int index, Composite composite) { plan_.layers[index].layer.composite = composite; }
  const MapShape& out(int index) const { return plan_.layers[index].layer.out; }

  void downsample(const std::string& name, int channels, int size, int stride);
  void sep_conv(const std::string& name);
  void channel_conv(const std::string& name);
  int rep_conv(const std::string& name, LayerInput main, std::vector<LayerInput> residuals);
  void attention(const std::string& name);
  void mlp(const std::string& name);
  void classifier();
  void mark_outputs();

  LayerPlan plan_;
  int writer_ = kImageSource;  // the layer that wrote the stream last
  int stream_ = kNoStream;
};

int Planner::add(const std::string& name, Operator op, int channels, const Kernel& kernel,
                 std::vector<LayerInput> inputs, Source source) {
  const ModelConfig& c = plan_.config;
  PlannedLayer added;
  Layer& layer = added.layer;
  layer.name = name;
  layer.op = op;
  const int before = inputs.front().source;
  layer.in = before == kImageSource ? MapShape{c.channels, c.height, c.width} : out(before);
  layer.out = map_after(layer.in, channels, kernel);
  layer.kernel = kernel;
  layer.inputs = std::move(inputs);
  added.recipe = source.recipe;
  added.module = source.module.empty() ? name : source.module;
  added.norm = std::move(source.norm);
  plan_.layers.push_back(std::move(added));
  return static_cast<int>(plan_.layers.size()) - 1;
}

void Planner::write_stream(const std::string& name, int channels, const Kernel& kernel, std::vector<LayerInput> inputs,
                           Source source) {
  writer_ = add(name, Operator::Conv, channels, kernel, std::move(inputs), std::move(source));
  plan_.layers[writer_].stream = stream_;
}

void Planner::downsample(const std::string& name, int channels, int size, int stride) {
  const Signal signal = writer_ == kImageSource ? Signal::Values : Signal::Spikes;
  ++stream_;
  write_stream(name + ".encode_conv", channels, {size, size, stride, size / 2}, {{writer_, Role::Main, signal}},
               {KernelRecipe::BiasedConv, name + ".encode_bn"});
}

void Planner::sep_conv(const std::string& name) {
  const int dim = out(writer_).channels;
  const int hidden = kSepConvRatio * dim;
  const int pwconv1 = add(name + ".pwconv1", Operator::Conv, hidden, kPointwise, {stream_spikes()},
                          {KernelRecipe::Conv, name + ".bn1"});
  if (plan_.forms.sep_conv == SepConvForm::Fused) {
    write_stream(name + ".pwconv2", dim, same_size(7), {{pwconv1, Role::Main, Signal::Spikes}, residual()},
                 {KernelRecipe::SepConvFused, {}, name});
    return mark(writer_, Composite::SepConv);
  }
  const int dwconv = add(name + ".dwconv", Operator::DepthwiseConv, hidden, same_size(7),
                         {{pwconv1, Role::Main, Signal::Spikes}}, {KernelRecipe::Depthwise});
  write_stream(name + ".pwconv2", dim, kPointwise, {{dwconv, Role::Main, Signal::Values}, residual()},
               {KernelRecipe::Conv, name + ".bn2"});
  mark(dwconv, Composite::SepConv);
  mark(writer_, Composite::SepConvTail);
}

void Planner::channel_conv(const std::string& name) {
  const int dim = out(writer_).channels;
  const int conv1 = add(name + ".conv1", Operator::Conv, kChannelConvRatio * dim, same_size(3), {stream_spikes()},
                        {KernelRecipe::Conv, name + ".bn1"});
  write_stream(name + ".conv2", dim, same_size(3), {{conv1, Role::Main, Signal::Spikes}, residual()},
               {KernelRecipe::Conv, name + ".bn2"});
}

/// The layer that ends it. Factored layers have the authors' names: .0.body.{0: 1x1, 2.0: depth-wise, 2.1: 1x1}.
int Planner::rep_conv(const std::string& name, LayerInput main, std::vector<LayerInput> residuals) {
  const int channels = out(main.source).channels;
  const auto inputs_from = [&residuals](const LayerInput& first) {
    std::vector<LayerInput> inputs{first};
    inputs.insert(inputs.end(), residuals.begin(), residuals.end());
    return inputs;
  };
  if (plan_.forms.rep_conv == RepConvForm::Fused) {
    const int fused =
        add(name, Operator::Conv, channels, same_size(3), inputs_from(main), {KernelRecipe::RepConvFused});
    mark(fused, Composite::RepConv);
    return fused;
  }
  const std::string body = name + ".0.body.";
  const int first =
      add(body + "0", Operator::Conv, channels, kPointwise, {main}, {KernelRecipe::RepConvFirst, {}, name});
  const int depthwise = add(body + "2.0", Operator::DepthwiseConv, channels, same_size(3),
                            {{first, Role::Main, Signal::Values}}, {KernelRecipe::RepConvDepthwise, {}, name});
  const int second = add(body + "2.1", Operator::Conv, channels, kPointwise,
                         inputs_from({depthwise, Role::Main, Signal::Values}), {KernelRecipe::RepConvSecond, {}, name});
  mark(first, Composite::RepConv);
  mark(depthwise, Composite::RepConvTail);
  mark(second, Composite::RepConvTail);
  return second;
}

void Planner::attention(const std::string& name) {
  std::vector<LayerInput> inputs;
  const std::pair<const char*, Role> parts[] = {
      {".q_conv", Role::Query}, {".k_conv", Role::Key}, {".v_conv", Role::Value}};
  for (const auto& [suffix, role] : parts)
    inputs.push_back({rep_conv(name + suffix, stream_spikes(), {}), role, Signal::Spikes});
  const int sdsa = add(name, Operator::Attention, out(writer_).channels, kPointwise, std::move(inputs), {});
  plan_.layers[sdsa].layer.heads = plan_.config.num_heads;
  // X is the integer Q (K^T V); the scale goes into the level.
  plan_.layers[sdsa].firing_level = kAttentionFiringLevel / plan_.config.attention_scale;
  writer_ = rep_conv(name + ".proj_conv", {sdsa, Role::Main, Signal::Spikes}, {residual()});
  plan_.layers[writer_].stream = stream_;
}

void Planner::mlp(const std::string& name) {
  const int dim = out(writer_).channels;
  const int fc1 = add(name + ".fc1_conv", Operator::Conv, plan_.config.mlp_ratio * dim, kPointwise, {stream_spikes()},
                      {KernelRecipe::BiasedConv1d, name + ".fc1_bn"});
  write_stream(name + ".fc2_conv", dim, kPointwise, {{fc1, Role::Main, Signal::Spikes}, residual()},
               {KernelRecipe::BiasedConv1d, name + ".fc2_bn"});
}

void Planner::classifier() {
  const MapShape map = out(writer_);
  const Kernel whole_map{map.height, map.width, 1, 0};
  const int pool =
      add("pool", Operator::SpatialSum, map.channels, whole_map, {{writer_, Role::Main, Signal::Values}}, {});
  // The neuron sees the mean; X is the sum.
  plan_.layers[pool].layer.kernel = {};
  plan_.layers[pool].firing_level *= map.positions();
  const int head = add("head", Operator::Conv, plan_.config.num_classes, kPointwise,
                       {{pool, Role::Main, Signal::Spikes}}, {KernelRecipe::Head});
  plan_.layers[head].layer.accumulates_over_time = true;
}

/// A layer fires if anybody reads its spikes, and emits values if anybody reads them: the last one is read by the host.
void Planner::mark_outputs() {
  for (PlannedLayer& consumer : plan_.layers)
    for (const LayerInput& input : consumer.layer.inputs) {
      if (input.source == kImageSource) {
        consumer.layer.constant_over_time = true;
        continue;
      }
      Layer& producer = plan_.layers[input.source].layer;
      (input.signal == Signal::Spikes ? producer.fires : producer.emits_values) = true;
    }
  plan_.layers.back().layer.emits_values = true;
}

LayerPlan Planner::plan() {
  const ModelConfig c = plan_.config;
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
  mark_outputs();
  return std::move(plan_);
}

}  // namespace

LayerPlan plan_layers(const ModelConfig& config, const OperatorForms& forms) { return Planner(config, forms).plan(); }

}  // namespace spikeloom
