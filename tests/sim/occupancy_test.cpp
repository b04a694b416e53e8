// SPDX-License-Identifier: Apache-2.0
#include "sim/run/occupancy.hpp"

#include <catch2/catch.hpp>

#include <numeric>

#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

/// Four slices of four layers on four cores.
Mapping four_slices() {
  Mapping mapping;
  mapping.target.columns = mapping.target.rows = 2;
  mapping.slices.resize(4);
  for (int i = 0; i < 4; ++i) mapping.slices[static_cast<std::size_t>(i)].layer = i;
  for (int i = 0; i < 4; ++i) mapping.slices[static_cast<std::size_t>(i)].core = i;
  return mapping;
}

Network four_layers() {
  Network network;
  network.layers.resize(4);
  return network;
}

}  // namespace

TEST_CASE("Is a bucket's share what was busy in it?") {
  const Network network = four_layers();
  const Mapping mapping = four_slices();
  Occupancy occupancy(network, mapping);
  occupancy.on_datapath({0, 0, 32});   // half of the first bucket
  occupancy.on_datapath({1, 48, 80});  // over the boundary
  RowEvent row;
  row.slice = 3;
  row.begin_cycle = 64;
  row.end_cycle = 65;
  occupancy.on_row(row);
  const OccupancyResult result = occupancy.result();
  CHECK(result.bucket_cycles == 64);
  CHECK(result.datapaths_busy == std::vector<double>{(32 + 16) / 256.0, 16 / 256.0});
  CHECK(result.cores_active == std::vector<double>{0.5, 0.5});
  CHECK(result.layers_active == std::vector<double>{0.5, 0.5});
}

TEST_CASE("Do buckets that double keep what they counted?") {
  const Network network = four_layers();
  const Mapping mapping = four_slices();
  Occupancy occupancy(network, mapping);
  Random random(5);
  Cycle now = 0, busy = 0;
  for (int i = 0; i < 20000; ++i) {
    const Cycle begin = now + static_cast<Cycle>(random.between(0, 200));
    now = begin + static_cast<Cycle>(random.between(1, 90));
    occupancy.on_datapath({random.between(0, 3), begin, now});
    busy += now - begin;
  }
  const OccupancyResult result = occupancy.result();
  CHECK(result.cores_active.size() <= Occupancy::kMaxBuckets);
  CHECK(result.cores_active.size() > Occupancy::kMaxBuckets / 2);
  const double sum = std::accumulate(result.datapaths_busy.begin(), result.datapaths_busy.end(), 0.0);
  CHECK(sum * 4 * static_cast<double>(result.bucket_cycles) == Approx(static_cast<double>(busy)));
}

}  // namespace spikeloom
