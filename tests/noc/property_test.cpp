// SPDX-License-Identifier: Apache-2.0
// What must hold under any load: 200 random networks with 10,000 packets each on the fabric that everybody uses.
// No loss, no duplicate, no flit out of order, no packet overtaken within a (source, destination, virtual channel),
// none before its zero-load latency, every credit back.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/random_case.hpp"
#include "tests/noc/zero_load.hpp"

namespace spikeloom {
namespace {

// Packets sent on one virtual channel between two tiles stay in order if the way, channels included, is always the
// same.
bool keeps_order(const NocSpec& noc) {
  return noc.routing != Routing::OddEven && (noc.vc_policy == VcPolicy::Keep || noc.vcs == 1);
}

class Violations {
 public:
  Violations(const MeshCase& mesh, const Outcome& outcome) : mesh_(mesh), outcome_(outcome), index_(mesh) {
    for (std::size_t packet = 0; packet < mesh.packets.size(); ++packet)
      for (std::size_t destination = 0; destination < mesh.packets[packet].destinations.size(); ++destination)
        check(packet, destination);
  }
  int lost = 0, too_early = 0, flits_out_of_order = 0, packets_out_of_order = 0;

 private:
  void check(std::size_t packet, std::size_t destination) {
    const PlannedPacket& plan = mesh_.packets[packet];
    const int sink = plan.destinations[destination];
    const int interval = mesh_.noc.link_interval_cycles;
    const Cycle bound = plan.cycle + static_cast<Cycle>(mesh_.injection_delay_cycles +
                                                        network_cycles(mesh_, hops(mesh_, plan.source, sink) + 1));
    Cycle last = 0;
    for (int flit = 0; flit < plan.flits; ++flit) {
      const Cycle cycle = outcome_.arrivals[index_.of(packet, destination, flit)].cycle;
      if (cycle == 0) ++lost;
      if (cycle < bound + static_cast<Cycle>(flit * interval)) ++too_early;
      if (flit > 0 && cycle < last + static_cast<Cycle>(interval)) ++flits_out_of_order;
      last = cycle;
    }
    Cycle& before = last_tail_[{plan.source, sink, outcome_.injection_vcs[packet]}];
    if (keeps_order(mesh_.noc) && outcome_.arrivals[index_.of(packet, destination, 0)].cycle <= before)
      ++packets_out_of_order;
    before = last;
  }

  const MeshCase& mesh_;
  const Outcome& outcome_;
  const ArrivalIndex index_;
  std::map<std::tuple<int, int, int>, Cycle> last_tail_;
};

void check_properties(std::uint64_t first, std::uint64_t last, const CaseLimits& limits) {
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const MeshCase mesh = random_mesh_case(seed, limits);
    const Outcome outcome = run_fabric(mesh, "active");
    const Violations violations(mesh, outcome);
    INFO("seed " << seed << (outcome.faults.empty() ? "" : ": " + outcome.faults.front()));
    CHECK(outcome.faults.empty());
    CHECK(violations.lost == 0);
    CHECK(violations.too_early == 0);
    CHECK(violations.flits_out_of_order == 0);
    CHECK(violations.packets_out_of_order == 0);
  }
}

const CaseLimits kTenThousand{8, 10000, kMaxPacketFlits};

}  // namespace

TEST_CASE("10,000 packets on each of 200 random networks: nothing is lost, doubled, overtaken or stuck (1)") {
  check_properties(1001, 1050, kTenThousand);
}
TEST_CASE("10,000 packets on each of 200 random networks: nothing is lost, doubled, overtaken or stuck (2)") {
  check_properties(1051, 1100, kTenThousand);
}
TEST_CASE("10,000 packets on each of 200 random networks: nothing is lost, doubled, overtaken or stuck (3)") {
  check_properties(1101, 1150, kTenThousand);
}
TEST_CASE("10,000 packets on each of 200 random networks: nothing is lost, doubled, overtaken or stuck (4)") {
  check_properties(1151, 1200, kTenThousand);
}
TEST_CASE("10,000 packets on networks of up to 16 x 16: nothing is lost, doubled, overtaken or stuck") {
  check_properties(1201, 1208, CaseLimits{16, 10000, kMaxPacketFlits, 16});
}
TEST_CASE("10,000 packets on 50 networks of one virtual channel: nothing is lost, doubled, overtaken or stuck") {
  check_properties(1301, 1350, CaseLimits{24, 10000, kMaxPacketFlits, 1, true});
}
TEST_CASE("10,000 packets on networks of up to 40 x 40: nothing is lost, doubled, overtaken or stuck") {
  check_properties(1209, 1212, CaseLimits{40, 10000, kMaxPacketFlits, 12});
}
TEST_CASE("10,000 packets on networks of up to 64 x 64: nothing is lost, doubled, overtaken or stuck") {
  check_properties(1214, 1215, CaseLimits{64, 10000, kMaxPacketFlits, 64});
}

}  // namespace spikeloom
