// SPDX-License-Identifier: Apache-2.0
#pragma once
// How often each layer of a synthetic network is to fire. Read from RATES.yaml by runs/rates_file.

#include <string>
#include <vector>

#include "import/layer_plan.hpp"

namespace spikeloom {

/// Of the layers that fit: `*` stands for any text.
struct RateRule {
  std::string layers;
  double rate = 0.0;  ///< spikes a neuron and time step, within (0, 1]
};

struct RateProfile {
  std::string name;
  std::string what;  ///< assumption or measurement
  std::string source;
  double default_rate = 0.0;    ///< of layers that no rule names
  std::vector<RateRule> rules;  ///< the last that fits a layer counts
};

/// The name by which a profile calls a layer: a RepConv has the same whether it is fused or factored.
const std::string& profile_name(const PlannedLayer& planned);

/// Of all layers that fire, in order.
std::vector<std::string> firing_names(const LayerPlan& plan);

bool fits(const std::string& pattern, const std::string& name);

/// All rates times `factor`, at most 1.
RateProfile scaled(RateProfile profile, double factor);

double rate_of(const RateProfile& profile, const std::string& name);

}  // namespace spikeloom
