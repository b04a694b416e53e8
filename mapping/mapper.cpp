// SPDX-License-Identifier: Apache-2.0
#include "mapping/mapper.hpp"

#include "mapping/advice.hpp"
#include "mapping/check.hpp"
#include "mapping/check_rules.hpp"
#include "mapping/connections.hpp"
#include "mapping/fit.hpp"
#include "mapping/placement.hpp"
#include "mapping/traffic.hpp"
#include "models/error.hpp"

namespace spikeloom {

Mapping map_network(const Network& network, const Target& target, const MappingOptions& options) {
  check_limits(network, target);
  const WorkModel work(network, target, options.firing_rates);
  Fit fit = best_fit(network, target, work, options.slack_rows);
  if (!fit.fits()) throw InputError(describe_shortage(network, work, options.slack_rows, fit));
  Mapping mapping = std::move(fit.mapping);
  place_cores(mapping, core_flows(network, mapping, options.firing_rates), options.seed, options.placement_swaps);
  grant_first_credits(network, mapping);
  check_mapping(network, mapping);
  return mapping;
}

}  // namespace spikeloom
