// SPDX-License-Identifier: Apache-2.0
#pragma once
// The properties of a chip that the mapper uses. Filled from the chip's YAML by chip/chip_file; sizes in bytes, widths
// in bits.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/digits.hpp"

namespace spikeloom {

/// Widths of the fields of a packet's header:
/// destination tile 12, slice 5, kind and port 4, row 8, column 8, time step 3, image parity 1, channel group 7.
/// Kind and port take 16 codes: spike word, value word and row end for each of four ports, credit, and the first three
/// once more for a packet that several slices share. A shared packet has the number of its multicast group (15) in
/// place of tile and slice; receivers know from it whose packet it is. A channel group is a block of a layer's spikes,
/// or the number of a value word: in what comes through a port, or in what the sender of a shared packet sends.
constexpr int kHeaderBits = 48;
constexpr int kMaxSlicesPerCore = 32;
constexpr int kMaxRows = 256, kMaxColumns = 256;
constexpr int kMaxChannelGroups = 128;
constexpr int kMaxTimeSteps = 8;
constexpr int kMaxTiles = 4095;         ///< one destination number is left for the host port
constexpr int kMaxDestinations = 4096;  ///< tiles and ports at the edge
constexpr int kMaxValuesPerWord = 16;
constexpr int kMaxSpikeWordChannels = 128;

/// Longest packet, in flits.
constexpr int kMaxPacketFlits = 64;
/// Destinations of packets from here on are multicast groups.
constexpr int kFirstGroup = 0x8000;
constexpr int kMaxGroups = 0x10000 - kFirstGroup;

enum class Topology : std::uint8_t { Mesh, Torus };
enum class Routing : std::uint8_t { XY, YX, OddEven };
enum class Multicast : std::uint8_t { Tree, Unicast };
enum class SpikeEncoding : std::uint8_t { Bitmap, Aer };

struct Target {
  int columns = 4, rows = 4;  ///< of the mesh; tile = row * columns + column
  int lanes = 64;             ///< adders of a core's datapath
  int neuron_lanes = 16;      ///< neurons a core updates in a cycle
  std::int64_t weight_sram_bytes = 128 * 1024;
  std::int64_t accumulator_sram_bytes = 128 * 1024;
  int accumulator_bits = 32;
  int weight_bits = 8;
  int row_buffers = 2;        ///< finished rows that wait in front of the packetizer
  int input_queue_flits = 8;  ///< of a core, for each virtual channel
  bool neuron_beside = true;  ///< the neuron unit sweeps while the datapath goes on
  DigitCode digits = DigitCode::CanonicalSignedDigit;

  Topology topology = Topology::Mesh;
  Routing routing = Routing::XY;
  int buffer_flits = 4;  ///< of a router, for each virtual channel
  int flit_bits = 128;
  int link_interval_cycles = 1;  ///< from a flit to the next on a link
  Multicast multicast = Multicast::Tree;
  SpikeEncoding spike_encoding = SpikeEncoding::Bitmap;
  int spike_word_channels = 64;  ///< channels of a block: of a bitmap spike word, or that an AER packet numbers
  std::vector<int> dram_ports;   ///< tiles with a DRAM port at their edge; none: the network must fit the chip

  int tiles() const { return columns * rows; }

  /// Flits of a packet: header and payload, cut.
  int packet_flits(int payload_bits) const { return (kHeaderBits + payload_bits + flit_bits - 1) / flit_bits; }
  int token_flits() const { return packet_flits(0); }
  int spike_word_flits() const {
    return packet_flits(spike_encoding == SpikeEncoding::Bitmap ? spike_word_channels : channel_number_bits());
  }
  /// A packet is queued whole at its receiver, and a shared one must fit whole into the buffers of its tree.
  int longest_packet_flits() const {
    const int queued = std::min(kMaxPacketFlits, input_queue_flits);
    return multicast == Multicast::Tree ? std::min(queued, buffer_flits) : queued;
  }
  int value_word_flits(int value_bits) const { return packet_flits(value_bits); }
  /// Values of `value_bits` each in one value word: as many as fit into the flits that one takes anyway.
  int values_per_word(int value_bits) const {
    const int n = (value_word_flits(value_bits) * flit_bits - kHeaderBits) / value_bits;
    return n < kMaxValuesPerWord ? n : kMaxValuesPerWord;
  }

 private:
  /// Of a channel within its block.
  int channel_number_bits() const {
    int bits = 0;
    while ((1 << bits) < spike_word_channels) ++bits;
    return bits;
  }
};

}  // namespace spikeloom
