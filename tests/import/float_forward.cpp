// SPDX-License-Identifier: Apache-2.0
#include "tests/import/float_forward.hpp"

namespace spikeloom {

namespace {

class FloatRun {
 public:
  FloatRun(const FloatNetwork& network, const FloatMap& image) : network_(network), image_(image) {}

  std::vector<FloatActivity> run() {
    for (std::size_t i = 0; i < network_.kernels.size(); ++i) done_.push_back(run_layer(i));
    return std::move(done_);
  }

 private:
  const FloatMap& input(const LayerInput& in, int t) const {
    if (in.source == kImageSource) return image_;
    const FloatActivity& source = done_[in.source];
    return (in.signal == Signal::Spikes ? source.spikes : source.x)[t];
  }

  FloatActivity run_layer(std::size_t index) const {
    const PlannedLayer& planned = network_.plan.layers[index];
    FloatActivity activity;
    FloatMap membrane = zero_map(planned.layer.out);
    for (int t = 0; t < network_.plan.config.time_steps; ++t) {
      activity.x.push_back(sums(planned.layer, network_.kernels[index], t));
      activity.spikes.push_back(fire(planned.firing_level, activity.x.back(), membrane));
    }
    return activity;
  }

  static FloatMap fire(double level, const FloatMap& x, FloatMap& membrane) {
    FloatMap spikes = zero_map(x.shape);
    for (std::size_t i = 0; i < x.values.size(); ++i) {
      double& u = membrane.values[i];
      u = 0.5 * u + x.values[i];
      if (u < level) continue;
      spikes.values[i] = 1.0;
      u = 0.0;
    }
    return spikes;
  }

  FloatMap sums(const Layer& layer, const DenseKernel& kernel, int t) const {
    if (layer.op == Operator::Attention) return attention(layer, t);
    const FloatMap& in = input(layer.inputs.front(), t);
    FloatMap out = zero_map(layer.out);
    if (layer.op == Operator::SpatialSum) {
      for (int c = 0; c < in.shape.channels; ++c)
        for (int at = 0; at < in.shape.positions(); ++at) out.values[c] += in.values[c * in.shape.positions() + at];
      return out;
    }
    convolve(layer, kernel, in, out);
    const int residual = layer.input_index(Role::Residual);
    if (residual < 0) return out;
    const FloatMap& stream = input(layer.inputs[residual], t);
    for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] += stream.values[i];
    return out;
  }

  static void convolve(const Layer& layer, const DenseKernel& kernel, const FloatMap& in, FloatMap& out) {
    const bool depthwise = layer.op == Operator::DepthwiseConv;
    for (int o = 0; o < out.shape.channels; ++o)
      for (int y = 0; y < out.shape.height; ++y)
        for (int x = 0; x < out.shape.width; ++x) {
          double& sum = out.at(o, y, x) = kernel.bias[o];
          for (int tap = 0; tap < kernel.taps(); ++tap) {
            const int row = y * layer.kernel.stride - layer.kernel.padding + tap / kernel.width;
            const int column = x * layer.kernel.stride - layer.kernel.padding + tap % kernel.width;
            if (row < 0 || column < 0 || row >= in.shape.height || column >= in.shape.width) continue;
            for (int i = 0; i < kernel.inputs; ++i)
              sum += kernel.row(o)[i * kernel.taps() + tap] * in.at(depthwise ? o : i, row, column);
          }
        }
  }

  FloatMap attention(const Layer& layer, int t) const {
    const FloatMap &q = input(layer.inputs[0], t), &k = input(layer.inputs[1], t), &v = input(layer.inputs[2], t);
    const int positions = layer.out.positions(), width = layer.head_channels();
    FloatMap out = zero_map(layer.out);
    for (int o = 0; o < layer.out.channels; ++o)
      for (int c = o / width * width; c < (o / width + 1) * width; ++c) {
        double pairs = 0.0;
        for (int at = 0; at < positions; ++at) pairs += k.values[c * positions + at] * v.values[o * positions + at];
        for (int at = 0; at < positions; ++at) out.values[o * positions + at] += pairs * q.values[c * positions + at];
      }
    return out;
  }

  const FloatNetwork& network_;
  const FloatMap& image_;
  std::vector<FloatActivity> done_;
};

}  // namespace

FloatMap zero_map(const MapShape& shape) {
  return {shape, std::vector<double>(static_cast<std::size_t>(shape.neurons()))};
}

std::vector<FloatActivity> run_float(const FloatNetwork& network, const FloatMap& image) {
  return FloatRun(network, image).run();
}

}  // namespace spikeloom
