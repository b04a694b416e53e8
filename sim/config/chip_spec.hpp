// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chip, resolved: every parameter of chip.yaml with its default, range, unit and sentence, declared once.
// `fields` is what the reader, the dump into results.json and the help of `spikeloom info --parameters` walk over.

#include <cstdint>
#include <string>

#include "mapping/target.hpp"

namespace spikeloom {

/// When the neuron unit sweeps a finished row: beside the datapath, or after it (the datapath waits).
enum class NeuronUnitPlace : std::uint8_t { Beside, After };

/// A block of the catalogue by name, and where the name stands (file, line, column, key), for an error about it.
struct BlockName {
  std::string name;
  std::string where;
};

struct MeshSpec {
  int columns = 4;
  int rows = 4;
  template <class Fields>
  void fields(Fields& f) {
    f("columns", columns, 1, 64, "tiles", "width of the mesh");
    f("rows", rows, 1, 64, "tiles", "height of the mesh");
  }
};

struct CoreSpec {
  BlockName impl{"neuron_core", "core.impl"};
  int lanes = 64;
  int neuron_lanes = 16;
  NeuronUnitPlace neuron_unit = NeuronUnitPlace::Beside;
  std::int64_t weight_sram_bytes = 128 * 1024;
  std::int64_t accumulator_sram_bytes = 128 * 1024;
  int weight_bits = 8;
  int accumulator_bits = 32;
  int input_queue_flits = 8;
  int row_buffers = 2;
  int pipeline_cycles = 3;
  DigitCode digits = DigitCode::CanonicalSignedDigit;
  template <class Fields>
  void fields(Fields& f) {
    f.name("impl", impl, "block that implements the core");
    f("lanes", lanes, 1, 1024, "adders", "adders of the accumulate datapath");
    f("neuron_lanes", neuron_lanes, 1, 1024, "neurons", "neurons updated in a cycle");
    f.choice("neuron_unit", neuron_unit, {{"beside", NeuronUnitPlace::Beside}, {"after", NeuronUnitPlace::After}},
             "whether the datapath goes on while the neuron unit sweeps a row");
    f("weight_sram_bytes", weight_sram_bytes, 64, std::int64_t{1} << 30, "bytes", "weight SRAM of a core");
    f("accumulator_sram_bytes", accumulator_sram_bytes, 64, std::int64_t{1} << 30, "bytes",
      "accumulator SRAM of a core");
    f("weight_bits", weight_bits, 2, 8, "bits", "width of a weight");
    f("accumulator_bits", accumulator_bits, 8, 32, "bits", "width of an accumulator and of a membrane");
    f("input_queue_flits", input_queue_flits, 1, 1024, "flits", "depth of the input queue");
    f("row_buffers", row_buffers, 1, 16, "rows", "finished rows that wait in front of the packetizer");
    f("pipeline_cycles", pipeline_cycles, 0, 16, "cycles", "depth of the datapath, paid once when it starts from idle");
    f.choice("digits", digits, {{"csd", DigitCode::CanonicalSignedDigit}, {"plain", DigitCode::Plain}},
             "digits of value words: canonical signed digit or plain binary");
  }
};

struct NocSpec {
  BlockName impl{"mesh_router", "noc.impl"};
  int flit_bits = 128;
  int spike_word_channels = 64;
  int buffer_flits = 4;
  int router_stages = 1;
  int link_latency_cycles = 1;
  template <class Fields>
  void fields(Fields& f) {
    f.name("impl", impl, "block that implements the router");
    f("flit_bits", flit_bits, 64, 512, "bits", "width of a flit, 48 bits of header included");
    f("spike_word_channels", spike_word_channels, 16, 64, "channels", "channels of a spike word: 16, 32 or 64");
    f("buffer_flits", buffer_flits, 1, 64, "flits", "depth of a router's input buffers");
    f("router_stages", router_stages, 1, 4, "cycles", "pipeline stages of a router");
    f("link_latency_cycles", link_latency_cycles, 1, 4, "cycles", "latency of a link");
  }
};

struct ChipSpec {
  std::string name = "chip";
  MeshSpec mesh;
  double clock_mhz = 500;
  double tile_pitch_mm = 1.0;
  CoreSpec core;
  NocSpec noc;
  std::string prices;  ///< price list, path resolved; empty: the one of the repository for 45 nm
  template <class Fields>
  void fields(Fields& f) {
    f.text("name", name, "name of the chip in results");
    f.section("mesh", mesh, "size of the mesh");
    f("clock_mhz", clock_mhz, 1.0, 10000.0, "MHz", "the one clock");
    f("tile_pitch_mm", tile_pitch_mm, 0.01, 20.0, "mm",
      "distance between neighbouring routers, for the energy of links");
    f.section("core", core, "neuron core of every tile");
    f.section("noc", noc, "spike routers and links");
    f.file("prices", prices, "price list (YAML) that turns actions into energy");
  }

  /// What the mapper needs to know.
  Target target() const;
};

}  // namespace spikeloom
