// SPDX-License-Identifier: Apache-2.0
#include "tests/system/same_run.hpp"

#include <catch2/catch.hpp>

namespace spikeloom {

void require_same(const RunResults& executed, const RunResults& replayed) {
  REQUIRE(executed.cycles == replayed.cycles);
  REQUIRE(executed.flit_hash == replayed.flit_hash);
  REQUIRE(executed.flit_hops == replayed.flit_hops);
  REQUIRE(executed.spikes == replayed.spikes);
  REQUIRE(executed.synaptic_additions == replayed.synaptic_additions);
  for (std::size_t i = 0; i < executed.images.size(); ++i) {
    REQUIRE(executed.images[i].logits == replayed.images[i].logits);
    REQUIRE(executed.images[i].begin_cycle == replayed.images[i].begin_cycle);
    REQUIRE(executed.images[i].end_cycle == replayed.images[i].end_cycle);
  }
  for (std::size_t i = 0; i < executed.layers.size(); ++i) {
    REQUIRE(executed.layers[i].actions == replayed.layers[i].actions);
    REQUIRE(executed.layers[i].neurons == replayed.layers[i].neurons);
    REQUIRE(executed.layers[i].datapath_cycles == replayed.layers[i].datapath_cycles);
  }
  for (std::size_t i = 0; i < executed.cores.size(); ++i) {
    REQUIRE(executed.cores[i].actions == replayed.cores[i].actions);
    REQUIRE(executed.cores[i].router == replayed.cores[i].router);
    REQUIRE(executed.cores[i].packetizer_stall_cycles == replayed.cores[i].packetizer_stall_cycles);
  }
}

RunResults replay(SystemCase system_case, const Mapping& mapping) {
  system_case.replay = true;
  const RunResults results = run_case(system_case, mapping);
  CHECK_FALSE(results.reference.compared);
  return results;
}

}  // namespace spikeloom
