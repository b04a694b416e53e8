// SPDX-License-Identifier: Apache-2.0
#include "import/synthetic.hpp"

#include "import/formats.hpp"
#include "import/synthetic_weights.hpp"
#include "models/bounds.hpp"

namespace spikeloom {

namespace {

std::vector<double> wanted_rates(const LayerPlan& plan, const RateProfile& profile) {
  std::vector<double> rates;
  for (const PlannedLayer& planned : plan.layers)
    rates.push_back(planned.layer.fires ? rate_of(profile, profile_name(planned)) : 0.0);
  return rates;
}

}  // namespace

SyntheticNetwork make_synthetic_network(const ModelConfig& config, const RateProfile& profile, const Image& calibration,
                                        const SyntheticOptions& options) {
  require_weight_bits(options.weight_bits);
  NumberFormats formats = finest_formats(options.weight_bits);
  const LayerPlan plan = plan_layers(config, options.forms);
  const std::vector<double> rates = wanted_rates(plan, profile);
  SyntheticNetwork made;
  made.network = describe_network(config, options.weight_bits);
  for (const PlannedLayer& planned : plan.layers) made.network.layers.push_back(planned.layer);
  draw_weights(made.network, options.seed);
  choose_shifts(made.network, plan, rates, formats);
  propagate_bounds(made.network);
  if (lower_formats(plan, made.network, formats)) choose_shifts(made.network, plan, rates, formats);
  made.rates = calibrate(made.network, rates, calibration);
  compute_bounds(made.network);
  return made;
}

}  // namespace spikeloom
