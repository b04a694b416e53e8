// SPDX-License-Identifier: Apache-2.0
// What a core has fetched into the cache before it is stepped: a thousand cores are larger than a cache, and each is
// stepped but now and then.

#include "cores/neuron_core.hpp"

namespace spikeloom {

// Down to the first slots of their table.
HotMemory NeuronCore::hot_memory() const {
  const auto* begin = reinterpret_cast<const char*>(&datapath_busy_);
  return {begin, static_cast<std::size_t>(reinterpret_cast<const char*>(&slots_) - begin) + 64};
}

void NeuronCore::announce(PrefetchStage announcement) const {
  if (announcement == PrefetchStage::First) {
    packetizer_.prefetch();
    __builtin_prefetch(slices_.data());
    if (!queue_.empty()) chip_.packets.prefetch(queue_.front().packet);
    return;
  }
  if (queue_.empty()) return;
  const Packet& packet = chip_.packets[queue_.front().packet];
  if (!packet.shared) {
    if (announcement == PrefetchStage::Second) fetch_slice(packet.slice);
  } else if (announcement == PrefetchStage::Second) {
    sources_.prefetch(packet.slice);
  } else {
    fetch_slice(sources_.prefetch_lines(packet.slice));
  }
}

void NeuronCore::fetch_slice(int slice) const {
  const std::size_t slot = slot_of(slice);
  const char* state = reinterpret_cast<const char*>(slices_[slot].get());
  __builtin_prefetch(state);
  __builtin_prefetch(state + 64);
  __builtin_prefetch(&chip_.mapping.slices[static_cast<std::size_t>(slice)]);
  const char* counts = reinterpret_cast<const char*>(&counts_[slot]);
  __builtin_prefetch(counts, 1);
  __builtin_prefetch(counts + 64, 1);
}

}  // namespace spikeloom
