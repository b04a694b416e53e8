// SPDX-License-Identifier: Apache-2.0
#include "import/checkpoint.hpp"

#include "base/error.hpp"
#include "import/architectures.hpp"

namespace spikeloom {

namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

Checkpoint::Checkpoint(const std::string& path) : path_(path), file_(path) {}

std::vector<double> Checkpoint::take(const std::string& name, const TensorShape& shape) {
  if (file_.has(name) && file_.shape(name) != shape)
    throw InputError(path_ + ": tensor " + name + ": has shape " + to_string(file_.shape(name)) +
                     ", the configuration needs " + to_string(shape) + resemblance());
  Tensor tensor = file_.read(name);
  taken_.insert(name);
  return std::move(tensor.values);
}

DenseKernel Checkpoint::kernel(const std::string& prefix, const TensorShape& shape, bool with_bias) {
  DenseKernel kernel;
  kernel.outputs = static_cast<int>(shape[0]);
  kernel.inputs = static_cast<int>(shape[1]);
  kernel.height = kernel.width = shape.size() == 4 ? static_cast<int>(shape[2]) : 1;
  kernel.weights = take(prefix + ".weight", shape);
  kernel.bias = with_bias ? take(prefix + ".bias", {shape[0]}) : std::vector<double>(kernel.outputs, 0.0);
  return kernel;
}

DenseKernel Checkpoint::convolution(const std::string& prefix, int outputs, int inputs, int size, bool with_bias) {
  return kernel(prefix, {outputs, inputs, size, size}, with_bias);
}

DenseKernel Checkpoint::pointwise(const std::string& prefix, int outputs, int inputs) {
  return kernel(prefix, {outputs, inputs, 1}, true);
}

DenseKernel Checkpoint::linear(const std::string& prefix, int outputs, int inputs) {
  return kernel(prefix, {outputs, inputs}, true);
}

BatchNorm Checkpoint::batch_norm(const std::string& prefix, int channels) {
  const TensorShape shape{channels};
  const auto gamma = take(prefix + ".weight", shape);
  const auto beta = take(prefix + ".bias", shape);
  const auto mean = take(prefix + ".running_mean", shape);
  const auto variance = take(prefix + ".running_var", shape);
  for (const double v : variance)
    if (v < 0.0) throw InputError(path_ + ": tensor " + prefix + ".running_var: holds a negative variance");
  return make_batch_norm(gamma, beta, mean, variance);
}

void Checkpoint::require_all_taken() const {
  for (const std::string& name : file_.names())
    if (taken_.count(name) == 0 && !ends_with(name, "num_batches_tracked"))
      throw InputError(path_ + ": tensor " + name + ": unexpected, the configured network has no such parameter" +
                       resemblance());
}

std::string Checkpoint::resemblance() const {
  const auto has_channels = [this](const std::string& stage, int channels) {
    const std::string name = stage + ".encode_conv.weight";
    return file_.has(name) && !file_.shape(name).empty() && file_.shape(name)[0] == channels;
  };
  for (const NamedArchitecture& known : architectures()) {
    const auto& dims = known.config.embed_dims;
    if (has_channels("downsample1_2", dims[0]) && has_channels("downsample2", dims[1]) &&
        has_channels("downsample3", dims[2]) && has_channels("downsample4", dims[3]))
      return "; the checkpoint looks like " + known.name;
  }
  return "";
}

}  // namespace spikeloom
