// SPDX-License-Identifier: Apache-2.0
#include "rtl/wires/word_tables.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/error.hpp"
#include "chip/packet_layout.hpp"
#include "mapping/cost/firing_profile.hpp"
#include "mapping/plan/memory.hpp"

namespace spikeloom {
namespace {

std::string name_of(int consumer) {
  if (consumer == kHostSlice) return "the host";
  if (consumer < kHostSlice) return "store " + std::to_string(store_of(consumer));
  return "slice " + std::to_string(consumer);
}

bool before(const Range& a, const Range& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); }
bool before(const SharedWord& a, const SharedWord& b) {
  if (a.signal != b.signal) return a.signal == Signal::Spikes;
  return before(a.channels, b.channels);
}
/// The widest of equal words first: it stays.
bool before(const AddressedWord& a, const AddressedWord& b) {
  if (a.channels == b.channels) return a.value_bits > b.value_bits;
  return before(a.channels, b.channels);
}
bool same(const SharedWord& a, const SharedWord& b) { return a == b; }
bool same(const AddressedWord& a, const AddressedWord& b) { return a.channels == b.channels; }

template <class Word>
void sort_words(std::vector<Word>& words, const std::string& who) {
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return before(a, b); });
  words.erase(std::unique(words.begin(), words.end(), [](const Word& a, const Word& b) { return same(a, b); }),
              words.end());
  if (words.size() > static_cast<std::size_t>(kMaxChannelGroups))
    throw InputError("mapping: " + who + ": " + std::to_string(words.size()) + " different words, a header numbers " +
                     std::to_string(kMaxChannelGroups));
}

}  // namespace

WordTables::WordTables(const Mapping& mapping, const Dispatch& dispatch, const Network& network)
    : mapping_(mapping), dispatch_(dispatch) {
  senders_.resize(mapping.slices.size() + 1);
  ports_.assign(senders_.size() + mapping.stores.size(), std::vector<Port>(packet_layout::kMaxPorts));
  senders_[index(kHostSlice)].value_bits = image_value_bits(network.input);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    senders_[i + 1].value_bits = value_bits(network, mapping.slices[i]);
  collect();
  sort();
  check_values();
}

/// visit(sender, delivery) for each word of each row.
template <class Visit>
void WordTables::for_each_word(Visit&& visit) const {
  for (int sender = kHostSlice; sender < static_cast<int>(mapping_.slices.size()); ++sender)
    for (const RowDeliveries& row : dispatch_.of(sender))
      for (const ColumnDeliveries& columns : row.columns)
        for (const Delivery& word : columns.words) visit(sender, word);
}

void WordTables::collect() {
  for_each_word([&](int sender, const Delivery& word) {
    const Range channels = word_of(word.signal, word.channels);
    if (word.shared) {
      senders_[index(sender)].words.push_back({word.signal, channels});
      return;
    }
    const int bits = word.signal == Signal::Values ? value_bits_of(sender) : 0;
    port_of(word.slice, word.port).push_back({channels, bits});
  });
}

void WordTables::sort() {
  for (int sender = kHostSlice; sender < static_cast<int>(mapping_.slices.size()); ++sender)
    sort_words(senders_[index(sender)].words, name_of(sender) + " shares");
  const int stores = static_cast<int>(mapping_.stores.size());
  for (int consumer = store_slice(stores - 1); consumer < static_cast<int>(mapping_.slices.size()); ++consumer)
    for (int port = 0; port < packet_layout::kMaxPorts; ++port)
      sort_words(port_of(consumer, port), "port " + std::to_string(port) + " of " + name_of(consumer));
}

int WordTables::find(int consumer, int port, Range channels) const {
  const Port& words = port_of(consumer, port);
  const auto place =
      std::lower_bound(words.begin(), words.end(), channels,
                       [](const AddressedWord& word, Range wanted) { return before(word.channels, wanted); });
  return place != words.end() && place->channels == channels ? static_cast<int>(place - words.begin()) : kNoWord;
}

int WordTables::find_shared(int sender, const SharedWord& wanted) const {
  const std::vector<SharedWord>& words = shared_by(sender);
  const auto place = std::lower_bound(words.begin(), words.end(), wanted,
                                      [](const SharedWord& a, const SharedWord& b) { return before(a, b); });
  return place != words.end() && *place == wanted ? static_cast<int>(place - words.begin()) : kNoWord;
}

void WordTables::check_values() const {
  for_each_word([&](int sender, const Delivery& word) {
    if (word.shared || word.signal == Signal::Spikes) return;
    const auto index = static_cast<std::size_t>(find(word.slice, word.port, word.channels));
    const int bits = into(word.slice, word.port)[index].value_bits;
    if (mapping_.target.packet_flits(bits * word.channels.size()) > word.flits)
      throw InputError("mapping: port " + std::to_string(word.port) + " of " + name_of(word.slice) +
                       ": takes values of " + std::to_string(bits) + " bits; " + std::to_string(word.channels.size()) +
                       " of them do not fit the packets of " + name_of(sender) + ", whose values have " +
                       std::to_string(value_bits_of(sender)));
  });
}

Range WordTables::word_of(Signal signal, Range channels) const {
  if (signal == Signal::Values || mapping_.target.spike_encoding == SpikeEncoding::Bitmap) return channels;
  const int size = mapping_.target.spike_word_channels, begin = channels.begin / size * size;
  return {begin, begin + size};
}

const WordTables::Port& WordTables::port_of(int consumer, int port) const {
  if (port >= packet_layout::kMaxPorts)
    throw InputError("mapping: port " + std::to_string(port) + " of " + name_of(consumer) +
                     ": a header has codes for " + std::to_string(packet_layout::kMaxPorts));
  const std::size_t place =
      consumer >= kHostSlice ? index(consumer) : senders_.size() + static_cast<std::size_t>(store_of(consumer));
  return ports_[place][static_cast<std::size_t>(port)];
}

WordTables::Port& WordTables::port_of(int consumer, int port) {
  return const_cast<Port&>(static_cast<const WordTables*>(this)->port_of(consumer, port));
}

}  // namespace spikeloom
