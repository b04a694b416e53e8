// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/register_duts.hpp"

#include "rtl/verilated/core_blocks.hpp"
#include "rtl/verilated/spike_router_block.hpp"

namespace spikeloom {
namespace {

using MakeBlock = std::unique_ptr<BlockDut> (*)(ModelLibrary::Model, bool traced);

/// 0: an option that no module has.
std::int64_t value_in(const RtlParameters& set, const std::string& name) {
  for (const RtlParameterKey& key : kRtlKeys)
    if (name == key.name) return set.*key.value;
  return 0;
}

std::vector<std::string> differing(const NamedNumbers& asked, const RtlParameters& set) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : asked)
    if (const std::int64_t built = value_in(set, name); value != built)
      texts.push_back(name + ": the trace has " + std::to_string(value) + ", the RTL set '" + set.set + "' " +
                      std::to_string(built));
  return texts;
}

void add(BlockDuts& duts, const std::shared_ptr<ModelLibrary>& models, const std::string& module, MakeBlock make) {
  duts.add(module, [models, module, make](const NamedNumbers& asked, bool traced) {
    const auto differences = [&asked](const RtlParameters& set) { return differing(asked, set); };
    return make(models->choose(module, differences), traced);
  });
}

}  // namespace

void register_duts(BlockDuts& duts, const std::shared_ptr<ModelLibrary>& models) {
  add(duts, models, "spike_router", make_spike_router_block);
  add(duts, models, "neuron_core", make_neuron_core_block);
  add(duts, models, "tile", make_tile_block);
}

}  // namespace spikeloom
