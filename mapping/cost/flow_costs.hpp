// SPDX-License-Identifier: Apache-2.0
#pragma once
// Flits x links of all flows, kept up to date while slices change places: a change costs as much as the flows it
// touches.

#include <utility>
#include <vector>

#include "mapping/cost/hop_count.hpp"
#include "mapping/cost/traffic.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

class FlowCosts {
 public:
  /// `tiles`: of each slice, of a load its port's number; read whenever costs are asked for.
  FlowCosts(const Mapping& mapping, const std::vector<Flow>& flows, const std::vector<int>& tiles);

  std::int64_t total() const { return total_; }
  /// What the flows of these slices cost more than when they were last accepted.
  std::int64_t change(const std::vector<int>& slices);
  void accept();
  /// Ends of flows whose links were counted so far.
  std::int64_t ends() const { return counted_ends_; }

  /// Where somebody stands that the slice talks to, by a number of any size; the host tile if it talks to nobody.
  int tile_of_partner(int slice, std::uint64_t number) const;

 private:
  int place_of(int slice) const {
    return is_edge_consumer(slice) ? mapping_.place_of(slice) : tiles_[static_cast<std::size_t>(slice)];
  }
  std::int64_t cost(const Flow& flow);

  const Mapping& mapping_;
  const std::vector<Flow>& flows_;
  const std::vector<int>& tiles_;
  LinkCounter links_;
  std::vector<std::vector<int>> flows_of_;  ///< [slice]
  std::vector<std::int64_t> costs_;         ///< [flow]
  std::vector<int> seen_;                   ///< [flow]: number of the question that counted it last
  int question_ = 0;
  std::vector<std::pair<int, std::int64_t>> asked_;  ///< flows of the last question and what they would cost
  std::int64_t total_ = 0;
  std::int64_t counted_ends_ = 0;
  std::vector<int> ends_;
};

}  // namespace spikeloom
