// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a slice grants its producers when a row of its window becomes free.

#include <cstdint>
#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

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
