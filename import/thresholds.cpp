// SPDX-License-Identifier: Apache-2.0
#include "import/thresholds.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/vector_clones.hpp"
#include "models/fixed_point.hpp"
#include "models/neuron.hpp"

namespace spikeloom {

namespace {

using Counts = std::vector<std::int64_t>;
using Numbers = std::vector<std::int32_t>;

SPIKELOOM_VECTOR_CLONES void step(int channels, int fraction_bits, const std::int32_t* x, const std::int32_t* threshold,
                                  std::int32_t* membrane, std::int32_t* spikes) {
  for (int c = 0; c < channels; ++c) {
    const LifResult result = lif_step(membrane[c], shift_left(x[c], fraction_bits), threshold[c]);
    membrane[c] = result.membrane;
    spikes[c] += result.spike ? 1 : 0;
  }
}

/// Calls visit(t, y, x, spikes) with the spikes of all channels that a position has had up to step t.
template <class Visit>
void run_neurons(const ValueMap& x, int time_steps, const Numbers& thresholds, Visit visit) {
  const MapShape& shape = x.shape();
  Numbers membrane(static_cast<std::size_t>(shape.channels)), spikes(membrane.size());
  for (int row = 0; row < shape.height; ++row)
    for (int column = 0; column < shape.width; ++column) {
      std::fill(membrane.begin(), membrane.end(), 0);
      for (int t = 0; t < time_steps; ++t) {
        std::fill(spikes.begin(), spikes.end(), 0);
        step(shape.channels, input_fraction_bits(time_steps), x.at(t, row, column), thresholds.data(), membrane.data(),
             spikes.data());
        visit(t, row, column, spikes);
      }
    }
}

/// One more than any U can be.
std::int32_t beyond_reach(const ValueMap& x, int time_steps) {
  const std::int64_t largest = *std::max_element(x.values().begin(), x.values().end());
  const std::int64_t limit = std::max<std::int64_t>(largest, 0) * ((std::int64_t{1} << time_steps) - 1) + 1;
  return static_cast<std::int32_t>(std::min<std::int64_t>(limit, std::numeric_limits<std::int32_t>::max()));
}

/// The count that every channel is to reach so that all together reach `total`, where no channel can exceed its `most`.
double level_for(Counts most, double total) {
  std::sort(most.begin(), most.end());
  double missing = total;
  for (std::size_t i = 0; i < most.size(); ++i) {
    const double share = missing / static_cast<double>(most.size() - i);
    if (share <= static_cast<double>(most[i])) return share;
    missing -= static_cast<double>(most[i]);
  }
  return static_cast<double>(most.back());
}

/// Two neighbouring thresholds of each channel: `lower` fires at least as often as wanted, or is 1.
struct Bracket {
  Numbers lower, upper;
  Counts lower_counts, upper_counts;
};

bool is_open(const Bracket& b) {
  for (std::size_t c = 0; c < b.lower.size(); ++c)
    if (b.upper[c] - b.lower[c] > 1) return true;
  return false;
}

/// Halves all channels' brackets at once: the inputs are read once for all.
void narrow(const ValueMap& x, int time_steps, double wanted, Bracket& b) {
  Numbers middle(b.lower.size());
  while (is_open(b)) {
    for (std::size_t c = 0; c < middle.size(); ++c) middle[c] = b.lower[c] + (b.upper[c] - b.lower[c]) / 2;
    const Counts counts = spike_counts(x, time_steps, middle);
    for (std::size_t c = 0; c < middle.size(); ++c) {
      if (b.upper[c] - b.lower[c] <= 1) continue;
      const bool enough = static_cast<double>(counts[c]) >= wanted;
      (enough ? b.lower : b.upper)[c] = middle[c];
      (enough ? b.lower_counts : b.upper_counts)[c] = counts[c];
    }
  }
}

}  // namespace

Counts spike_counts(const ValueMap& x, int time_steps, const Numbers& thresholds) {
  Counts counts(thresholds.size());
  run_neurons(x, time_steps, thresholds, [&counts](int, int, int, const Numbers& spikes) {
    for (std::size_t c = 0; c < counts.size(); ++c) counts[c] += spikes[c];
  });
  return counts;
}

Numbers thresholds_for(const ValueMap& x, int time_steps, double rate) {
  const std::size_t channels = static_cast<std::size_t>(x.shape().channels);
  Bracket b{Numbers(channels, 1), Numbers(channels, beyond_reach(x, time_steps)), {}, Counts(channels)};
  b.lower_counts = spike_counts(x, time_steps, b.lower);
  const double chances = static_cast<double>(x.shape().positions()) * time_steps;
  const double wanted = level_for(b.lower_counts, rate * chances * static_cast<double>(channels));
  narrow(x, time_steps, wanted, b);
  double owed = 0.0;  // spikes that the channels so far have had too few
  for (std::size_t c = 0; c < channels; ++c) {
    owed += std::min(wanted, static_cast<double>(b.lower_counts[c]));
    const double middle = 0.5 * static_cast<double>(b.lower_counts[c] + b.upper_counts[c]);
    const bool lower = owed >= middle;
    if (!lower) b.lower[c] = b.upper[c];
    owed -= static_cast<double>((lower ? b.lower_counts : b.upper_counts)[c]);
  }
  return b.lower;
}

SpikeMap fire_all(const ValueMap& x, int time_steps, const Numbers& thresholds) {
  SpikeMap map(time_steps, x.shape());
  run_neurons(x, time_steps, thresholds, [&map](int t, int row, int column, const Numbers& spikes) {
    for (std::size_t c = 0; c < spikes.size(); ++c)
      if (spikes[c] != 0) map.set(t, row, column, static_cast<int>(c));
  });
  return map;
}

}  // namespace spikeloom
