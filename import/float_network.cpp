// SPDX-License-Identifier: Apache-2.0
#include "import/float_network.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "import/fusing.hpp"

namespace spikeloom {

namespace {

/// The parts of the state dict's Sequential(RepConv, BN).
struct RepConvParts {
  DenseKernel first;
  BatchNorm inner;  // pads with what it makes of zero
  DenseKernel depthwise;
  DenseKernel second;  // with both batch norms behind it
};

/// .0.body.{0: 1x1, 1.bn, 2.0: depth-wise, 2.1: 1x1, 2.2: BN} and .1: BN.
RepConvParts take_rep_conv(Checkpoint& checkpoint, const std::string& name, int channels) {
  const std::string body = name + ".0.body.";
  RepConvParts parts{checkpoint.convolution(body + "0", channels, channels, 1, false),
                     checkpoint.batch_norm(body + "1.bn", channels),
                     checkpoint.convolution(body + "2.0", channels, 1, 3, false),
                     checkpoint.convolution(body + "2.1", channels, channels, 1, false)};
  fold(checkpoint.batch_norm(body + "2.2", channels), parts.second);
  fold(checkpoint.batch_norm(name + ".1", channels), parts.second);
  return parts;
}

/// first and inner without the shift: what is left out would be the same at every position, padding included, so that
/// zero padding of what remains is right.
DenseKernel without_shift(RepConvParts parts) {
  parts.inner.shift.assign(parts.inner.shift.size(), 0.0);
  fold(parts.inner, parts.first);
  return std::move(parts.first);
}

/// The depth-wise part with what the shift left out of `first` contributes.
DenseKernel with_inner_shift(RepConvParts parts) {
  for (int c = 0; c < parts.depthwise.outputs; ++c) {
    const double* taps = parts.depthwise.row(c);
    parts.depthwise.bias[c] = parts.inner.shift[c] * std::accumulate(taps, taps + parts.depthwise.taps(), 0.0);
  }
  return std::move(parts.depthwise);
}

/// Networks trained with distillation have a second head and answer with the mean of both: one linear layer.
DenseKernel take_head(Checkpoint& checkpoint, int classes, int inputs) {
  DenseKernel head = checkpoint.linear("head", classes, inputs);
  if (!checkpoint.has("head_kd.weight")) return head;
  const DenseKernel second = checkpoint.linear("head_kd", classes, inputs);
  const auto mean = [](double a, double b) { return 0.5 * (a + b); };
  std::transform(head.weights.begin(), head.weights.end(), second.weights.begin(), head.weights.begin(), mean);
  std::transform(head.bias.begin(), head.bias.end(), second.bias.begin(), head.bias.begin(), mean);
  return head;
}

DenseKernel take_sep_conv(Checkpoint& checkpoint, const PlannedLayer& planned) {
  const int hidden = planned.layer.in.channels, dim = planned.layer.out.channels;
  DenseKernel second = checkpoint.convolution(planned.module + ".pwconv2", dim, hidden, 1, false);
  fold(checkpoint.batch_norm(planned.module + ".bn2", dim), second);
  return fuse_sep_conv(
      checkpoint.convolution(planned.module + ".dwconv", hidden, 1, planned.layer.kernel.height, false), second);
}

DenseKernel take_normed(Checkpoint& checkpoint, const PlannedLayer& planned) {
  const int outputs = planned.layer.out.channels, inputs = planned.layer.in.channels;
  const bool biased = planned.recipe == KernelRecipe::BiasedConv;
  DenseKernel kernel =
      planned.recipe == KernelRecipe::BiasedConv1d
          ? checkpoint.pointwise(planned.module, outputs, inputs)
          : checkpoint.convolution(planned.module, outputs, inputs, planned.layer.kernel.height, biased);
  fold(checkpoint.batch_norm(planned.norm, outputs), kernel);
  return kernel;
}

DenseKernel take_kernel(Checkpoint& checkpoint, const PlannedLayer& planned) {
  const int channels = planned.layer.out.channels;
  switch (planned.recipe) {
    case KernelRecipe::None:
      return {};
    case KernelRecipe::Conv:
    case KernelRecipe::BiasedConv:
    case KernelRecipe::BiasedConv1d:
      return take_normed(checkpoint, planned);
    case KernelRecipe::Depthwise:
      return checkpoint.convolution(planned.module, channels, 1, planned.layer.kernel.height, false);
    case KernelRecipe::SepConvFused:
      return take_sep_conv(checkpoint, planned);
    case KernelRecipe::RepConvFused: {
      const RepConvParts parts = take_rep_conv(checkpoint, planned.module, channels);
      return fuse_rep_conv(parts.first, parts.inner, parts.depthwise, parts.second);
    }
    case KernelRecipe::RepConvFirst:
      return without_shift(take_rep_conv(checkpoint, planned.module, channels));
    case KernelRecipe::RepConvDepthwise:
      return with_inner_shift(take_rep_conv(checkpoint, planned.module, channels));
    case KernelRecipe::RepConvSecond:
      return take_rep_conv(checkpoint, planned.module, channels).second;
    case KernelRecipe::Head:
      break;
  }
  return take_head(checkpoint, channels, planned.layer.in.channels);
}

}  // namespace

FloatNetwork read_float_network(Checkpoint& checkpoint, LayerPlan plan) {
  FloatNetwork network{std::move(plan), {}};
  for (const PlannedLayer& planned : network.plan.layers) network.kernels.push_back(take_kernel(checkpoint, planned));
  checkpoint.require_all_taken();
  return network;
}

}  // namespace spikeloom
