// SPDX-License-Identifier: Apache-2.0
#pragma once
// Row credits, both ways: what a slice may still send to its consumers, and what it grants its producers when a row of
// its window becomes free. Asked for every row of slices with hundreds of connections.

#include <cstdint>
#include <vector>

#include "mapping/mapping.hpp"

namespace spikeloom {

/// Rows that a slice may send, for each entry of its destination table.
class SendCredits {
 public:
  explicit SendCredits(const Slice& slice);

  /// Every consumer of the next row takes it.
  bool granted() const { return refused_ == 0; }
  /// The next row goes out, with all its time steps.
  void spend();
  void receive(std::uint32_t entry, int rows);

  /// Entries of the table that refuse the next row, for messages.
  std::vector<std::size_t> refusing() const;

 private:
  struct Entry {
    Range rows;
    int credit;
  };
  bool refuses(const Entry& e) const { return e.rows.contains(row_) && e.credit <= 0; }

  const Range rows_;  ///< of the slice
  int row_;           ///< next to be sent, of the map
  int refused_ = 0;   ///< entries that refuse it
  std::vector<Entry> entries_;
};

/// A credit that a slice owes to a producer.
struct CreditGrant {
  int producer = kHostSlice;
  std::uint32_t entry = 0;  ///< of the producer's destination table
  int rows = 0;
  bool home = false;  ///< stays in the core: no packet
};

/// When the slice completes row b of its band, accumulators for row b + window become free; the input rows that touch
/// that row last may be sent.
class RowGrants {
 public:
  RowGrants(const Layer& layer, const Mapping& mapping, int slice);

  /// Calls grant(CreditGrant) for each producer that gets rows by the completion of the band's row `local_row`.
  template <class Grant>
  void for_each(int local_row, Grant grant) const {
    const int rows = static_cast<int>(last_touching_.front().size());
    const auto admitted = static_cast<std::size_t>((local_row + window_) % rows);
    for (const Producer& p : producers_) {
      const Range range = intersect(p.rows, last_touching_[static_cast<std::size_t>(p.port)][admitted]);
      if (!range.empty()) grant(CreditGrant{p.slice, p.entry, range.size(), p.home});
    }
  }

 private:
  struct Producer {
    int slice;
    std::uint32_t entry;
    int port;
    Range rows;
    bool home;
  };
  int window_;
  std::vector<std::vector<Range>> last_touching_;  ///< [port][local row]: input rows that touch it and none after it
  std::vector<Producer> producers_;
};

}  // namespace spikeloom
