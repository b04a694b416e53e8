// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "mapping/search/shortage_report.hpp"

namespace spikeloom {
namespace {

/// Value words of a column that carry some of these channels; words begin with the sender's first channel.
int words_of(const Slice& sender, Range channels) {
  const int size = std::max(1, sender.values_per_word), origin = sender.channels.begin;
  return (channels.end - 1 - origin) / size - (channels.begin - origin) / size + 1;
}

void require_numbers(const std::string& who, const std::string& what, int words) {
  if (words > kMaxChannelGroups)
    throw InputError(who + what + std::to_string(words) + " value words of a column, a header numbers " +
                     std::to_string(kMaxChannelGroups) + "; its layer must be cut in more channels");
}

void check_partial(const Network& network, const Mapping& mapping, const Slice& slice, const std::string& who) {
  const int bits = partial_value_bits(network, slice);
  if (bits > mapping.target.accumulator_bits)
    throw InputError(who + "partial sums of " + std::to_string(bits) + " bits, accumulators of the chip have " +
                     std::to_string(mapping.target.accumulator_bits));
  check_packet(who + "a value word", mapping.target.value_word_flits(bits), mapping.target);
}

}  // namespace

void check_value_words(const Network& network, const Mapping& mapping) {
  for (const Slice& slice : mapping.slices) {
    const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
    const std::string who = "mapping: " + slice_name(network, slice) + ": ";
    if (slice.is_partial()) check_partial(network, mapping, slice, who);
    if (slice.values_per_word > 0) require_numbers(who, "sends ", words_of(slice, slice.channels));
    std::map<int, int> words;  // through each port; producers of other rows and columns send the same ones
    std::set<std::pair<int, int>> seen;
    for (const Source& source : slice.sources) {
      if (source.slice == kHostSlice || port_signal(layer, source.port) == Signal::Spikes) continue;
      if (seen.emplace(source.port, source.channels.begin).second)
        words[source.port] += words_of(mapping.slices[static_cast<std::size_t>(source.slice)], source.channels);
    }
    for (const auto& [port, count] : words)
      require_numbers(who, "takes through port " + std::to_string(port) + " ", count);
  }
}

}  // namespace spikeloom
