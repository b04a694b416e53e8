// SPDX-License-Identifier: Apache-2.0
#pragma once
// Row credits that a slice has from its consumers: what it may still send (what it grants:
// mapping/plan/row_grants.hpp). Asked for every row of slices with hundreds of connections.

#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"

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

}  // namespace spikeloom
