// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/core_config.hpp"

#include "base/error.hpp"
#include "rtl/load/egress_config.hpp"
#include "rtl/load/ingress_config.hpp"
#include "rtl/load/slice_config.hpp"

namespace spikeloom {

CoreConfig::CoreConfig(const CoreContext& context, const PacketCodec& codec, const RtlParameters& parameters)
    : context_(context), codec_(codec), sizes_(parameters) {
  const Mapping& mapping = context.chip.mapping;
  if (mapping.rounds(context.chip.network) > 1) refuse("time steps outermost (mapping.time: outer)");
  if (mapping.target.spike_encoding != SpikeEncoding::Bitmap) refuse("noc.spike_encoding aer");
  require(static_cast<int>(context.slices.size()), sizes_.Slices, "slices", "Slices");
  require(context.chip.network.time_steps, sizes_.Steps, "time steps", "Steps");
  for (std::size_t slot = 0; slot < context.slices.size(); ++slot) {
    SliceConfig(*this, slot).write();
    EgressConfig(*this, slot).write();
  }
  IngressConfig(*this).write();
  require(channels_, sizes_.Channels, "channels of all slices", "Channels");
  require(accumulators_, sizes_.Accumulators, "accumulators", "Accumulators");
  require(weights_, sizes_.Weights, "weights", "Weights");
  require(membranes_, sizes_.Membranes, "membranes", "Membranes");
  require(kv_elements_, sizes_.KvElements, "elements of K^T V", "KvElements");
  require(attentions_, sizes_.Attentions, "attention slices", "Attentions");
  require(programs_, sizes_.Programs, "row programs", "Programs");
  require(word_entries_, sizes_.WordEntries, "words and ends of rows", "WordEntries");
  require(grants_, sizes_.GrantEntries, "credits that rows grant", "GrantEntries");
}

void CoreConfig::write(core_tables::Table table, std::size_t index, std::int64_t data) {
  writes_.push_back({static_cast<std::uint32_t>(table) << core_tables::kTableShift | static_cast<std::uint32_t>(index),
                     static_cast<std::uint32_t>(data)});
}

void CoreConfig::require(int needed, int available, const char* what, const char* parameter) const {
  if (needed <= available) return;
  throw InputError("core of tile " + std::to_string(context_.tile) + ": the mapping has " + std::to_string(needed) +
                   " " + what + ", the RTL core of set '" + sizes_.set + "' room for " + std::to_string(available) +
                   " (" + parameter + " in rtl/configurations.cmake)");
}

void CoreConfig::refuse(const std::string& what) const {
  throw InputError("core of tile " + std::to_string(context_.tile) + ": the RTL core does not know " + what);
}

}  // namespace spikeloom
