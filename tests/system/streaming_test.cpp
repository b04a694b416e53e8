// SPDX-License-Identifier: Apache-2.0
// Images that stream through a pipeline: what is in flight, how fast, and how full the chip is.
#include <catch2/catch.hpp>

#include <numeric>

#include "sim/run/figures.hpp"
#include "tests/support/random_network.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {
namespace {

/// The same image again and again through a network of one lane a core: datapaths are the bottleneck.
SystemCase slow_case(int columns, int images, int in_flight) {
  SystemCase system_case;
  RandomNetworkOptions options;
  options.time_steps = 2;
  system_case.network = random_network(78, options);
  system_case.chip.mesh.columns = columns;
  system_case.chip.mesh.rows = 1;
  system_case.chip.core.lanes = 1;
  system_case.chip.core.weight_sram_bytes = system_case.chip.core.accumulator_sram_bytes = 1 << 22;
  system_case.images.assign(static_cast<std::size_t>(images), random_image(6, system_case.network.input.shape));
  system_case.images_in_flight = in_flight;
  return system_case;
}

Cycle busiest_datapath(const RunResults& results) {
  Cycle most = 0;
  for (const CoreResult& core : results.cores) most = std::max(most, core.datapath_cycles);
  return most;
}

}  // namespace

TEST_CASE("Is one image at a time its latency, from the first on?") {
  const RunResults results = run_case(slow_case(2, 3, 1));
  const Cycle latency = results.images.front().latency_cycles();
  for (const ImageResult& image : results.images) CHECK(image.latency_cycles() == latency);
  CHECK(steady_latency_cycles(results) == Approx(static_cast<double>(latency)));
  CHECK(cycles_per_image(results) == Approx(static_cast<double>(latency)).epsilon(0.05));
}

TEST_CASE("Is the steady state's time for an image that of the busiest core?") {
  constexpr int kImages = 24;
  for (const int columns : {1, 2, 3}) {
    INFO(columns << " cores");
    const RunResults results = run_case(slow_case(columns, kImages, 4));
    const double bottleneck = static_cast<double>(busiest_datapath(results)) / kImages;
    if (columns == 1)
      CHECK(cycles_per_image(results) == Approx(bottleneck).epsilon(0.05));
    else
      CHECK(cycles_per_image(results) >= 0.95 * bottleneck);  // cores wait for each other
    CHECK(throughput_images_per_s(results, 500) == Approx(500e6 / cycles_per_image(results)));
    // Little's law: with four in flight an image is there for four times as long.
    CHECK(steady_latency_cycles(results) == Approx(4 * cycles_per_image(results)).epsilon(0.15));
  }
}

TEST_CASE("Is occupancy the datapaths' work, and does a full pipeline show?") {
  const RunResults results = run_case(slow_case(2, 6, 3));
  const OccupancyResult& occupancy = results.occupancy;
  double busy = 0;
  for (const CoreResult& core : results.cores) busy += static_cast<double>(core.datapath_cycles);
  const double sum = std::accumulate(occupancy.datapaths_busy.begin(), occupancy.datapaths_busy.end(), 0.0);
  CHECK(sum * 2 * static_cast<double>(occupancy.bucket_cycles) == Approx(busy));
  CHECK(occupancy.cores_active[occupancy.cores_active.size() / 2] == 1.0);
  CHECK(occupancy.layers_active.front() < occupancy.layers_active[occupancy.layers_active.size() / 2]);
}

TEST_CASE("Does no run print a throughput that a long run cannot keep?") {
  const double sustained = throughput_images_per_s(run_case(slow_case(2, 48, 4)), 500);
  for (const auto& [images, in_flight] : {std::pair{2, 2}, {3, 3}, {4, 4}, {5, 4}, {6, 4}, {9, 4}, {8, 8}, {12, 8}}) {
    INFO(images << " images, " << in_flight << " in flight");
    CHECK(throughput_images_per_s(run_case(slow_case(2, images, in_flight)), 500) <= 1.02 * sustained);
  }
}

}  // namespace spikeloom
