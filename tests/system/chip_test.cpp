// SPDX-License-Identifier: Apache-2.0
// The invariants of the whole machine, over random networks, chips and mappings. A word that differs from the
// reference throws inside run_case.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "models/reference/reference.hpp"
#include "sim/run/noc_report.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {
namespace {

void require_same(const RunResults& a, const RunResults& b) {
  REQUIRE(a.cycles == b.cycles);
  REQUIRE(a.flit_hash == b.flit_hash);
  REQUIRE(a.flit_hops == b.flit_hops);
  for (std::size_t i = 0; i < a.cores.size(); ++i) {
    REQUIRE(a.cores[i].actions == b.cores[i].actions);
    REQUIRE(a.cores[i].packetizer_stall_cycles == b.cores[i].packetizer_stall_cycles);
  }
  for (std::size_t i = 0; i < a.layers.size(); ++i) REQUIRE(a.layers[i].actions == b.layers[i].actions);
}

ActionCounts total(const RunResults& results) {
  ActionCounts sum = results.host_actions;
  for (const CoreResult& core : results.cores) sum += core.actions;
  return sum;
}

}  // namespace

TEST_CASE("Chip spikes, values and logits are the reference's, whatever the chip, the mapping and the buffers") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    const SystemCase system_case = random_case(seed);
    const RunResults results = run_case(system_case);
    CHECK(results.reference.mismatches == 0);
    CHECK(results.reference.compared_words > 0);
    std::uint64_t spikes = 0;
    for (std::size_t i = 0; i < system_case.images.size(); ++i) {
      const Inference expected = Reference(system_case.network).run(system_case.images[i]);
      CHECK(results.images[i].logits == expected.logits);
      CHECK(results.images[i].prediction == expected.prediction);
      for (const LayerActivity& layer : expected.layers) spikes += layer.spikes.count();
    }
    CHECK(results.spikes == spikes);
  }
}

TEST_CASE("What is counted adds up: flits in are flits out, additions are the reference's") {
  for (std::uint64_t seed = 101; seed <= 115; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    system_case.chip.core.digits = DigitCode::CanonicalSignedDigit;  // as the reference counts
    const RunResults results = run_case(system_case);
    const ActionCounts counts = total(results);
    CHECK(counts[Action::QueuePush] == counts[Action::QueuePop]);
    NocReport noc{system_case.chip.mesh, system_case.chip.noc, kNoHost, results.cycles, {}};
    for (const CoreResult& core : results.cores) noc.routers.push_back(core.router);
    const RouterCounts routers = noc.total();
    const std::uint64_t host_push = results.host_actions[Action::QueuePush];
    CHECK(routers.flits_out[at(Direction::Local)] + routers.flits_out[at(Direction::Host)] ==
          counts[Action::QueuePush]);
    CHECK(routers.flits_in[at(Direction::Local)] + routers.flits_in[at(Direction::Host)] == counts[Action::FlitSend]);
    CHECK(routers.flits_out[at(Direction::Host)] == host_push);
    CHECK(routers.flits_out[at(Direction::East)] == routers.flits_in[at(Direction::West)]);
    CHECK(routers.flits_out[at(Direction::North)] == routers.flits_in[at(Direction::South)]);
    CHECK(counts[Action::BufferWrite] + routers.bypassed ==
          counts[Action::LinkTraversal] - host_push + counts[Action::FlitSend]);
    if (system_case.chip.noc.multicast == Multicast::Unicast) {
      CHECK(counts[Action::FlitSend] == counts[Action::QueuePop]);
      CHECK(counts[Action::BufferWrite] == counts[Action::BufferRead]);
      CHECK(routers.switch_grants + routers.bypassed >= counts[Action::Crossbar]);
    } else {
      CHECK(counts[Action::FlitSend] <= counts[Action::QueuePop]);
    }
    std::uint64_t additions = 0, by_layer = 0;
    for (const Image& image : system_case.images)
      for (const LayerActivity& layer : Reference(system_case.network).run(image).layers)
        additions += layer.synaptic_additions;
    for (const LayerResult& layer : results.layers) by_layer += layer.synaptic_additions;
    CHECK(results.synaptic_additions == additions);
    CHECK(by_layer == additions);
  }
}

TEST_CASE("Both kernels of the network give the same flits in the same cycles") {
  for (std::uint64_t seed = 401; seed <= 408; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    const RunResults active = run_case(system_case);
    system_case.chip.noc.kernel.name = "clocked";
    const RunResults clocked = run_case(system_case);
    require_same(active, clocked);
    for (std::size_t i = 0; i < active.cores.size(); ++i) REQUIRE(active.cores[i].router == clocked.cores[i].router);
  }
}

TEST_CASE("A tree sends once what unicast sends to each slice, and cores do the same work") {
  std::uint64_t saved = 0;
  for (std::uint64_t seed = 501; seed <= 510; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    system_case.chip.noc.multicast = Multicast::Tree;
    system_case.chip.noc.buffer_flits = 16;
    Mapping mapping = map_case(system_case);
    const RunResults tree = run_case(system_case, mapping);
    system_case.chip.noc.multicast = mapping.target.multicast = Multicast::Unicast;
    const RunResults unicast = run_case(system_case, mapping);
    CHECK(total(tree)[Action::FlitSend] <= total(unicast)[Action::FlitSend]);
    CHECK(tree.flit_hops <= unicast.flit_hops);
    CHECK(tree.synaptic_additions == unicast.synaptic_additions);
    CHECK(total(tree)[Action::Add] == total(unicast)[Action::Add]);
    CHECK(total(tree)[Action::AccumulatorWrite] == total(unicast)[Action::AccumulatorWrite]);
    saved += total(unicast)[Action::FlitSend] - total(tree)[Action::FlitSend];
  }
  CHECK(saved > 0);
}

TEST_CASE("The same run gives the same flits in the same cycles") {
  for (std::uint64_t seed = 201; seed <= 205; ++seed) {
    const SystemCase system_case = random_case(seed);
    require_same(run_case(system_case), run_case(system_case));
  }
}

TEST_CASE("More images in flight change times, never results") {
  SystemCase system_case = random_case(301);
  while (system_case.images.size() < 3) system_case.images.push_back(system_case.images.front());
  system_case.images_in_flight = 1;
  const RunResults one = run_case(system_case);
  system_case.images_in_flight = 3;
  const RunResults three = run_case(system_case);
  CHECK(three.cycles <= one.cycles);
  CHECK(three.spikes == one.spikes);
  CHECK(three.synaptic_additions == one.synaptic_additions);
  for (std::size_t i = 0; i < one.images.size(); ++i) CHECK(three.images[i].logits == one.images[i].logits);
}

TEST_CASE("A window smaller than the skew ends as a deadlock that says who waits for whom") {
  SystemCase system_case = random_case(1);
  system_case.images_in_flight = 1;
  Mapping mapping = map_case(system_case);
  for (Slice& slice : mapping.slices)
    for (Destination& destination : slice.destinations)
      if (destination.slice != kHostSlice && destination.signal == Signal::Values) destination.initial_rows = 0;
  REQUIRE_THROWS_WITH(run_case(system_case, mapping),
                      Catch::Contains("deadlock") && Catch::Contains("for credit of slice"));
}

}  // namespace spikeloom
