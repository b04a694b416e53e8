// SPDX-License-Identifier: Apache-2.0
// Headers worked out by hand from chip/packet_layout.hpp, and mappings that a header has no numbers for.
#include <catch2/catch.hpp>

#include "rtl/wires/packet_codec.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

/// A mesh of 4x4. The image (1 channel) goes to slice 0 on tile 5 and slice 1 on tile 5; slice 0 sends spikes of its
/// channels 0 to 99 to slices 1 (alone, port 1), 2 and 3 (together, if it may); slice 3 sends values to the host.
struct Chip {
  Network network;
  Mapping mapping;

  Chip() {
    network.input.shape = {1, 16, 16};
    network.input.pixel_offset = {0};
    network.layers.resize(3);
    network.layers[2].emits_values = true;
    network.layers[2].bounds.value_bits = 20;
    mapping.image_values_per_word = 8;
    mapping.slices.resize(4);
    for (Slice& slice : mapping.slices) slice.channels = {0, 100}, slice.columns = {0, 16};
    mapping.slices[0].core = mapping.slices[1].core = 5;
    mapping.slices[2].core = 6;
    mapping.slices[3].core = 9;
    mapping.slices[3].layer = 2;
    mapping.slices[3].values_per_word = 4;
    mapping.slices[3].value_word_flits = 1;
    mapping.image_table = {to(0, 0, Signal::Values, {0, 1})};
    mapping.slices[0].destinations = {to(1, 1, Signal::Spikes, {0, 100}, {0, 4}),
                                      to(2, 0, Signal::Spikes, {0, 100}, {4, 16}),
                                      to(3, 2, Signal::Spikes, {0, 100}, {4, 16})};
    mapping.slices[3].destinations = {to(kHostSlice, 0, Signal::Values, {0, 10})};
  }
  static Destination to(int slice, int port, Signal signal, Range channels, Range rows = {0, 16}) {
    return {slice, port, signal, rows, channels, 1, {0, 16}};
  }
  std::string refusal() const {
    return error_of([&] { PacketCodec(mapping, Dispatch(mapping), network, 1); });
  }
};

Packet word(PacketKind kind, int slice, int destination, int channel, int count) {
  Packet packet;
  packet.kind = kind;
  packet.slice = slice;
  packet.destination = static_cast<std::uint16_t>(destination);
  packet.channel = static_cast<std::uint16_t>(channel);
  packet.count = static_cast<std::uint16_t>(count);
  return packet;
}

std::uint64_t bit(int place, std::uint64_t value) { return value << place; }

}  // namespace

TEST_CASE("An addressed spike word: code, tile, slot, row, column, step, parity, group, and a bit for each channel") {
  const Chip chip;
  const Dispatch dispatch(chip.mapping);
  const PacketCodec codec(chip.mapping, dispatch, chip.network, 1);
  Packet packet = word(PacketKind::SpikeWord, 1, 5, 64, 36);  // slice 1 is the second of tile 5; words [0,64), [64,100)
  packet.port = 1;
  packet.row = 3;
  packet.column = 13;
  packet.t = 2;
  packet.image = 7;
  packet.bits = {0x8'0000'0001, 0};
  const PacketBits bits = codec.encode(packet);
  const std::uint64_t header =
      bit(0, 1) | bit(4, 5) | bit(16, 1) | bit(21, 3) | bit(29, 13) | bit(37, 2) | bit(40, 1) | bit(41, 1);
  CHECK(bits.words[0] == (header | bit(48, 1)));
  CHECK(bits.words[1] == 0x8'0000'0001 >> 16);
  CHECK(bits.flits == 1);
}

TEST_CASE("A shared word has its group in place of tile and slot, and a place among its sender's words") {
  const Chip chip;
  const Dispatch dispatch(chip.mapping);
  const PacketCodec codec(chip.mapping, dispatch, chip.network, 1);
  Packet packet = word(PacketKind::SpikeWord, 0, kFirstGroup, 64, 36);
  packet.shared = true;
  packet.row = 255;
  packet.bits = {2, 0};
  CHECK(codec.encode(packet).words[0] == (bit(0, 13) | bit(21, 255) | bit(41, 1) | bit(49, 1)));
  packet.kind = PacketKind::RowEnd;
  CHECK(codec.encode(packet).words[0] == (bit(0, 15) | bit(21, 255)));
}

TEST_CASE("A value word to the host has slot 31 and its values in two's complement") {
  const Chip chip;
  const Dispatch dispatch(chip.mapping);
  const PacketCodec codec(chip.mapping, dispatch, chip.network, 1);
  Packet packet = word(PacketKind::ValueWord, kHostSlice, 16, 4, 4);  // words [0,4), [4,8), [8,10)
  packet.values = {-1, 1, 0, -2};
  const PacketBits bits = codec.encode(packet);
  CHECK(bits.words[0] == (bit(0, 4) | bit(4, 16) | bit(16, 31) | bit(41, 1) | bit(48, 0xffff)));
  CHECK(bits.words[1] == (0xfU | bit(4, 1) | bit(44, 0xffffe)));
  CHECK(codec.words().into(kHostSlice, 0)[2].channels == Range{8, 10});
  CHECK(codec.decode(bits, {3, 0}).values == packet.values);
}

TEST_CASE("A credit has the entry and the rows") {
  const Chip chip;
  const Dispatch dispatch(chip.mapping);
  const PacketCodec codec(chip.mapping, dispatch, chip.network, 1);
  Packet packet = word(PacketKind::Credit, 0, 5, 0, 3);
  packet.entry = 65535;
  CHECK(codec.encode(packet).words[0] == (bit(0, 12) | bit(4, 5) | bit(21, 65535) | bit(37, 3)));
  packet.slice = kHostSlice;
  packet.destination = 16;
  CHECK(codec.encode(packet).words[0] == (bit(0, 12) | bit(4, 16) | bit(16, 31) | bit(21, 65535) | bit(37, 3)));
  packet.entry = 65536;
  CHECK_THAT(error_of([&] { codec.encode(packet); }), Contains("entry 65536 does not fit the 16 bits"));
  packet.entry = 0;
  packet.count = 2048;
  CHECK_THAT(error_of([&] { codec.encode(packet); }), Contains("number of rows 2048 does not fit the 11 bits"));
}

TEST_CASE("What a packet says that is in no table is refused") {
  const Chip chip;
  const Dispatch dispatch(chip.mapping);
  const PacketCodec codec(chip.mapping, dispatch, chip.network, 1);
  CHECK_THAT(error_of([&] { codec.encode(word(PacketKind::SpikeWord, 2, 6, 1, 5)); }),
             Contains("channels 1 to 5 are no word of slice 2"));
  Packet packet = word(PacketKind::RowEnd, 2, 6, 0, 0);
  packet.row = 256;
  CHECK_THAT(error_of([&] { codec.encode(packet); }), Contains("row 256 does not fit the 8 bits"));
  PacketBits bits;
  bits.words[0] = bit(0, 8) | bit(4, 6) | bit(16, 1);
  CHECK_THAT(error_of([&] { codec.decode(bits, {0, 0}); }), Contains("slot 1 of destination 6"));
  bits.words[0] = bit(0, 13) | bit(4, 1);
  CHECK_THAT(error_of([&] { codec.decode(bits, {0, 0}); }), Contains("group 1 of 1"));
}

TEST_CASE("A mapping that headers have no numbers for is refused with both figures") {
  Chip many_words;
  many_words.mapping.slices[3].values_per_word = 1;
  many_words.mapping.slices[3].channels = {0, 130};
  many_words.mapping.slices[3].destinations[0].channels = {0, 129};
  CHECK_THAT(many_words.refusal(), Contains("port 0 of the host: 129 different words, a header numbers 128"));
  Chip many_slices;
  many_slices.mapping.slices.resize(35);
  for (std::size_t i = 4; i < 35; ++i) many_slices.mapping.slices[i].core = 6;
  CHECK_THAT(many_slices.refusal(), Contains("destination 6 has 32 slices; packets in bits have slots for 31"));
  Chip port;
  port.mapping.slices[0].destinations[0].port = 4;
  CHECK_THAT(port.refusal(), Contains("port 4 of slice 1: a header has codes for 4"));
  Chip widths;
  widths.mapping.slices[2] = widths.mapping.slices[3];
  widths.mapping.slices[2].layer = 1;
  widths.mapping.slices[2].value_word_flits = 2;
  widths.network.layers[1].emits_values = true;
  widths.network.layers[1].bounds.value_bits = 21;
  CHECK_THAT(widths.refusal(), Contains("values of 21 bits; 4 of them do not fit") && Contains("have 20"));
}

}  // namespace spikeloom
