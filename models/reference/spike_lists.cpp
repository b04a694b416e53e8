// SPDX-License-Identifier: Apache-2.0
#include "models/reference/spike_lists.hpp"

#include "base/parallel.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {

SpikeLists::SpikeLists(const SpikeMap& map, int threads) : height_(map.shape().height) {
  rows_.resize(static_cast<std::size_t>(map.time_steps()) * height_);
  parallel_for(threads, static_cast<int>(rows_.size()),
               [&](int i) { rows_[static_cast<std::size_t>(i)] = list(map, i / height_, i % height_); });
}

SpikeLists::Row SpikeLists::list(const SpikeMap& map, int t, int y) {
  const MapShape& shape = map.shape();
  const std::uint64_t* words = map.at(t, y, 0);
  std::size_t spikes = 0;
  for (int w = 0; w < shape.width * map.words(); ++w) spikes += static_cast<unsigned>(__builtin_popcountll(words[w]));
  Row row{std::vector<std::uint32_t>(spikes), {0}};
  std::uint32_t* end = row.numbers.data();
  for (int x = 0; x < shape.width; ++x) {
    for_each_spike(map.at(t, y, x), map.words(),
                   [&](int c) { *end++ = static_cast<std::uint32_t>(x * shape.channels + c); });
    row.begins.push_back(static_cast<std::uint32_t>(end - row.numbers.data()));
  }
  return row;
}

}  // namespace spikeloom
