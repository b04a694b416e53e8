// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/router_comparison.hpp"

#include "rtl/cosim/lockstep_values.hpp"

namespace spikeloom {

void add_link_ports(Lockstep& lockstep, int vcs, std::vector<int>& flit_ports, std::vector<int>& credit_ports) {
  for (const char* direction : kDirectionNames) {
    flit_ports.push_back(lockstep.add_port(std::string(direction) + ".flit", "flits", flit_text));
    for (int vc = 0; vc < vcs; ++vc)
      credit_ports.push_back(lockstep.add_port(std::string(direction) + ".credit", "credits",
                                               [vc](const auto&) { return "vc " + std::to_string(vc); }));
  }
}

void compare_router_counts(const Lockstep& lockstep, const RouterCounts& model, const RouterCounts& rtl) {
  for (std::size_t d = 0; d < kDirections; ++d) {
    lockstep.compare_count(std::string("flits in from ") + kDirectionNames[d], model.flits_in[d], rtl.flits_in[d]);
    lockstep.compare_count(std::string("flits out to ") + kDirectionNames[d], model.flits_out[d], rtl.flits_out[d]);
  }
  for (std::size_t i = 0; i < kStalls; ++i)
    lockstep.compare_count(std::string("stall cycles ") + kStallNames[i], model.stall_cycles[i], rtl.stall_cycles[i]);
  lockstep.compare_count("VC grants", model.vc_grants, rtl.vc_grants);
  lockstep.compare_count("switch grants", model.switch_grants, rtl.switch_grants);
  lockstep.compare_count("cycles in buffers", model.buffered_cycles, rtl.buffered_cycles);
}

}  // namespace spikeloom
