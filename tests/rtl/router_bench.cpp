// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/router_bench.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "rtl/cosim/lockstep_router.hpp"
#include "tests/rtl/test_models.hpp"

namespace spikeloom {
namespace {

void count_packets(const MeshCase& mesh, RouterCoverage& coverage) {
  for (const PlannedPacket& packet : mesh.packets) {
    if (packet.flits == 1) {
      ++coverage.singles;
    } else {
      ++coverage.heads;
      ++coverage.tails;
      coverage.bodies += static_cast<std::uint64_t>(packet.flits - 2);
    }
    if (packet.tree()) ++coverage.trees;
    if (mesh.is_edge(packet.source) || mesh.is_edge(packet.destinations.front())) ++coverage.host_packets;
  }
}

void count_router(const SpikeRouterDut::Counts& counts, RouterCoverage& coverage) {
  coverage.full += counts.full;
  coverage.no_credit += counts.no_credit;
  coverage.no_vc += counts.no_vc;
  coverage.lost_vc += counts.lost_vc;
  coverage.lost_switch += counts.lost_switch;
  coverage.blocked_branch += counts.blocked_branch;
  coverage.wraps += counts.wraps;
}

using Points = std::array<std::pair<const char*, std::uint64_t>, 13>;

Points points(const RouterCoverage& c) {
  return {{{"packets of one flit", c.singles},
           {"heads", c.heads},
           {"body flits", c.bodies},
           {"tails", c.tails},
           {"trees", c.trees},
           {"packets of host ports", c.host_packets},
           {"cycles with a full buffer", c.full},
           {"credits exhausted", c.no_credit},
           {"VCs all owned", c.no_vc},
           {"VCs lost to others", c.lost_vc},
           {"switch lost to others", c.lost_switch},
           {"cycles with a blocked branch", c.blocked_branch},
           {"buffers gone round", c.wraps}}};
}

}  // namespace

MeshCase rtl_case(const std::string& set, std::uint64_t seed, int packets) {
  const NocSpec noc = noc_of(set);
  CaseLimits limits;
  limits.packets = packets;
  limits.router = &noc;
  return random_mesh_case(seed, limits);
}

std::string RouterCoverage::text() const {
  std::string text = std::to_string(cases) + " cases, " + std::to_string(cycles) + " block-cycles, " +
                     std::to_string(flits) + " flits, " + std::to_string(credits) + " credits compared\n";
  for (const auto& [name, count] : points(*this))
    text += "  " + std::string(name) + ": " + std::to_string(count) + "\n";
  return text;
}

std::string RouterCoverage::missing() const {
  std::string text;
  for (const auto& [name, count] : points(*this))
    if (count == 0) text += std::string(name) + "; ";
  return text;
}

void run_in_lockstep(const MeshCase& mesh, const std::string& kernel, RouterCoverage& coverage,
                     const std::string& waveform_folder) {
  std::vector<LockstepCounts> compared;
  BenchRouters routers;
  routers.lockstep = &compared;
  routers.waveform_folder = waveform_folder;
  routers.make = [models = test_models()](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<LockstepRouter>(name, context, *models);
  };
  routers.at_end = [&](const Router& router) {
    count_router(dynamic_cast<const LockstepRouter&>(router).twin().rtl_counts(), coverage);
  };
  const Outcome outcome = run_fabric(mesh, kernel, BuildOrder::FabricFirst, routers);
  if (!outcome.faults.empty()) throw std::logic_error("the bench: " + outcome.faults.front());
  count_packets(mesh, coverage);
  ++coverage.cases;
  for (const LockstepCounts& block : compared) {
    coverage.cycles += block.cycles;
    coverage.flits += block.compared.at(0).second;
    coverage.credits += block.compared.at(1).second;
  }
}

}  // namespace spikeloom
