// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/block_parameters.hpp"

namespace spikeloom {
namespace {

NamedNumbers link_parameters(const ChipSpec& chip) {
  const NocSpec& noc = chip.noc;
  return {{"FlitBits", noc.flit_bits},
          {"Vcs", noc.vcs},
          {"BufferFlits", noc.buffer_flits},
          {"LinkInterval", noc.link_interval_cycles}};
}

NamedNumbers router_parameters(const NocSpec& noc) {
  return {{"RoutingDelay", noc.routing_delay_cycles},
          {"VcAllocDelay", noc.vc_alloc_delay_cycles},
          {"SwitchAllocDelay", noc.switch_alloc_delay_cycles},
          {"SwitchDelay", noc.switch_delay_cycles},
          {"CreditDelay", noc.credit_delay_cycles},
          {"LinkLatency", noc.link_latency_cycles},
          {"RoutingYX", noc.routing == Routing::YX ? 1 : 0},
          {"SeparableVcAlloc", noc.vc_allocator == Allocator::Separable ? 1 : 0},
          {"SeparableSwitchAlloc", noc.switch_allocator == Allocator::Separable ? 1 : 0},
          {"RoutingOddEven", noc.routing == Routing::OddEven ? 1 : 0},
          {"Torus", noc.topology == Topology::Torus ? 1 : 0},
          {"Bypass", noc.bypass ? 1 : 0},
          {"AnyVc", noc.vc_policy == VcPolicy::Any ? 1 : 0}};
}

NamedNumbers core_parameters(const ChipSpec& chip) {
  const CoreSpec& core = chip.core;
  return {{"Lanes", core.lanes},
          {"NeuronLanes", core.neuron_lanes},
          {"InputQueueFlits", core.input_queue_flits},
          {"RowBuffers", core.row_buffers},
          {"PipelineCycles", core.pipeline_cycles},
          {"NeuronAfter", core.neuron_unit == NeuronUnitPlace::After ? 1 : 0},
          {"SignedDigits", core.digits == DigitCode::CanonicalSignedDigit ? 1 : 0},
          {"WeightBits", core.weight_bits},
          {"WordChannels", chip.noc.spike_word_channels},
          {"Aer", chip.noc.spike_encoding == SpikeEncoding::Aer ? 1 : 0}};
}

void append(NamedNumbers& all, const NamedNumbers& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

const std::vector<std::string>& traced_blocks() {
  static const std::vector<std::string> kBlocks{"spike_router", "neuron_core", "tile"};
  return kBlocks;
}

NamedNumbers block_parameters(const std::string& block, const ChipSpec& chip) {
  NamedNumbers all = link_parameters(chip);
  if (block != "neuron_core") append(all, router_parameters(chip.noc));
  if (block != "spike_router") append(all, core_parameters(chip));
  return all;
}

}  // namespace spikeloom
