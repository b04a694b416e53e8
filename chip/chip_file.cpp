// SPDX-License-Identifier: Apache-2.0
#include "chip/chip_file.hpp"

#include <set>

#include "base/error.hpp"
#include "base/overrides.hpp"
#include "chip/noc_check.hpp"

namespace spikeloom {
namespace {

void check_mesh(const MeshSpec& mesh, const FieldReader& reader) {
  const int tiles = mesh.columns * mesh.rows;
  if (tiles > kMaxTiles)
    reader.fail({"mesh", "columns"}, std::to_string(mesh.columns) + " x " + std::to_string(mesh.rows) + " are " +
                                         std::to_string(tiles) + " tiles; allowed: at most " +
                                         std::to_string(kMaxTiles));
}

bool at_edge(const MeshSpec& mesh, int tile) {
  const int column = tile % mesh.columns, row = tile / mesh.columns;
  return column == 0 || row == 0 || column == mesh.columns - 1 || row == mesh.rows - 1;
}

void check_dram(const DramSpec& dram, const MeshSpec& mesh, const FieldReader& reader) {
  const int tiles = mesh.columns * mesh.rows;
  std::set<int> seen;
  for (const int tile : dram.ports) {
    const std::string what = "tile " + std::to_string(tile);
    if (tile >= tiles)
      reader.fail({"dram", "ports"}, what + " is not on the chip; allowed: 0.." + std::to_string(tiles - 1));
    if (!at_edge(mesh, tile))
      reader.fail({"dram", "ports"},
                  what + " is not at the edge of the mesh; allowed: the first and last row and column");
    if (!seen.insert(tile).second) reader.fail({"dram", "ports"}, what + " stands there twice; allowed: a port a tile");
  }
  const int ports = tiles + 1 + static_cast<int>(dram.ports.size());
  if (ports > kMaxDestinations)
    reader.fail({"dram", "ports"}, std::to_string(tiles) + " tiles, " + std::to_string(dram.ports.size()) +
                                       " DRAM ports and the host are more than the " +
                                       std::to_string(kMaxDestinations) + " destinations of a header");
}

void check_tiles(const ChipSpec& chip) {
  for (const auto& [place, blocks] : chip.tiles) {
    if (place.first >= chip.mesh.columns || place.second >= chip.mesh.rows)
      throw InputError(blocks.where + ": there is no such tile; allowed: columns 0.." +
                       std::to_string(chip.mesh.columns - 1) + ", rows 0.." + std::to_string(chip.mesh.rows - 1));
    const std::string impl = chip.blocks_of(place.second * chip.mesh.columns + place.first).impl.name;
    if (impl != "model" && !(blocks.core.name.empty() && blocks.router.name.empty()))
      throw InputError(blocks.where + ": a tile of impl '" + impl +
                       "' is one piece and has no core or router to choose; allowed beside core and router: model");
  }
}

/// A row's end must not overtake its words, so packets between two tiles stay in order.
void check_order(const NocSpec& noc, const FieldReader& reader) {
  if (noc.routing == Routing::OddEven)
    reader.fail({"noc", "routing"},
                "odd_even lets packets between two tiles overtake each other, and in a chip the end of a row must not "
                "overtake its words; allowed in a chip: xy, yx");
  if (noc.vc_policy == VcPolicy::Any)
    reader.fail({"noc", "vc_policy"},
                "any lets packets between two tiles overtake each other, and in a chip the end of a row must not "
                "overtake its words; allowed in a chip: keep");
}

}  // namespace

ChipSpec read_chip_section(FieldReader& reader) {
  ChipSpec chip;
  chip.fields(reader);
  reader.finish();
  check_mesh(chip.mesh, reader);
  check_dram(chip.dram, chip.mesh, reader);
  check_tiles(chip);
  check_order(chip.noc, reader);
  check_noc(chip.noc, {true, chip.target().spike_word_flits()}, reader);
  return chip;
}

ChipSpec read_chip(const std::string& path, const std::vector<std::string>& overrides) {
  ConfigNode document = read_document(path);
  for (const Override& change : parse_overrides(overrides)) apply_override(document, change);
  FieldReader reader(&document, "");
  return read_chip_section(reader);
}

Target ChipSpec::target() const {
  Target target;
  target.columns = mesh.columns;
  target.rows = mesh.rows;
  target.lanes = core.lanes;
  target.neuron_lanes = core.neuron_lanes;
  target.weight_sram_bytes = core.weight_sram_bytes;
  target.accumulator_sram_bytes = core.accumulator_sram_bytes;
  target.accumulator_bits = core.accumulator_bits;
  target.weight_bits = core.weight_bits;
  target.row_buffers = core.row_buffers;
  target.input_queue_flits = core.input_queue_flits;
  target.digits = core.digits;
  target.neuron_beside = core.neuron_unit == NeuronUnitPlace::Beside;
  target.topology = noc.topology;
  target.routing = noc.routing;
  target.buffer_flits = noc.buffer_flits;
  target.flit_bits = noc.flit_bits;
  target.link_interval_cycles = noc.link_interval_cycles;
  target.multicast = noc.multicast;
  target.spike_encoding = noc.spike_encoding;
  target.spike_word_channels = noc.spike_word_channels;
  target.dram_ports = dram.ports;
  return target;
}

}  // namespace spikeloom
