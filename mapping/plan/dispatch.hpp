// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which packets carry a finished row to its consumers. With unicast: one for each consumer. With trees: one for all
// that want some of a word; which of them takes what, its core knows from the mapping. Derived from the mapping once,
// used by the cores' encoders, the host port and the estimate of the traffic. What stays at home is in no packet.

#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// One packet of each column (a word) or of each row (its end), of one time step.
struct Delivery {
  Signal signal = Signal::Spikes;  ///< of a word
  Range channels;                  ///< of a word: what its consumers want, together
  int slice = kHostSlice;          ///< consumer; of a shared packet the sender
  int port = 0;                    ///< of the consumer
  bool shared = false;             ///< several slices take it
  std::vector<int> tiles;          ///< that receive it, ascending; Target::tiles() is the host
  int destination = 0;             ///< the one tile of an addressed packet, the multicast group of a shared one
  int flits = 1;
};

/// Columns of a row whose words go to the same consumers in the same packets.
struct ColumnDeliveries {
  Range columns;
  std::vector<Delivery> words;
};

struct RowDeliveries {
  Range rows;                             ///< of the sender's map that are sent like this
  std::vector<ColumnDeliveries> columns;  ///< ascending, without gaps within the sender's columns
  std::vector<Delivery> row_ends;         ///< to every consumer of any column
};

/// The tiles that the shared packets of one sender go to.
struct MulticastGroup {
  int sender = kHostSlice;
  int source_tile = 0;
  std::vector<int> tiles;
};

class Dispatch {
 public:
  /// Throws InputError when there are more groups than a header can number.
  explicit Dispatch(const Mapping& mapping);

  /// What `sender` (a slice, or kHostSlice) sends of this row.
  const RowDeliveries& of(int sender, int row) const;
  const std::vector<RowDeliveries>& of(int sender) const { return senders_[static_cast<std::size_t>(sender + 1)]; }

  /// In the order of their numbers, which begin with kFirstGroup.
  const std::vector<MulticastGroup>& groups() const { return groups_; }

 private:
  std::vector<std::vector<RowDeliveries>> senders_;  ///< [slice + 1]; the host first
  std::vector<MulticastGroup> groups_;
  RowDeliveries nothing_;
};

}  // namespace spikeloom
