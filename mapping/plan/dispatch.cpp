// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/dispatch.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "base/error.hpp"

namespace spikeloom {
namespace {

using Consumers = std::vector<const Destination*>;

/// Blocks of `size` channels, aligned to `origin`, that overlap `wanted`.
std::vector<Range> blocks_of(Range wanted, int origin, int size) {
  std::vector<Range> blocks;
  for (int begin = origin + (wanted.begin - origin) / size * size; begin < wanted.end; begin += size)
    blocks.push_back({begin, begin + size});
  return blocks;
}

/// The ranges between neighbouring cuts.
std::vector<Range> between(const std::set<int>& cuts) {
  std::vector<Range> ranges;
  for (auto cut = cuts.begin(); cut != cuts.end() && std::next(cut) != cuts.end(); ++cut)
    ranges.push_back({*cut, *std::next(cut)});
  return ranges;
}

/// What one slice, or the host, sends.
class Sender {
 public:
  Sender(const Mapping& mapping, int number, std::vector<MulticastGroup>& groups)
      : mapping_(mapping), target_(mapping.target), number_(number), groups_(groups) {}

  std::vector<RowDeliveries> rows() {
    std::set<int> cuts;
    for (const Destination& d : table())
      if (!d.home) cuts.insert({d.rows.begin, d.rows.end});
    std::vector<RowDeliveries> all;
    for (const Range range : between(cuts)) all.push_back(row(range));
    return all;
  }

 private:
  bool is_host() const { return number_ == kHostSlice; }
  const Slice& slice(int i) const { return mapping_.slices[static_cast<std::size_t>(i)]; }
  const std::vector<Destination>& table() const {
    return is_host() ? mapping_.image_table : slice(number_).destinations;
  }
  int tile_of(int consumer) const { return mapping_.place_of(consumer); }
  /// Router into which the sender's packets go.
  int source_tile() const { return mapping_.place_of(number_) % target_.tiles(); }

  int block_origin(Signal signal) const {
    return signal == Signal::Spikes || is_host() ? 0 : slice(number_).channels.begin;
  }
  int block_size(Signal signal) const {
    if (signal == Signal::Spikes) return target_.spike_word_channels;
    return std::max(1, is_host() ? mapping_.image_values_per_word : slice(number_).values_per_word);
  }
  int word_flits(Signal signal) const {
    if (signal == Signal::Spikes) return target_.spike_word_flits();
    return is_host() ? mapping_.image_word_flits : slice(number_).value_word_flits;
  }

  RowDeliveries row(Range rows) {
    Consumers consumers;
    for (const Destination& d : table())
      if (!d.home && d.rows.contains(rows.begin)) consumers.push_back(&d);
    RowDeliveries result{rows, {}, {}};
    for (const Range range : column_ranges(consumers)) result.columns.push_back({range, words(consumers, range)});
    result.row_ends = row_ends(consumers);
    return result;
  }

  /// Columns that nobody wants are ranges too, so that there are no gaps.
  std::vector<Range> column_ranges(const Consumers& consumers) const {
    std::set<int> cuts;
    if (!is_host()) cuts.insert({slice(number_).columns.begin, slice(number_).columns.end});
    for (const Destination* d : consumers) cuts.insert({d->columns.begin, d->columns.end});
    return between(cuts);
  }

  std::vector<Delivery> words(const Consumers& of_row, Range columns) {
    Consumers consumers;
    for (const Destination* d : of_row)
      if (d->columns.contains(columns.begin)) consumers.push_back(d);
    return target_.multicast == Multicast::Tree ? shared_words(consumers) : copied_words(consumers);
  }

  std::vector<Delivery> copied_words(const Consumers& consumers) const {
    std::vector<Delivery> words;
    for (const Destination* d : consumers)
      for (const Range block : blocks_of(d->channels, block_origin(d->signal), block_size(d->signal)))
        words.push_back(word_for(*d, block));
    return words;
  }

  std::vector<Delivery> shared_words(const Consumers& consumers) {
    std::vector<Delivery> words;
    for (const Signal signal : {Signal::Spikes, Signal::Values})
      for (const Range piece : pieces(consumers, signal)) {
        Consumers wanting;
        for (const Destination* d : consumers)
          if (d->signal == signal && !intersect(d->channels, piece).empty()) wanting.push_back(d);
        deliver(
            wanting, words, [&](const Destination& d) { return word_for(d, piece); },
            [&](const Consumers& slices) { return word_for(slices, piece); });
      }
    return words;
  }

  std::vector<Delivery> row_ends(const Consumers& consumers) {
    std::vector<Delivery> ends;
    if (target_.multicast == Multicast::Unicast)
      for (const Destination* d : consumers) ends.push_back(addressed(*d, target_.token_flits()));
    else
      deliver(
          consumers, ends, [&](const Destination& d) { return addressed(d, target_.token_flits()); },
          [&](const Consumers& slices) { return shared(slices, target_.token_flits()); });
    return ends;
  }

  /// Channels that travel together: blocks; of AER, where each packet is one channel, the parts that the same slices
  /// want.
  std::vector<Range> pieces(const Consumers& consumers, Signal signal) const {
    std::set<int> cuts;
    for (const Destination* d : consumers) {
      if (d->signal != signal) continue;
      const bool aer = signal == Signal::Spikes && target_.spike_encoding == SpikeEncoding::Aer;
      if (aer) cuts.insert({d->channels.begin, d->channels.end});
      for (const Range block : blocks_of(d->channels, block_origin(signal), block_size(signal)))
        cuts.insert({block.begin, block.end});
    }
    return between(cuts);
  }

  /// One packet for all. A port at the edge is no leaf of a tree: what it wants goes by itself.
  template <class Addressed, class Shared>
  static void deliver(const Consumers& consumers, std::vector<Delivery>& deliveries, Addressed make_addressed,
                      Shared make_shared) {
    Consumers slices;
    for (const Destination* d : consumers)
      if (is_edge_consumer(d->slice))
        deliveries.push_back(make_addressed(*d));
      else
        slices.push_back(d);
    if (slices.size() == 1) deliveries.push_back(make_addressed(*slices.front()));
    if (slices.size() > 1) deliveries.push_back(make_shared(slices));
  }

  Delivery word_for(const Destination& d, Range piece) const {
    Delivery word = addressed(d, word_flits(d.signal));
    word.signal = d.signal;
    word.channels = intersect(d.channels, piece);
    return word;
  }

  Delivery word_for(const Consumers& slices, Range piece) {
    Delivery word = shared(slices, word_flits(slices.front()->signal));
    word.signal = slices.front()->signal;
    word.channels = intersect(slices.front()->channels, piece);
    for (const Destination* d : slices) {
      const Range part = intersect(d->channels, piece);
      word.channels = {std::min(word.channels.begin, part.begin), std::max(word.channels.end, part.end)};
    }
    return word;
  }

  Delivery addressed(const Destination& d, int flits) const {
    const int tile = tile_of(d.slice);
    return {Signal::Spikes, {}, d.slice, d.port, false, {tile}, tile, flits};
  }

  Delivery shared(const Consumers& consumers, int flits) {
    std::set<int> tiles;
    for (const Destination* d : consumers) tiles.insert(tile_of(d->slice));
    Delivery delivery{Signal::Spikes, {}, number_, 0, true, {tiles.begin(), tiles.end()}, 0, flits};
    delivery.destination = kFirstGroup + group(delivery.tiles);
    return delivery;
  }

  int group(const std::vector<int>& tiles) {
    for (std::size_t i = groups_.size(); i > 0 && groups_[i - 1].sender == number_; --i)
      if (groups_[i - 1].tiles == tiles) return static_cast<int>(i) - 1;
    groups_.push_back({number_, source_tile(), tiles});
    return static_cast<int>(groups_.size()) - 1;
  }

  const Mapping& mapping_;
  const Target& target_;
  int number_;
  std::vector<MulticastGroup>& groups_;
};

}  // namespace

Dispatch::Dispatch(const Mapping& mapping) {
  for (int sender = kHostSlice; sender < static_cast<int>(mapping.slices.size()); ++sender)
    senders_.push_back(Sender(mapping, sender, groups_).rows());
  if (groups_.size() > static_cast<std::size_t>(kMaxGroups))
    throw InputError("mapping: " + std::to_string(groups_.size()) + " multicast groups are more than the " +
                     std::to_string(kMaxGroups) + " that a header numbers; set noc.multicast to unicast");
}

const RowDeliveries& Dispatch::of(int sender, int row) const {
  for (const RowDeliveries& deliveries : of(sender))
    if (deliveries.rows.contains(row)) return deliveries;
  return nothing_;
}

}  // namespace spikeloom
