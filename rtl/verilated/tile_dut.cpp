// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/tile_dut.hpp"

#include <stdexcept>

#include "rtl/verilated/core_probe_of.hpp"
#include "rtl/verilated/router_wires_of.hpp"
#include "rtl/verilated/tile_models.hpp"

namespace spikeloom {
namespace {

template <class Model>
class Dut final : public CoreProbeOf<RouterWiresOf<TileDut, Model>, Model> {
 public:
  Dut(const RtlParameters& parameters, bool traced)
      : CoreProbeOf<RouterWiresOf<TileDut, Model>, Model>(parameters.FlitBits * parameters.MaxFlits, parameters,
                                                          traced) {
    this->watch(this->ports());
  }
  TileDut::Sent sent() const override {
    const Model& m = this->ports();
    return {m.flit_valid_o != 0, m.flit_head_o != 0, m.flit_tail_o != 0, m.flit_user_o};
  }
};

}  // namespace

std::unique_ptr<TileDut> TileDut::make(const std::string& set, bool traced) {
  for (const RtlParameters& parameters : kRtlSets) {
    if (set != parameters.set) continue;
#define SPIKELOOM_MAKE(name) \
  if (set == #name) return std::make_unique<Dut<Vtile_##name>>(parameters, traced);
    SPIKELOOM_RTL_SETS(SPIKELOOM_MAKE)
#undef SPIKELOOM_MAKE
  }
  throw std::logic_error("tile: no set of parameters '" + set + "'");
}

}  // namespace spikeloom
