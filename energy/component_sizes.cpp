// SPDX-License-Identifier: Apache-2.0
#include "energy/component_sizes.hpp"

#include <algorithm>

#include "chip/grid.hpp"

namespace spikeloom {
namespace {

Sizes sram_sizes(const CoreSpec& core, std::int64_t bytes, int bits) {
  const int banks = sram_banks(core.lanes, bits, core.sram_word_bits);
  return {{"banks", banks}, {"bank_bytes", static_cast<double>(bytes) / banks}, {"bits", core.sram_word_bits}};
}

}  // namespace

int sram_banks(int lanes, int bits, int word_bits) { return std::max(1, (lanes * bits + word_bits - 1) / word_bits); }

Sizes component_sizes(const std::string& component, const ChipSpec& chip) {
  const CoreSpec& core = chip.core;
  const double flit_bits = chip.noc.flit_bits, vcs = chip.noc.vcs;
  const auto buffers = [&](int flits) { return Sizes{{"bits", flit_bits}, {"flits", vcs * flits}, {"vcs", vcs}}; };
  if (component == "input_queue") return buffers(core.input_queue_flits);
  if (component == "weight_sram") return sram_sizes(core, core.weight_sram_bytes, core.weight_bits);
  if (component == "accumulator_sram") return sram_sizes(core, core.accumulator_sram_bytes, core.accumulator_bits);
  if (component == "datapath") return {{"bits", core.accumulator_bits}, {"lanes", core.lanes}};
  if (component == "neuron_unit") return {{"bits", core.accumulator_bits}, {"lanes", core.neuron_lanes}};
  if (component == "packetizer") return {{"bits", flit_bits}};
  if (component == "dram") return {};
  if (component == "link") return {{"bits", flit_bits}, {"mm", chip.tile_pitch_mm}};
  return buffers(chip.noc.buffer_flits);  // router, and the clock of a router
}

int component_instances(const std::string& component, const ChipSpec& chip) {
  if (component == "link") return count_links(chip.mesh, chip.noc.topology);
  if (component == "dram") return static_cast<int>(chip.dram.ports.size());
  return chip.mesh.columns * chip.mesh.rows;
}

}  // namespace spikeloom
