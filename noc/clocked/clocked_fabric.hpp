// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kernel "clocked": makes textbook routers, one process each, and has the clock they share.

#include "noc/clocked/fabric_parts.hpp"

namespace spikeloom {

class ClockedFabric final : public Fabric {
 public:
  ClockedFabric(const sc_core::sc_module_name& name, const FabricContext& context);

  std::unique_ptr<Router> make_router(const sc_core::sc_module_name& name, int tile) override;
  std::uint16_t add_group(int source, const std::vector<int>& tiles) override;
  int groups() const override { return parts_.groups.size(); }
  unsigned group_outputs(int destination, int tile) const override {
    return parts_.groups.outputs_or_none(destination, tile);
  }

 private:
  clocked::FabricParts parts_;
};

}  // namespace spikeloom
