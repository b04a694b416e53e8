// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the channel group of a header stands for: tables that sender and receiver of a chip share. A loader writes them
// into the hardware's tables, the packet codec reads them here.

#include <vector>

#include "mapping/plan/dispatch.hpp"
#include "models/network.hpp"

namespace spikeloom {

/// A word that a sender shares among several slices.
struct SharedWord {
  Signal signal = Signal::Spikes;
  Range channels;
  bool operator==(const SharedWord& o) const { return signal == o.signal && channels == o.channels; }
};

/// A word that is addressed to one slice or edge consumer.
struct AddressedWord {
  Range channels;
  /// Of a word of values: bits of each. The widest of its senders, who differ when they send partial sums of other
  /// inputs: a receiver cannot tell them apart.
  int value_bits = 0;
};

constexpr int kNoWord = -1;

class WordTables {
 public:
  /// Throws InputError, with both figures: a list longer than a header numbers; a port behind those it has codes for;
  /// a word that comes from several senders and in which the values of the widest do not fit the packets of another.
  WordTables(const Mapping& mapping, const Dispatch& dispatch, const Network& network);

  /// Channels of the addressed words that come to a port of a slice or an edge consumer, each once, by begin and end.
  /// With AER they are the blocks that its packets number channels of.
  const std::vector<AddressedWord>& into(int consumer, int port) const { return port_of(consumer, port); }
  /// What `sender` (a slice or kHostSlice) sends in shared packets, each once: spikes first, then by begin and end.
  const std::vector<SharedWord>& shared_by(int sender) const { return senders_[index(sender)].words; }

  /// Places in these lists, or kNoWord.
  int find(int consumer, int port, Range channels) const;
  int find_shared(int sender, const SharedWord& word) const;

  /// Bits of the values that a sender (a slice or kHostSlice) has; 0 when it sends no values.
  int value_bits_of(int sender) const { return senders_[index(sender)].value_bits; }

  /// Channels of a delivery's word as the tables have them (AER: the whole block).
  Range word_of(Signal signal, Range channels) const;

 private:
  using Port = std::vector<AddressedWord>;
  struct Sender {
    std::vector<SharedWord> words;
    int value_bits = 0;
  };

  static std::size_t index(int sender) { return static_cast<std::size_t>(sender + 1); }
  const Port& port_of(int consumer, int port) const;
  Port& port_of(int consumer, int port);
  template <class Visit>
  void for_each_word(Visit&& visit) const;
  void collect();
  void sort();
  void check_values() const;

  const Mapping& mapping_;
  const Dispatch& dispatch_;
  std::vector<Sender> senders_;           ///< [slice + 1]; the host first
  std::vector<std::vector<Port>> ports_;  ///< [slice + 1, then stores][port]
};

}  // namespace spikeloom
