// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/set_specs.hpp"

#include "tests/rtl/test_models.hpp"

namespace spikeloom {
namespace {

RtlParameters parameters_of(const std::string& module, const std::string& set) {
  return test_models()->model(module, set)->parameters();
}

}  // namespace

NocSpec noc_of(const std::string& set) {
  const RtlParameters p = parameters_of("spike_router", set);
  NocSpec noc;
  noc.flit_bits = p.FlitBits;
  noc.vcs = p.Vcs;
  noc.buffer_flits = p.BufferFlits;
  noc.routing_delay_cycles = p.RoutingDelay;
  noc.vc_alloc_delay_cycles = p.VcAllocDelay;
  noc.switch_alloc_delay_cycles = p.SwitchAllocDelay;
  noc.switch_delay_cycles = p.SwitchDelay;
  noc.credit_delay_cycles = p.CreditDelay;
  noc.link_latency_cycles = p.LinkLatency;
  noc.link_interval_cycles = p.LinkInterval;
  noc.routing = p.RoutingYX != 0 ? Routing::YX : Routing::XY;
  noc.vc_allocator = p.SeparableVcAlloc != 0 ? Allocator::Separable : Allocator::ISlip;
  noc.switch_allocator = p.SeparableSwitchAlloc != 0 ? Allocator::Separable : Allocator::ISlip;
  return noc;
}

NocSpec core_noc_of(const std::string& set) {
  NocSpec noc = noc_of(set);
  noc.spike_word_channels = parameters_of("neuron_core", set).WordChannels;
  return noc;
}

CoreSpec core_of(const std::string& set) {
  const RtlParameters p = parameters_of("neuron_core", set);
  CoreSpec core;
  core.lanes = p.Lanes;
  core.neuron_lanes = p.NeuronLanes;
  core.input_queue_flits = p.InputQueueFlits;
  core.row_buffers = p.RowBuffers;
  core.pipeline_cycles = p.PipelineCycles;
  core.digits = p.SignedDigits != 0 ? DigitCode::CanonicalSignedDigit : DigitCode::Plain;
  core.neuron_unit = p.NeuronAfter != 0 ? NeuronUnitPlace::After : NeuronUnitPlace::Beside;
  core.weight_bits = p.WeightBits;
  return core;
}

}  // namespace spikeloom
