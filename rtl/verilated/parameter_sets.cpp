// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/parameter_sets.hpp"

#include "base/error.hpp"

namespace spikeloom {
namespace {

/// 0: an option that no module has.
std::int64_t value_in(const RtlParameters& set, const std::string& name) {
  for (const RtlParameterKey& key : kRtlKeys)
    if (name == key.name) return set.*key.value;
  return 0;
}

NamedNumbers differing(const NamedNumbers& asked, const RtlParameters& set) {
  NamedNumbers all;
  for (const auto& [name, value] : asked)
    if (value != value_in(set, name)) all.emplace_back(name, value);
  return all;
}

}  // namespace

const RtlParameters& parameter_set(const NamedNumbers& asked) {
  const RtlParameters* nearest = nullptr;
  NamedNumbers fewest;
  std::string names;
  for (const RtlParameters& set : kRtlSets) {
    const NamedNumbers others = differing(asked, set);
    if (others.empty()) return set;
    if (nearest == nullptr || others.size() < fewest.size()) {
      nearest = &set;
      fewest = others;
    }
    names += (names.empty() ? "" : ", ") + std::string(set.set);
  }
  std::string text;
  for (const auto& [name, value] : fewest)
    text += (text.empty() ? "" : "; ") + name + ": the trace has " + std::to_string(value) + ", the RTL set '" +
            nearest->set + "' " + std::to_string(value_in(*nearest, name));
  throw InputError(text + " (sets that are built: " + names + "; more: rtl/configurations.cmake)");
}

}  // namespace spikeloom
