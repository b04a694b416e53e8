// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/heard_packets.hpp"

#include <memory>

#include "cores/register.hpp"
#include "noc/register.hpp"
#include "rtl/cosim/tapped_core.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/run/simulation.hpp"

namespace spikeloom {
namespace {

class CoreListener final : public LinkListener {
 public:
  CoreListener(const CoreContext& context, const std::function<void(const HeardPacket&)>& hear)
      : packets_(context.chip.packets), slices_(context.slices), hear_(hear) {
    const int slices = static_cast<int>(context.chip.mapping.slices.size());
    for (int i = kHostSlice; i < slices; ++i) anybody_.push_back(i);
  }
  void on_flit(int, Way way, const Flit& flit, Cycle) override {
    if (flit.head()) hear_({packets_[flit.packet], way == Way::Out ? slices_ : anybody_, way == Way::Out});
  }
  void on_credit(int, Way, int, Cycle) override {}

 private:
  const PacketPool& packets_;
  const std::vector<int> slices_;
  std::vector<int> anybody_;
  const std::function<void(const HeardPacket&)>& hear_;
};

}  // namespace

RunResults hear_packets(const SystemCase& system_case, const Mapping& mapping,
                        const std::function<void(const HeardPacket&)>& hear) {
  const FreshContext context;
  std::vector<std::unique_ptr<CoreListener>> listeners;
  Catalogue blocks, plain;
  register_fabrics(blocks);
  register_cores(plain);
  const Catalogue::CoreFactory make = plain.core(system_case.chip.core.impl);
  blocks.add_core(system_case.chip.core.impl.name,
                  [&](const sc_core::sc_module_name& name, const CoreContext& core) -> std::unique_ptr<Core> {
                    listeners.push_back(std::make_unique<CoreListener>(core, hear));
                    return std::make_unique<TappedCore>(name, make, core, *listeners.back());
                  });
  SimulationInput input{system_case.network, system_case.chip, mapping, system_case.images};
  input.images_in_flight = system_case.images_in_flight;
  return simulate(input, blocks);
}

}  // namespace spikeloom
