// SPDX-License-Identifier: Apache-2.0
// A network in passes on a chip that cannot hold it. A word that differs from the reference throws inside the run.
#include <catch2/catch.hpp>

#include <algorithm>

#include "mapping/plan/boundary.hpp"
#include "models/reference/reference.hpp"
#include "tests/support/random.hpp"
#include "tests/support/random_network.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {
namespace {

std::vector<int> edge_tiles(const MeshSpec& mesh) {
  std::vector<int> tiles;
  for (int tile = 0; tile < mesh.columns * mesh.rows; ++tile) {
    const int column = tile % mesh.columns, row = tile / mesh.columns;
    if (column == 0 || row == 0 || column == mesh.columns - 1 || row == mesh.rows - 1) tiles.push_back(tile);
  }
  return tiles;
}

/// A random case on 1 to 4 cores with one to three DRAM ports.
SystemCase small_chip_case(std::uint64_t seed) {
  SystemCase system_case = random_case(seed);
  Random random(seed + 7);
  system_case.chip.mesh.columns = random.between(1, 2);
  system_case.chip.mesh.rows = random.between(1, 2);
  std::vector<int> tiles = edge_tiles(system_case.chip.mesh);
  const auto ports = static_cast<std::size_t>(random.between(1, 3));
  while (tiles.size() > ports) tiles.erase(tiles.begin() + random.between(0, static_cast<int>(tiles.size()) - 1));
  system_case.chip.dram.ports = tiles;
  system_case.chip.dram.bandwidth_gbytes_per_s = random.pick(std::vector<double>{0.05, 1, 8, 100});
  system_case.chip.dram.latency_ns = random.pick(std::vector<int>{0, 20, 300});
  return system_case;
}

/// A small network on one core, everything plain.
SystemCase plain_case(int time_steps) {
  RandomNetworkOptions options;
  options.time_steps = time_steps;
  SystemCase system_case;
  system_case.network = random_network(77, options);
  system_case.chip.mesh.columns = system_case.chip.mesh.rows = 1;
  system_case.chip.core.weight_sram_bytes = system_case.chip.core.accumulator_sram_bytes = 1 << 22;
  system_case.chip.dram.ports = {0};
  system_case.images.push_back(random_image(5, system_case.network.input.shape));
  return system_case;
}

ActionCounts total(const RunResults& results) {
  ActionCounts sum = results.host_actions;
  for (const CoreResult& core : results.cores) sum += core.actions;
  return sum;
}

std::uint64_t weight_bytes(const Mapping& mapping) {
  std::int64_t bytes = 0;
  for (const Slice& slice : mapping.slices) bytes += slice.memory.weights;
  return static_cast<std::uint64_t>(bytes);
}

/// Of one image.
std::uint64_t stored_bits(const Network& network, const Mapping& mapping) {
  std::int64_t bits = 0;
  for (const StoredPart& part : mapping.stores) {
    const Layer& layer = network.layers[static_cast<std::size_t>(part.layer)];
    bits += stored_row_bits(network, part) * layer.out.height * output_steps(layer, network.time_steps);
  }
  return static_cast<std::uint64_t>(bits);
}

PassPlan plan_of(const SystemCase& system_case, int passes) {
  return map_passes(system_case.network, system_case.chip.target(), system_case.mapping_options, passes);
}

RunResults run_plan(SystemCase system_case, const PassPlan& plan, bool replay = false) {
  system_case.replay = replay;
  return run_case(system_case, plan);
}

void require_reference(const SystemCase& system_case, const RunResults& results) {
  REQUIRE(results.images.size() == system_case.images.size());
  CHECK(results.reference.mismatches == 0);
  std::uint64_t spikes = 0;
  for (std::size_t i = 0; i < system_case.images.size(); ++i) {
    const Inference expected = Reference(system_case.network).run(system_case.images[i]);
    CHECK(results.images[i].logits == expected.logits);
    CHECK(results.images[i].prediction == expected.prediction);
    for (const LayerActivity& layer : expected.layers) spikes += layer.spikes.count();
  }
  CHECK(results.spikes == spikes);
}

}  // namespace

TEST_CASE("In passes, are spikes, values and logits still the reference's?") {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    const SystemCase system_case = small_chip_case(seed);
    const int layers = static_cast<int>(system_case.network.layers.size());
    const int passes = 2 + static_cast<int>(seed) % 5;
    INFO("seed " << seed << ", " << passes << " passes");
    const PassPlan plan = plan_of(system_case, std::min(passes, layers));
    REQUIRE(plan.passes.size() == static_cast<std::size_t>(passes));
    require_reference(system_case, run_plan(system_case, plan));
  }
}

TEST_CASE("Does a pass for each layer give the same, wherever the network is cut?") {
  for (const std::uint64_t seed : {31U, 32U, 33U}) {
    INFO("seed " << seed);
    const SystemCase system_case = small_chip_case(seed);
    const PassPlan plan = plan_of(system_case, static_cast<int>(system_case.network.layers.size()));
    for (const Mapping& pass : plan.passes) CHECK(pass.layers.size() == 1);
    require_reference(system_case, run_plan(system_case, plan));
  }
}

TEST_CASE("Do T = 1 and T = 4, bitmap and AER, unicast and trees all stay the reference's on one core?") {
  for (const int steps : {1, 4})
    for (const SpikeEncoding encoding : {SpikeEncoding::Bitmap, SpikeEncoding::Aer})
      for (const Multicast multicast : {Multicast::Unicast, Multicast::Tree}) {
        SystemCase system_case = plain_case(steps);
        system_case.chip.noc.spike_encoding = encoding;
        system_case.chip.noc.multicast = multicast;
        INFO("T " << steps << " encoding " << static_cast<int>(encoding) << " multicast "
                  << static_cast<int>(multicast));
        const RunResults results = run_plan(system_case, plan_of(system_case, 4));
        require_reference(system_case, results);
        const ActionCounts counts = total(results);
        CHECK(counts[Action::QueuePush] == counts[Action::QueuePop]);
      }
}

TEST_CASE("Does DRAM move what the mapping says: weights once a batch, maps once an image?") {
  SystemCase system_case = plain_case(2);
  system_case.images.resize(4, system_case.images.front());
  system_case.images_in_flight = 2;
  const PassPlan plan = plan_of(system_case, 3);
  const RunResults results = run_plan(system_case, plan);
  REQUIRE(results.passes.size() == 3);
  std::uint64_t read = 0, written = 0;
  for (std::size_t pass = 0; pass < 3; ++pass) {
    const Mapping& mapping = plan.passes[pass];
    CHECK(results.passes[pass].weight_bits == 2 * 8 * weight_bytes(mapping));
    CHECK(results.passes[pass].stored_bits == 4 * stored_bits(system_case.network, mapping));
    read += results.passes[pass].weight_bits + results.passes[pass].loaded_bits;
    written += results.passes[pass].stored_bits;
  }
  CHECK(results.passes[0].loaded_bits == 0);
  CHECK(results.passes[2].stored_bits == 0);
  CHECK(total(results)[Action::DramRead] == read);
  CHECK(total(results)[Action::DramWrite] == written);
  CHECK(total(results)[Action::WeightWrite] >= 2 * (weight_bytes(plan.passes[0]) + weight_bytes(plan.passes[1])) / 8);
}

TEST_CASE("Do weights take the time that bandwidth and latency say?") {
  SystemCase system_case = plain_case(1);
  system_case.chip.clock_mhz = 500;
  const PassPlan plan = plan_of(system_case, 2);
  const auto cycles = [&](double gbytes_per_s, int latency_ns) {
    system_case.chip.dram.bandwidth_gbytes_per_s = gbytes_per_s;
    system_case.chip.dram.latency_ns = latency_ns;
    return run_plan(system_case, plan).passes.front().weight_cycles;
  };
  const double bits = 8.0 * static_cast<double>(weight_bytes(plan.passes.front()));
  const auto transfer = static_cast<Cycle>(bits / 1.6);  // 0.1 GB/s at 500 MHz are 1.6 bits a cycle
  CHECK(cycles(0.1, 0) >= transfer);
  CHECK(cycles(0.1, 0) <= transfer + 100);
  CHECK(cycles(0.1, 2000) == cycles(0.1, 0) + 1000);
  // Fast DRAM: a flit a cycle is the limit.
  const Target target = system_case.chip.target();
  const int packet_flits = system_case.chip.core.input_queue_flits / 2;
  const double payload = packet_flits * target.flit_bits - kHeaderBits;
  const auto flits = static_cast<Cycle>(bits / payload * packet_flits);
  CHECK(cycles(1000, 0) >= flits);
  CHECK(cycles(1000, 0) <= flits + flits / 10 + 100);
}

TEST_CASE("Do more ports share the weights?") {
  SystemCase system_case = plain_case(1);
  system_case.chip.mesh.columns = system_case.chip.mesh.rows = 2;
  system_case.chip.dram.bandwidth_gbytes_per_s = 0.5;
  const auto cycles = [&](std::vector<int> ports) {
    system_case.chip.dram.ports = std::move(ports);
    const RunResults results = run_plan(system_case, plan_of(system_case, 2));
    require_reference(system_case, results);
    return results.passes.front().weight_cycles + results.passes.back().weight_cycles;
  };
  const Cycle one = cycles({3}), four = cycles({0, 1, 2, 3});
  CHECK(four < one / 2);
  CHECK(four >= one / 4 - 100);
}

TEST_CASE("Do both kernels, and a second run, give the same flits in passes?") {
  SystemCase system_case = small_chip_case(41);
  const PassPlan plan = plan_of(system_case, 3);
  const RunResults active = run_plan(system_case, plan), again = run_plan(system_case, plan);
  system_case.chip.noc.kernel.name = "clocked";
  const RunResults clocked = run_plan(system_case, plan);
  for (const RunResults* other : {&again, &clocked}) {
    CHECK(other->flit_hash == active.flit_hash);
    CHECK(other->cycles == active.cycles);
    CHECK(total(*other) == total(active));
  }
}

TEST_CASE("Does a replayed run in passes take the same cycles as one that executes?") {
  SystemCase system_case = small_chip_case(42);
  system_case.images.resize(3, system_case.images.front());
  system_case.images_in_flight = 2;
  const PassPlan plan = plan_of(system_case, 4);
  const RunResults execute = run_plan(system_case, plan), replay = run_plan(system_case, plan, true);
  CHECK(replay.reference.replayed);
  CHECK_FALSE(replay.reference.compared);
  CHECK(replay.cycles == execute.cycles);
  CHECK(replay.flit_hash == execute.flit_hash);
  CHECK(total(replay) == total(execute));
}

TEST_CASE("Are the phases of a run without gaps, and its images between them?") {
  SystemCase system_case = plain_case(2);
  system_case.images.resize(3, system_case.images.front());
  system_case.images_in_flight = 2;
  const RunResults results = run_plan(system_case, plan_of(system_case, 2));
  REQUIRE(results.phases.size() == 2 * 2 * 2);
  Cycle now = 0;
  for (const PhaseResult& phase : results.phases) {
    CHECK(phase.begin_cycle == now);
    now = phase.end_cycle;
  }
  CHECK(results.cycles == now);
  CHECK(results.images[0].begin_cycle == 0);
  CHECK(results.images[2].begin_cycle == results.phases[4].begin_cycle);
  CHECK(results.images[1].end_cycle > results.phases[3].begin_cycle);
  CHECK(results.images[1].end_cycle <= results.phases[3].end_cycle);
}

}  // namespace spikeloom
