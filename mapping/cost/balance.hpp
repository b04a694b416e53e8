// SPDX-License-Identifier: Apache-2.0
#pragma once
// How evenly a mapping loads the chip, and what limits it: expected cycles of each core's units for one image, from the
// same model that the partition used. Printed by `spikeloom map`; a run may hold its own cycles against it.

#include <string>
#include <vector>

#include "mapping/cost/work.hpp"
#include "mapping/plan/mapping.hpp"

namespace spikeloom {

enum class CoreUnit : std::uint8_t { Datapath, NeuronUnit, Packetizer, Inbound };
const char* to_string(CoreUnit unit);

struct CoreBalance {
  int slices = 0;
  CoreWork work;
  std::int64_t cycles = 0;  ///< of the unit that is busy longest
};

/// All slices of a layer.
struct LayerBalance {
  int slices = 0, cores = 0;
  CoreWork work;                   ///< of all slices
  std::int64_t longest_slice = 0;  ///< cycles
};

struct Balance {
  std::vector<CoreBalance> cores;    ///< one per tile
  std::vector<LayerBalance> layers;  ///< one per layer
  std::int64_t host_flits = 0;       ///< that the host port sends for an image, one a cycle
  std::int64_t latency_cycles = 0;   ///< of an image alone, at least: stages one after the other (core_ledger.hpp)

  int busiest_core = 0;
  int bottleneck_slice = 0;                       ///< the longest one on the busiest core
  CoreUnit bottleneck_unit = CoreUnit::Datapath;  ///< of that core
  bool host_is_bottleneck = false;                ///< the host port is busier than any core

  std::int64_t busiest_cycles() const;  ///< no image in a steady stream takes less
  std::int64_t mean_cycles() const;     ///< over all tiles
  double ratio() const;                 ///< busiest to mean; 1 is perfect
};

Balance balance_of(const Network& network, const Mapping& mapping, const Activity& activity);

/// Which slice, layer, core and unit limit the chip, in a sentence.
std::string describe_bottleneck(const Network& network, const Mapping& mapping, const Balance& balance);

/// The whole of it as a JSON object.
std::string balance_to_json(const Network& network, const Mapping& mapping, const Balance& balance);

}  // namespace spikeloom
