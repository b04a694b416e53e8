// SPDX-License-Identifier: Apache-2.0
#pragma once
// Meta-SpikeFormer as the layers of layer.hpp without any number in them: which layers there are, what each reads,
// which neuron belongs to it, and of which tensors its kernel is made. Filled from a checkpoint (kernels.hpp) or with
// generated weights (synthetic.hpp).

#include <string>
#include <vector>

#include "import/config.hpp"
#include "models/layer.hpp"

namespace spikeloom {

constexpr int kNoStream = -1;
constexpr int kStreams = 5;  ///< residual streams: the stem's, and behind downsample1_2, 2, 3 and 4

/// Operators that can be computed in two ways: the same function of real numbers at different cost.
enum class RepConvForm {
  Fused,    ///< one dense 3x3
  Factored  ///< 1x1, depth-wise 3x3, 1x1 with values between them
};
enum class SepConvForm {
  BitSerial,  ///< the second 1x1 reads the depth-wise sums as values, digit by digit
  Fused       ///< the depth-wise 7x7 and the second 1x1 as one dense 7x7
};

struct OperatorForms {
  RepConvForm rep_conv = RepConvForm::Fused;
  SepConvForm sep_conv = SepConvForm::BitSerial;
};

/// What a kernel is made of.
enum class KernelRecipe {
  None,          ///< attention, pool
  Conv,          ///< a convolution without bias and its batch norm
  BiasedConv,    ///< a convolution with bias and its batch norm
  BiasedConv1d,  ///< the same, torch's Conv1d
  Depthwise,     ///< a depth-wise convolution as it is
  SepConvFused,  ///< dwconv, pwconv2 and bn2 of the SepConv `module`
  RepConvFused,  ///< all of the RepConv `module`
  RepConvFirst,  ///< its 1x1 with the scale of the inner batch norm, whose shift the depth-wise part takes
  RepConvDepthwise,
  RepConvSecond,  ///< its second 1x1 with both outer batch norms
  Head            ///< linear; the mean of `head` and `head_kd` where there are both
};

struct PlannedLayer {
  Layer layer;  ///< name, operator, shapes, inputs, what it emits; none of its integers
  KernelRecipe recipe = KernelRecipe::None;
  std::string module;         ///< state-dict prefix of what the recipe reads; of the layer itself where that is one
  std::string norm;           ///< prefix of the batch norm of Conv, BiasedConv and BiasedConv1d
  int stream = kNoStream;     ///< the residual stream that it writes: 0 for the stem's, 4 for the last stage's
  double firing_level = 2.0;  ///< fires when U >= this, U in float units of X: 2 V_th (neuron.hpp)
};

struct LayerPlan {
  ModelConfig config;
  OperatorForms forms;
  std::vector<PlannedLayer> layers;
};

LayerPlan plan_layers(const ModelConfig& config, const OperatorForms& forms = {});

}  // namespace spikeloom
