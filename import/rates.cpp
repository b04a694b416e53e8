// SPDX-License-Identifier: Apache-2.0
#include "import/rates.hpp"

#include <algorithm>

namespace spikeloom {

const std::string& profile_name(const PlannedLayer& planned) {
  return planned.recipe == KernelRecipe::RepConvSecond ? planned.module : planned.layer.name;
}

std::vector<std::string> firing_names(const LayerPlan& plan) {
  std::vector<std::string> names;
  for (const PlannedLayer& planned : plan.layers)
    if (planned.layer.fires) names.push_back(profile_name(planned));
  return names;
}

bool fits(const std::string& pattern, const std::string& name) {
  // A star that does not lead to the end gives up one more character at a time.
  std::size_t at = 0, next = 0, star = std::string::npos, tried = 0;
  while (next < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      tried = next;
    } else if (at < pattern.size() && pattern[at] == name[next]) {
      ++at;
      ++next;
    } else if (star != std::string::npos) {
      at = star + 1;
      next = ++tried;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string::npos;
}

RateProfile scaled(RateProfile profile, double factor) {
  profile.default_rate = std::min(1.0, profile.default_rate * factor);
  for (RateRule& rule : profile.rules) rule.rate = std::min(1.0, rule.rate * factor);
  return profile;
}

double rate_of(const RateProfile& profile, const std::string& name) {
  double rate = profile.default_rate;
  for (const RateRule& rule : profile.rules)
    if (fits(rule.layers, name)) rate = rule.rate;
  return rate;
}

}  // namespace spikeloom
