// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chip, resolved: every parameter of chip.yaml with its default, range, unit and sentence, declared once.
// `fields` is what the reader, the dump into results.json and the help of `spikeloom info --parameters` walk over.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/block_name.hpp"
#include "chip/pricing_spec.hpp"
#include "chip/target.hpp"

namespace spikeloom {

struct ConfigNode;

/// When the neuron unit sweeps a finished row: beside the datapath, or after it (the datapath waits).
enum class NeuronUnitPlace : std::uint8_t { Beside, After };

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
  int sram_word_bits = 64;
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
    f("sram_word_bits", sram_word_bits, 16, 512, "bits",
      "word of an SRAM bank: what an access reads or writes; banks are as many as all lanes need");
    f("input_queue_flits", input_queue_flits, 1, 1024, "flits", "depth of the input queue, for each virtual channel");
    f("row_buffers", row_buffers, 1, 16, "rows", "finished rows that wait in front of the packetizer");
    f("pipeline_cycles", pipeline_cycles, 0, 16, "cycles", "depth of the datapath, paid once when it starts from idle");
    f.choice("digits", digits, {{"csd", DigitCode::CanonicalSignedDigit}, {"plain", DigitCode::Plain}},
             "digits of value words: canonical signed digit or plain binary");
  }
};

enum class VcPolicy : std::uint8_t { Keep, Any };
enum class Allocator : std::uint8_t { ISlip, Separable };

/// The network on chip. The delays of a router mean what BookSim 2 means by them (noc/README.md has the cycle table).
struct NocSpec {
  BlockName kernel{"active", "noc.kernel"};
  BlockName router{"model", "noc.router"};
  Topology topology = Topology::Mesh;
  Routing routing = Routing::XY;
  int vcs = 1;
  VcPolicy vc_policy = VcPolicy::Keep;
  int buffer_flits = 4;
  int routing_delay_cycles = 0;
  int vc_alloc_delay_cycles = 0;
  int switch_alloc_delay_cycles = 1;
  int switch_delay_cycles = 0;
  int credit_delay_cycles = 0;
  int link_latency_cycles = 1;
  int link_interval_cycles = 1;
  Allocator vc_allocator = Allocator::ISlip;
  Allocator switch_allocator = Allocator::ISlip;
  bool bypass = false;
  Multicast multicast = Multicast::Tree;
  int flit_bits = 128;
  SpikeEncoding spike_encoding = SpikeEncoding::Bitmap;
  int spike_word_channels = 64;
  template <class Fields>
  void fields(Fields& f) {
    f.name("kernel", kernel, "how routers are simulated: active (fast) or clocked (one process per router)");
    f.implementation("router", router, "model (the kernel's), rtl, or lockstep: both, compared in every cycle");
    f.choice("topology", topology, {{"mesh", Topology::Mesh}, {"torus", Topology::Torus}}, "how tiles are linked");
    f.choice("routing", routing, {{"xy", Routing::XY}, {"yx", Routing::YX}, {"odd_even", Routing::OddEven}},
             "how a packet finds its way; odd_even is adaptive");
    f("vcs", vcs, 1, 8, "virtual channels", "virtual channels of an input port");
    f.choice("vc_policy", vc_policy, {{"keep", VcPolicy::Keep}, {"any", VcPolicy::Any}},
             "channels a packet may take: keep its number, so that packets stay in order, or any free one");
    f("buffer_flits", buffer_flits, 1, 64, "flits", "depth of each virtual channel's buffer");
    f("routing_delay_cycles", routing_delay_cycles, 0, 4, "cycles", "route computation; 0: looked ahead");
    f("vc_alloc_delay_cycles", vc_alloc_delay_cycles, 0, 4, "cycles",
      "virtual channel allocation; 0: in the cycle of the switch allocation");
    f("switch_alloc_delay_cycles", switch_alloc_delay_cycles, 1, 4, "cycles", "switch allocation");
    f("switch_delay_cycles", switch_delay_cycles, 0, 4, "cycles",
      "switch traversal; 0: in the cycle of the switch allocation");
    f("credit_delay_cycles", credit_delay_cycles, 0, 8, "cycles", "from a credit's arrival to its first use");
    f("link_latency_cycles", link_latency_cycles, 1, 4, "cycles", "latency of a link between routers");
    f("link_interval_cycles", link_interval_cycles, 1, 4, "cycles",
      "from a flit to the next on a link; above 1 the link is narrower than a flit");
    f.choice("vc_allocator", vc_allocator, {{"islip", Allocator::ISlip}, {"separable", Allocator::Separable}},
             "who gets a virtual channel: iSLIP, or separable input first; both round robin");
    f.choice("switch_allocator", switch_allocator, {{"islip", Allocator::ISlip}, {"separable", Allocator::Separable}},
             "who gets the switch: iSLIP, or separable input first; both round robin");
    f.boolean("bypass", bypass, "a flit that finds its way free skips buffer and allocation");
    f.choice("multicast", multicast, {{"tree", Multicast::Tree}, {"unicast", Multicast::Unicast}},
             "a word for several tiles: replicated in the routers, or sent as copies");
    f("flit_bits", flit_bits, 16, 512, "bits", "width of a flit; a packet has a header of 48 bits and its payload");
    f.choice("spike_encoding", spike_encoding, {{"bitmap", SpikeEncoding::Bitmap}, {"aer", SpikeEncoding::Aer}},
             "a spike packet: one bit for each channel of a block, or the number of one channel");
    f("spike_word_channels", spike_word_channels, 16, 128, "channels", "channels of a bitmap word: 16, 32, 64 or 128");
  }
};

/// DRAM behind ports at the mesh edge, from which a network in passes gets its weights.
struct DramSpec {
  std::vector<int> ports;
  double bandwidth_gbytes_per_s = 8;
  int latency_ns = 100;
  template <class Fields>
  void fields(Fields& f) {
    f.list("ports", ports, 0, kMaxTiles - 1, "tiles",
           "tiles with a DRAM port at their edge (row x columns + column); none: the network must fit the chip");
    f("bandwidth_gbytes_per_s", bandwidth_gbytes_per_s, 0.001, 4096.0, "GB/s",
      "of each port, for reads and writes together; a port also moves at most a flit a cycle each way");
    f("latency_ns", latency_ns, 0, 100000, "ns", "from a request to its first data");
  }
};

/// Tiles in one piece.
struct TileSpec {
  BlockName impl{"model", "tile.impl"};
  template <class Fields>
  void fields(Fields& f) {
    f.implementation("impl", impl, "model (a router and a core), rtl, or lockstep: tiles in one piece");
  }
};

/// Blocks of a tile; in ChipSpec::tiles of one that differs from the others, where an empty name is the chip's.
struct TileBlocks {
  std::string where;  ///< that says so, for messages
  BlockName core, router, impl;
};

/// Single tiles whose blocks differ from those of the chip, by (column, row).
using TileTable = std::map<std::pair<int, int>, TileBlocks>;

/// The visitors of base/field_*.hpp call these for `tiles`.
void read_field(const ConfigNode& node, const std::string& key, TileTable& tiles);
nlohmann::ordered_json field_json(const TileTable& tiles);
std::string field_allowed(const TileTable& tiles);

struct ChipSpec {
  std::string name = "chip";
  MeshSpec mesh;
  double clock_mhz = 500;
  double tile_pitch_mm = 1.0;
  CoreSpec core;
  NocSpec noc;
  TileSpec tile;
  TileTable tiles;
  DramSpec dram;
  std::string prices;  ///< price list, path resolved; empty: the repository's for energy.node_nm
  PricingSpec energy;
  template <class Fields>
  void fields(Fields& f) {
    f.text("name", name, "name of the chip in results");
    f.section("mesh", mesh, "size of the mesh");
    f("clock_mhz", clock_mhz, 1.0, 10000.0, "MHz", "the one clock");
    f("tile_pitch_mm", tile_pitch_mm, 0.01, 20.0, "mm",
      "distance between neighbouring routers, for the energy of links");
    f.section("core", core, "neuron core of every tile");
    f.section("noc", noc, "spike routers and links");
    f.section("tile", tile, "tiles in one piece");
    f.custom("tiles", tiles, "blocks of single tiles: {\"column,row\": {core: NAME, router: NAME, impl: NAME}}");
    f.section("dram", dram, "DRAM ports at the mesh edge, for networks that run in passes");
    f.file("prices", prices, "price list (YAML) that turns actions into energy");
    f.section("energy", energy, "how actions are priced");
  }

  /// Of the tile with this number (row x columns + column).
  TileBlocks blocks_of(int number) const;
  /// What the mapper needs to know.
  Target target() const;
};

}  // namespace spikeloom
