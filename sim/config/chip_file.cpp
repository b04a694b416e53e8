// SPDX-License-Identifier: Apache-2.0
#include "sim/config/chip_file.hpp"

#include "sim/config/overrides.hpp"

namespace spikeloom {
namespace {

void check_mesh(const MeshSpec& mesh, const FieldReader& reader) {
  const int tiles = mesh.columns * mesh.rows;
  if (tiles > kMaxTiles)
    reader.fail({"mesh", "columns"}, std::to_string(mesh.columns) + " x " + std::to_string(mesh.rows) + " are " +
                                         std::to_string(tiles) + " tiles; allowed: at most " +
                                         std::to_string(kMaxTiles));
}

void check_noc(const NocSpec& noc, const FieldReader& reader) {
  const int channels = noc.spike_word_channels;
  if (channels != 16 && channels != 32 && channels != 64)
    reader.fail({"noc", "spike_word_channels"},
                std::to_string(channels) + " channels is not a width of a spike word; allowed: 16, 32, 64");
  const int payload = noc.flit_bits - kHeaderBits;
  if (channels > payload)
    reader.fail({"noc", "spike_word_channels"},
                "a spike word of " + std::to_string(channels) + " channels does not fit a flit of " +
                    std::to_string(noc.flit_bits) + " bits with " + std::to_string(kHeaderBits) +
                    " bits of header; flit_bits must be at least " + std::to_string(channels + kHeaderBits));
}

}  // namespace

ChipSpec read_chip_section(FieldReader& reader) {
  ChipSpec chip;
  chip.fields(reader);
  reader.finish();
  check_mesh(chip.mesh, reader);
  check_noc(chip.noc, reader);
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
  target.flit_bits = noc.flit_bits;
  target.spike_word_channels = noc.spike_word_channels;
  target.digits = core.digits;
  return target;
}

}  // namespace spikeloom
