// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/spike_router_dut.hpp"

#include <stdexcept>

#include "rtl/verilated/router_wires_of.hpp"
#include "rtl/verilated/spike_router_models.hpp"

namespace spikeloom {
namespace {

template <class Model>
using Dut = RouterWiresOf<SpikeRouterDut, Model>;

}  // namespace

std::unique_ptr<SpikeRouterDut> SpikeRouterDut::make(const std::string& set, bool traced) {
  for (const RtlParameters& parameters : kRtlSets) {
    if (set != parameters.set) continue;
#define SPIKELOOM_MAKE(name) \
  if (set == #name) return std::make_unique<Dut<Vspike_router_##name>>(parameters, traced);
    SPIKELOOM_RTL_ROUTER_SETS(SPIKELOOM_MAKE)
#undef SPIKELOOM_MAKE
  }
  throw std::logic_error("spike_router: no set of parameters '" + set + "'");
}

}  // namespace spikeloom
