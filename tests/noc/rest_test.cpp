// SPDX-License-Identifier: Apache-2.0
// A fabric at rest costs nothing and is as new; what is seen of it depends neither on when nor on how it was built.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/random_case.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

MeshCase shifted(MeshCase mesh, Cycle by) {
  for (PlannedPacket& packet : mesh.packets) packet.cycle += by;
  return mesh;
}

std::vector<Cycle> cycles_of(const Outcome& outcome, std::size_t first, Cycle start) {
  std::vector<Cycle> cycles;
  for (std::size_t i = first; i < outcome.arrivals.size(); ++i) cycles.push_back(outcome.arrivals[i].cycle - start);
  return cycles;
}

// A packet at a time, from every place as often as there are virtual channels.
std::vector<PlannedPacket> probes(const MeshCase& mesh, Cycle start) {
  Random random(11);
  std::vector<PlannedPacket> packets;
  for (int source = 0; source <= mesh.host(); ++source)
    for (int i = 0; i < mesh.noc.vcs; ++i, start += 3000)
      packets.push_back({source, {random.between(0, mesh.host())}, 20, start});
  return packets;
}

// Seeds for which the probes behind the traffic of a case take other cycles than in a new network.
std::string worn_out(const std::string& kernel, std::uint64_t first, std::uint64_t last) {
  std::string seeds;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    MeshCase mesh = random_mesh_case(seed, CaseLimits{5, 1000, kMaxPacketFlits});
    MeshCase fresh = mesh;
    Cycle end = 0;
    for (const Arrival& arrival : run_fabric(mesh, kernel).arrivals) end = std::max(end, arrival.cycle);
    end += 3000;
    fresh.packets = probes(mesh, 1);
    const std::size_t before = ArrivalIndex(mesh).size();
    for (const PlannedPacket& packet : probes(mesh, end + 1)) mesh.packets.push_back(packet);
    if (cycles_of(run_fabric(mesh, kernel), before, end) != cycles_of(run_fabric(fresh, kernel), 0, 0))
      seeds += std::to_string(seed) + ' ';
  }
  return seeds;
}

}  // namespace

TEST_CASE("After any traffic a network is as new: a credit or a channel that got lost would slow a packet alone") {
  CHECK(worn_out("active", 2001, 2030) == "");
  CHECK(worn_out("clocked", 2001, 2005) == "");
}

TEST_CASE("What happens does not depend on the cycle in which it begins") {
  constexpr Cycle kLater = (Cycle{1} << 33) - 77;  // the low half of the cycle wraps around on the way
  for (const char* kernel : {"active", "clocked"})
    for (std::uint64_t seed = 2101; seed <= 2120; ++seed) {
      const MeshCase mesh = random_mesh_case(seed, CaseLimits{});
      const Outcome early = run_fabric(mesh, kernel), late = run_fabric(shifted(mesh, kLater), kernel);
      INFO(kernel << ", seed " << seed);
      CHECK(cycles_of(early, 0, 0) == cycles_of(late, 0, kLater));
      CHECK(early.counts == late.counts);
    }
}

TEST_CASE("The same of a network of one virtual channel") {
  const CaseLimits sliced{12, 500, kMaxPacketFlits, 1, true};
  for (std::uint64_t seed = 2301; seed <= 2320; ++seed) {
    const MeshCase mesh = random_mesh_case(seed, sliced);
    INFO("seed " << seed);
    CHECK(run_fabric(mesh, "active", BuildOrder::TerminalsFirst) == run_fabric(mesh, "active"));
    const MeshCase later = shifted(mesh, (Cycle{1} << 33) - 77);
    CHECK(run_fabric(mesh, "active").counts == run_fabric(later, "active").counts);
  }
}

TEST_CASE("What happens does not depend on the order in which the blocks are built") {
  for (const char* kernel : {"active", "clocked"})
    for (std::uint64_t seed = 2201; seed <= 2220; ++seed) {
      const MeshCase mesh = random_mesh_case(seed, CaseLimits{});
      INFO(kernel << ", seed " << seed);
      CHECK(run_fabric(mesh, kernel, BuildOrder::TerminalsFirst) == run_fabric(mesh, kernel));
    }
}

TEST_CASE("A fabric without work is not stepped") {
  for (const char* kernel : {"active", "clocked"}) {
    MeshCase mesh;
    INFO(kernel);
    CHECK(run_fabric(mesh, kernel).busy_cycles <= 1);
    mesh.packets = {{0, {15}, 3, 1}, {15, {0}, 3, 1'000'000}};
    CHECK(run_fabric(mesh, kernel).busy_cycles < 200);
  }
}

}  // namespace spikeloom
