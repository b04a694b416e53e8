// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/rtl_parameters.hpp"

#include <string>
#include <vector>

#include "base/error.hpp"

namespace spikeloom {
namespace {

// What a specification says, in the members of a set. GroupEntries is a limit of tables, and asked for elsewhere.
RtlParameters asked_of_router(const NocSpec& noc) {
  RtlParameters asked{};
  asked.FlitBits = noc.flit_bits;
  asked.Vcs = noc.vcs;
  asked.BufferFlits = noc.buffer_flits;
  asked.RoutingDelay = noc.routing_delay_cycles;
  asked.VcAllocDelay = noc.vc_alloc_delay_cycles;
  asked.SwitchAllocDelay = noc.switch_alloc_delay_cycles;
  asked.SwitchDelay = noc.switch_delay_cycles;
  asked.CreditDelay = noc.credit_delay_cycles;
  asked.LinkLatency = noc.link_latency_cycles;
  asked.LinkInterval = noc.link_interval_cycles;
  asked.RoutingYX = noc.routing == Routing::YX ? 1 : 0;
  asked.SeparableVcAlloc = noc.vc_allocator == Allocator::Separable ? 1 : 0;
  asked.SeparableSwitchAlloc = noc.switch_allocator == Allocator::Separable ? 1 : 0;
  return asked;
}

void add_core(const CoreSpec& core, RtlParameters& asked) {
  asked.Lanes = core.lanes;
  asked.NeuronLanes = core.neuron_lanes;
  asked.InputQueueFlits = core.input_queue_flits;
  asked.RowBuffers = core.row_buffers;
  asked.PipelineCycles = core.pipeline_cycles;
  asked.SignedDigits = core.digits == DigitCode::CanonicalSignedDigit ? 1 : 0;
  asked.NeuronAfter = core.neuron_unit == NeuronUnitPlace::After ? 1 : 0;
  asked.WeightBits = core.weight_bits;
}

// As the YAML spells it.
std::string value_text(const std::string& key, int value) {
  if (key == "noc.routing") return value != 0 ? "yx" : "xy";
  if (key == "noc.vc_allocator" || key == "noc.switch_allocator") return value != 0 ? "separable" : "islip";
  if (key == "core.digits") return value != 0 ? "csd" : "plain";
  if (key == "core.neuron_unit") return value != 0 ? "after" : "beside";
  return std::to_string(value);
}

std::vector<std::string> differing(const RtlParameters& asked, const RtlParameters& set, unsigned modules) {
  std::vector<std::string> texts;
  for (const RtlParameterKey& key : kRtlKeys)
    if (key.in_yaml() && (key.modules & modules) != 0 && asked.*key.value != set.*key.value)
      texts.push_back(std::string(key.key) + ": the chip has " + value_text(key.key, asked.*key.value) +
                      ", the RTL set '" + set.set + "' " + value_text(key.key, set.*key.value));
  return texts;
}

void require(bool holds, const char* key, const char* asked, const char* has) {
  if (!holds)
    throw InputError(std::string(key) + ": the chip has " + asked + ", the RTL router " + has +
                     "; choose that, or router: model");
}

void require_router(const NocSpec& noc) {
  require(noc.topology == Topology::Mesh, "noc.topology", "torus", "mesh");
  require(noc.routing != Routing::OddEven, "noc.routing", "odd_even", "xy or yx");
  require(noc.vc_policy == VcPolicy::Keep, "noc.vc_policy", "any", "keep");
  require(!noc.bypass, "noc.bypass", "true", "false");
}

ModelLibrary::Model model_with_core(ModelLibrary& models, const std::string& module, const RtlParameters& asked) {
  const unsigned modules = module == "tile" ? RtlParameterKey::kBoth : RtlParameterKey::kCore;
  return models.choose(module, [&](const RtlParameters& set) { return differing(asked, set, modules); });
}

RtlParameters asked_of_core(const NocSpec& noc, const CoreSpec& core) {
  require_router(noc);
  RtlParameters asked = asked_of_router(noc);
  add_core(core, asked);
  asked.WordChannels = noc.spike_word_channels;
  return asked;
}

}  // namespace

ModelLibrary::Model choose_router(ModelLibrary& models, const NocSpec& noc) {
  require_router(noc);
  const RtlParameters asked = asked_of_router(noc);
  return models.choose("spike_router",
                       [&](const RtlParameters& set) { return differing(asked, set, RtlParameterKey::kRouter); });
}

ModelLibrary::Model choose_core(ModelLibrary& models, const NocSpec& noc, const CoreSpec& core) {
  return model_with_core(models, "neuron_core", asked_of_core(noc, core));
}

ModelLibrary::Model choose_tile(ModelLibrary& models, const NocSpec& noc, const CoreSpec& core) {
  return model_with_core(models, "tile", asked_of_core(noc, core));
}

}  // namespace spikeloom
