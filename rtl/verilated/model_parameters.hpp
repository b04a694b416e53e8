// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parameters of the modules that stand for a block of a chip: spike_router, neuron_core and tile.

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace spikeloom {

/// Parameters of a module.
using NamedNumbers = std::vector<std::pair<std::string, std::int64_t>>;

/// Those with which a model was built; 0: its module has no such parameter.
struct RtlParameters {
  std::string set;  ///< name in rtl/configurations.cmake
  int FlitBits, UserBits, Vcs, BufferFlits, RoutingDelay, VcAllocDelay, SwitchAllocDelay, SwitchDelay, CreditDelay;
  int LinkLatency, LinkInterval, RoutingYX, SeparableVcAlloc, SeparableSwitchAlloc, GroupEntries;
  int Lanes, NeuronLanes, InputQueueFlits, RowBuffers, PipelineCycles, SignedDigits, NeuronAfter, WeightBits;
  int WordChannels, MaxFlits, Slices, Rows, Columns, Window, Steps, Consumers, InputChannels, Channels, RowNeurons;
  int Accumulators, Weights, Membranes, KvElements, HeadBits, Attentions, Side, Senders, Lines, WordEntries;
  int GrantEntries, Programs;
};

struct RtlParameterKey {
  enum Module : unsigned { kRouter = 1, kCore = 2, kBoth = 3 };

  const char* name;
  const char* key;  ///< in a chip's YAML; or kTableSize, kFixed
  int RtlParameters::*value;
  unsigned modules;  ///< that have the parameter; a tile has all

  bool in_yaml() const { return key[0] >= 'a'; }
  bool is_table_size() const { return key[0] == '-'; }
};
constexpr const char* kTableSize = "-";  ///< of a parameter that says how large a table may be
constexpr const char* kFixed = "=";      ///< of a parameter that is the same in all models

inline constexpr std::array<RtlParameterKey, 46> kRtlKeys{{
    {"FlitBits", "noc.flit_bits", &RtlParameters::FlitBits, RtlParameterKey::kBoth},
    {"UserBits", kFixed, &RtlParameters::UserBits, RtlParameterKey::kBoth},
    {"Vcs", "noc.vcs", &RtlParameters::Vcs, RtlParameterKey::kBoth},
    {"BufferFlits", "noc.buffer_flits", &RtlParameters::BufferFlits, RtlParameterKey::kBoth},
    {"RoutingDelay", "noc.routing_delay_cycles", &RtlParameters::RoutingDelay, RtlParameterKey::kRouter},
    {"VcAllocDelay", "noc.vc_alloc_delay_cycles", &RtlParameters::VcAllocDelay, RtlParameterKey::kRouter},
    {"SwitchAllocDelay", "noc.switch_alloc_delay_cycles", &RtlParameters::SwitchAllocDelay, RtlParameterKey::kRouter},
    {"SwitchDelay", "noc.switch_delay_cycles", &RtlParameters::SwitchDelay, RtlParameterKey::kRouter},
    {"CreditDelay", "noc.credit_delay_cycles", &RtlParameters::CreditDelay, RtlParameterKey::kRouter},
    {"LinkLatency", "noc.link_latency_cycles", &RtlParameters::LinkLatency, RtlParameterKey::kRouter},
    {"LinkInterval", "noc.link_interval_cycles", &RtlParameters::LinkInterval, RtlParameterKey::kBoth},
    {"RoutingYX", "noc.routing", &RtlParameters::RoutingYX, RtlParameterKey::kRouter},
    {"SeparableVcAlloc", "noc.vc_allocator", &RtlParameters::SeparableVcAlloc, RtlParameterKey::kRouter},
    {"SeparableSwitchAlloc", "noc.switch_allocator", &RtlParameters::SeparableSwitchAlloc, RtlParameterKey::kRouter},
    {"GroupEntries", kTableSize, &RtlParameters::GroupEntries, RtlParameterKey::kBoth},
    {"Lanes", "core.lanes", &RtlParameters::Lanes, RtlParameterKey::kCore},
    {"NeuronLanes", "core.neuron_lanes", &RtlParameters::NeuronLanes, RtlParameterKey::kCore},
    {"InputQueueFlits", "core.input_queue_flits", &RtlParameters::InputQueueFlits, RtlParameterKey::kCore},
    {"RowBuffers", "core.row_buffers", &RtlParameters::RowBuffers, RtlParameterKey::kCore},
    {"PipelineCycles", "core.pipeline_cycles", &RtlParameters::PipelineCycles, RtlParameterKey::kCore},
    {"SignedDigits", "core.digits", &RtlParameters::SignedDigits, RtlParameterKey::kCore},
    {"NeuronAfter", "core.neuron_unit", &RtlParameters::NeuronAfter, RtlParameterKey::kCore},
    {"WeightBits", "core.weight_bits", &RtlParameters::WeightBits, RtlParameterKey::kCore},
    {"WordChannels", "noc.spike_word_channels", &RtlParameters::WordChannels, RtlParameterKey::kCore},
    {"MaxFlits", kTableSize, &RtlParameters::MaxFlits, RtlParameterKey::kCore},
    {"Slices", kTableSize, &RtlParameters::Slices, RtlParameterKey::kCore},
    {"Rows", kTableSize, &RtlParameters::Rows, RtlParameterKey::kCore},
    {"Columns", kTableSize, &RtlParameters::Columns, RtlParameterKey::kCore},
    {"Window", kTableSize, &RtlParameters::Window, RtlParameterKey::kCore},
    {"Steps", kTableSize, &RtlParameters::Steps, RtlParameterKey::kCore},
    {"Consumers", kTableSize, &RtlParameters::Consumers, RtlParameterKey::kCore},
    {"InputChannels", kTableSize, &RtlParameters::InputChannels, RtlParameterKey::kCore},
    {"Channels", kTableSize, &RtlParameters::Channels, RtlParameterKey::kCore},
    {"RowNeurons", kTableSize, &RtlParameters::RowNeurons, RtlParameterKey::kCore},
    {"Accumulators", kTableSize, &RtlParameters::Accumulators, RtlParameterKey::kCore},
    {"Weights", kTableSize, &RtlParameters::Weights, RtlParameterKey::kCore},
    {"Membranes", kTableSize, &RtlParameters::Membranes, RtlParameterKey::kCore},
    {"KvElements", kTableSize, &RtlParameters::KvElements, RtlParameterKey::kCore},
    {"HeadBits", kTableSize, &RtlParameters::HeadBits, RtlParameterKey::kCore},
    {"Attentions", kTableSize, &RtlParameters::Attentions, RtlParameterKey::kCore},
    {"Side", kTableSize, &RtlParameters::Side, RtlParameterKey::kCore},
    {"Senders", kTableSize, &RtlParameters::Senders, RtlParameterKey::kCore},
    {"Lines", kTableSize, &RtlParameters::Lines, RtlParameterKey::kCore},
    {"WordEntries", kTableSize, &RtlParameters::WordEntries, RtlParameterKey::kCore},
    {"GrantEntries", kTableSize, &RtlParameters::GrantEntries, RtlParameterKey::kCore},
    {"Programs", kTableSize, &RtlParameters::Programs, RtlParameterKey::kCore},
}};

/// Value of UserBits: handles of packets have 32 bits.
constexpr int kUserBits = 32;

}  // namespace spikeloom
