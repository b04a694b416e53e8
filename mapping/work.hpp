// SPDX-License-Identifier: Apache-2.0
#pragma once
// Expected cycles of a slice for one image: what the partition balances. Estimates, never used for timing.

#include <vector>

#include "mapping/mapping.hpp"

namespace spikeloom {

constexpr double kDefaultFiringRate = 0.15;

/// Firing rate of a layer from a profile; an empty profile means the default everywhere.
double firing_rate(const std::vector<double>& rates, int layer);

class WorkModel {
 public:
  /// Throws InputError when a profile is given whose size or rates make no sense.
  WorkModel(const Network& network, const Target& target, std::vector<double> firing_rates);

  /// Datapath and neuron cycles for these channels and rows of a layer, all time steps.
  double cycles(int layer, Range channels, Range rows) const;
  double cycles(const Slice& slice) const { return cycles(slice.layer, slice.channels, slice.rows); }
  double layer_cycles(int layer) const;

 private:
  double conv_cycles(const Layer& layer, Range channels, Range rows) const;
  double depthwise_cycles(const Layer& layer, Range channels, Range rows) const;
  double attention_cycles(const Layer& layer, Range channels, Range rows) const;
  double value_sum_cycles(const Layer& layer, int port, Range channels, double positions) const;
  double input_cycles(const Layer& layer, int port, Range channels, Range rows) const;
  double neuron_cycles(const Layer& layer, Range channels, Range rows) const;
  int input_value_bits(const LayerInput& input) const;
  int passes(int channels) const { return (channels + target_.lanes - 1) / target_.lanes; }

  const Network& network_;
  Target target_;
  std::vector<double> rates_;
};

/// Bits of a pixel minus its channel's offset.
int image_value_bits(const InputFormat& input);

}  // namespace spikeloom
