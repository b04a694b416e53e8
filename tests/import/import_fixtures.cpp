// SPDX-License-Identifier: Apache-2.0
#include "tests/import/import_fixtures.hpp"

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/support/random.hpp"

namespace spikeloom {

namespace {

class CheckpointMaker {
 public:
  CheckpointMaker(const ModelConfig& config, unsigned seed) : config_(config), random_(seed) {}

  TensorMap make();

 private:
  double uniform(double low, double high) { return low + (high - low) * random_.between(0, 1 << 20) / (1 << 20); }

  void fill(const std::string& name, const TensorShape& shape, double low, double high) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    Tensor& tensor = tensors_[name];
    tensor.shape = shape;
    for (std::int64_t i = 0; i < count; ++i) tensor.values.push_back(uniform(low, high));
  }

  void weight(const std::string& prefix, const TensorShape& shape, double gain = 3.0) {
    double fan_in = 1.0;
    for (std::size_t i = 1; i < shape.size(); ++i) fan_in *= static_cast<double>(shape[i]);
    const double limit = gain / std::sqrt(fan_in);
    fill(prefix + ".weight", shape, -limit, limit);
  }

  void batch_norm(const std::string& prefix, int channels) {
    fill(prefix + ".weight", {channels}, 0.5, 1.5);
    for (double& gamma : tensors_[prefix + ".weight"].values) gamma *= random_.chance(30) ? -1.0 : 1.0;
    fill(prefix + ".bias", {channels}, -0.3, 0.8);
    fill(prefix + ".running_mean", {channels}, -0.3, 0.3);
    fill(prefix + ".running_var", {channels}, 0.5, 1.5);
    tensors_[prefix + ".num_batches_tracked"] = {{}, {7.0}};
  }

  void downsample(const std::string& name, int out, int in, int size) {
    weight(name + ".encode_conv", {out, in, size, size});
    fill(name + ".encode_conv.bias", {out}, -0.2, 0.2);
    batch_norm(name + ".encode_bn", out);
  }

  void conv_block(const std::string& name, int dim) {
    weight(name + ".0.Conv.pwconv1", {2 * dim, dim, 1, 1});
    batch_norm(name + ".0.Conv.bn1", 2 * dim);
    weight(name + ".0.Conv.dwconv", {2 * dim, 1, 7, 7});
    weight(name + ".0.Conv.pwconv2", {dim, 2 * dim, 1, 1});
    batch_norm(name + ".0.Conv.bn2", dim);
    weight(name + ".0.conv1", {4 * dim, dim, 3, 3});
    batch_norm(name + ".0.bn1", 4 * dim);
    weight(name + ".0.conv2", {dim, 4 * dim, 3, 3});
    batch_norm(name + ".0.bn2", dim);
  }

  void rep_conv(const std::string& name, int dim) {
    weight(name + ".0.body.0", {dim, dim, 1, 1}, 1.7);
    batch_norm(name + ".0.body.1.bn", dim);
    weight(name + ".0.body.2.0", {dim, 1, 3, 3}, 1.7);
    weight(name + ".0.body.2.1", {dim, dim, 1, 1}, 1.7);
    batch_norm(name + ".0.body.2.2", dim);
    batch_norm(name + ".1", dim);
  }

  void block(const std::string& name, int dim) {
    for (const char* part : {"q", "k", "v", "proj"}) rep_conv(name + ".attn." + part + "_conv", dim);
    const int hidden = config_.mlp_ratio * dim;
    weight(name + ".mlp.fc1_conv", {hidden, dim, 1});
    fill(name + ".mlp.fc1_conv.bias", {hidden}, -0.2, 0.2);
    batch_norm(name + ".mlp.fc1_bn", hidden);
    weight(name + ".mlp.fc2_conv", {dim, hidden, 1});
    fill(name + ".mlp.fc2_conv.bias", {dim}, -0.2, 0.2);
    batch_norm(name + ".mlp.fc2_bn", dim);
  }

  ModelConfig config_;
  Random random_;
  TensorMap tensors_;
};

TensorMap CheckpointMaker::make() {
  const auto& dims = config_.embed_dims;
  downsample("downsample1_1", dims[0] / 2, config_.channels, 7);
  conv_block("ConvBlock1_1", dims[0] / 2);
  downsample("downsample1_2", dims[0], dims[0] / 2, 3);
  conv_block("ConvBlock1_2", dims[0]);
  downsample("downsample2", dims[1], dims[0], 3);
  conv_block("ConvBlock2_1", dims[1]);
  conv_block("ConvBlock2_2", dims[1]);
  downsample("downsample3", dims[2], dims[1], 3);
  for (int i = 0; i < config_.depths[0]; ++i) block("block3." + std::to_string(i), dims[2]);
  downsample("downsample4", dims[3], dims[2], 3);
  for (int i = 0; i < config_.depths[1]; ++i) block("block4." + std::to_string(i), dims[3]);
  weight("head", {config_.num_classes, dims[3]});
  fill("head.bias", {config_.num_classes}, -0.5, 0.5);
  return std::move(tensors_);
}

void append_little_endian(std::string& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

/// Normal numbers only; the fraction is cut off.
std::uint32_t half_bits(float value) {
  int exponent = 0;
  const float fraction = std::frexp(std::fabs(value), &exponent);
  const std::uint32_t sign = value < 0.0F ? 0x8000U : 0U;
  if (value == 0.0F || exponent < -13) return sign;
  return sign | static_cast<std::uint32_t>(exponent + 14) << 10U |
         (static_cast<std::uint32_t>(fraction * 2048.0F) & 0x3FFU);
}

void append_value(std::string& bytes, double value, const std::string& dtype) {
  const auto number = static_cast<float>(value);
  std::uint32_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  if (dtype == "F32") append_little_endian(bytes, bits, 4);
  if (dtype == "BF16") append_little_endian(bytes, bits >> 16U, 2);
  if (dtype == "F16") append_little_endian(bytes, half_bits(number), 2);
  if (dtype == "I64") append_little_endian(bytes, static_cast<std::uint64_t>(value), 8);
}

}  // namespace

ModelConfig tiny_config() {
  ModelConfig config;
  config.embed_dims = {8, 12, 16, 20};
  config.depths = {1, 1};
  config.num_heads = 2;
  config.mlp_ratio = 2;
  config.time_steps = 2;
  config.strides = {2, 2, 1, 1, 1};
  config.attention_scale = 0.25;
  config.num_classes = 3;
  config.class_names = {"a", "b", "c"};
  config.channels = 1;
  config.height = config.width = 12;
  config.mean = {0.3};
  config.std = {0.35};
  return config;
}

std::string config_json(const ModelConfig& c) {
  const nlohmann::json json{
      {"architecture", "metaspikeformer"},
      {"embed_dims", c.embed_dims},
      {"depths", c.depths},
      {"num_heads", c.num_heads},
      {"mlp_ratio", c.mlp_ratio},
      {"time_steps", c.time_steps},
      {"strides", c.strides},
      {"attention_scale", c.attention_scale},
      {"num_classes", c.num_classes},
      {"class_names", c.class_names},
      {"input",
       {{"channels", c.channels}, {"height", c.height}, {"width", c.width}, {"mean", c.mean}, {"std", c.std}}}};
  return json.dump(1);
}

TensorMap random_checkpoint(const ModelConfig& config, unsigned seed) { return CheckpointMaker(config, seed).make(); }

std::string safetensors_bytes(const std::string& header, const std::string& data) {
  std::string bytes;
  append_little_endian(bytes, header.size(), 8);
  return bytes + header + data;
}

std::string safetensors_bytes(const TensorMap& tensors, const std::string& dtype) {
  nlohmann::json header{{"__metadata__", {{"format", "pt"}}}};
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    const bool counter = name.find("num_batches_tracked") != std::string::npos;
    const std::string type = counter ? "I64" : dtype;
    const std::size_t begin = data.size();
    for (const double value : tensor.values) append_value(data, value, type);
    header[name] = {{"dtype", type}, {"shape", tensor.shape}, {"data_offsets", {begin, data.size()}}};
  }
  return safetensors_bytes(header.dump(), data);
}

}  // namespace spikeloom
