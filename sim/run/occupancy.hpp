// SPDX-License-Identifier: Apache-2.0
#pragma once
// Watches how full the pipeline is: which cores and layers work in each bucket of time. Buckets double in length as the
// run grows, so that there are never more than kMaxBuckets.

#include <vector>

#include "mapping/plan/mapping.hpp"
#include "sim/machine/observer.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

class Occupancy final : public Observer {
 public:
  static constexpr std::size_t kMaxBuckets = 128;

  Occupancy(const Network& network, const Mapping& mapping);

  void on_row(const RowEvent& event) override { mark(event.slice, event.begin_cycle, event.end_cycle, false); }
  void on_datapath(const DatapathEvent& event) override { mark(event.slice, event.begin_cycle, event.end_cycle, true); }

  OccupancyResult result() const;

 private:
  struct Bucket {
    Cycle datapath_cycles = 0;
    std::vector<bool> cores, layers;
  };
  void mark(int slice, Cycle begin, Cycle end, bool datapath);
  Bucket& bucket_of(Cycle cycle);
  void halve();

  const Mapping& mapping_;
  std::size_t cores_, layers_;
  Cycle width_ = 64;
  std::vector<Bucket> buckets_;
};

}  // namespace spikeloom
