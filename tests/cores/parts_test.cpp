// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>

#include "chip/spike_bits.hpp"
#include "cores/packetizer.hpp"
#include "cores/row_progress.hpp"
#include "cores/spike_encoder.hpp"
#include "tests/cores/core_bench.hpp"

namespace spikeloom {

TEST_CASE("A row has ended when the tokens of all its producers are there, in whatever order bands run") {
  RowProgress progress({2, 4}, 2, {2, 1});  // rows 2 (two producers) and 3 (one)
  CHECK(progress.ended_through(0, 1, 0));   // rows before the range need nothing
  CHECK_FALSE(progress.ended_through(0, 2, 0));
  progress.token(0, 3, 0);
  progress.token(0, 2, 0);
  CHECK_FALSE(progress.ended_through(0, 2, 0));
  progress.token(0, 2, 0);
  CHECK(progress.ended_through(0, 2, 0));
  CHECK(progress.ended_through(0, 3, 0));
  CHECK_FALSE(progress.ended_through(0, 2, 1));
  CHECK_FALSE(progress.ended_through(1, 2, 0));
}

TEST_CASE("A band of the next image may end before the last band of this one") {
  RowProgress progress({0, 2}, 1, {1, 1});
  progress.token(0, 0, 0);
  progress.token(1, 0, 0);
  CHECK_FALSE(progress.ended_through(0, 1, 0));
  progress.token(0, 1, 0);
  CHECK(progress.ended_through(1, 0, 0));
  CHECK(progress.ended(0) == 3);
}

TEST_CASE("Bits are taken from anywhere in a row of words") {
  const std::uint64_t words[2] = {0x8000000000000001ULL, 0x5ULL};
  CHECK(extract_bits(words, 0, 1) == 1);
  CHECK(extract_bits(words, 0, 64) == words[0]);
  CHECK(extract_bits(words, 63, 4) == 0b1011);
  CHECK(extract_bits(words, 64, 3) == 0b101);
  CHECK(extract_bits(words, 60, 4) == 0b1000);
}

namespace {

// All packets of a row, in the order in which they leave.
std::vector<Packet> encoded(const SpikeEncoder& encoder, const SliceState& slice, const RowOutput& output) {
  SliceCounts counts;
  LeavingRow row;
  row.output = output;
  encoder.begin(slice, counts, row);
  std::vector<Packet> packets;
  std::uint64_t flits = 0, words = 0;
  for (Packet packet; encoder.next(row, packet); packets.push_back(packet)) {
    flits += packet.flits;
    words += packet.kind == PacketKind::RowEnd ? 0 : 1;
  }
  CHECK(counts.actions[Action::FlitSend] == flits);
  CHECK(counts.actions[Action::WordEncode] == words);
  return packets;
}

}  // namespace

TEST_CASE("The encoder cuts rows into blocks, leaves zeros out and ends the row") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 2}, 40, {}, 1);
  Slice& slice = bench.mapping.slices[1];
  bench.mapping.target.spike_word_channels = 16;
  slice.channels = {8, 40};
  slice.values_per_word = 3;
  slice.destinations = {{kHostSlice, 0, Signal::Spikes, {0, 1}, {10, 36}, 9, {0, 2}},
                        {0, 0, Signal::Values, {0, 1}, {8, 13}, 9, {0, 2}},
                        {0, 0, Signal::Values, {5, 6}, {8, 13}, 9, {0, 2}}};  // wants another row
  const SliceState state(bench.network, bench.mapping, 1);
  RowOutput row{2, 1, {0, std::uint64_t{1} << 24U}, std::vector<std::int32_t>(64, 0)};  // column 1, channel 32
  row.values[3] = -9;                                                                   // column 0, channel 11
  const Dispatch dispatch(bench.mapping);
  const std::vector<Packet> packets = encoded(SpikeEncoder(bench.mapping, dispatch, 1), state, row);
  REQUIRE(packets.size() == 4);
  CHECK(packets[0].kind == PacketKind::ValueWord);
  CHECK(packets[0].channel == 11);
  CHECK(packets[0].count == 2);  // 8..10, then 11..12: the destination ends at 13
  CHECK(packets[0].values[0] == -9);
  CHECK(packets[1].kind == PacketKind::SpikeWord);
  CHECK(packets[1].channel == 32);
  CHECK(packets[1].count == 4);  // block 32..47, wanted to 36
  CHECK(packets[1].bits[0] == 1);
  CHECK(packets[2].kind == PacketKind::RowEnd);
  CHECK(packets[3].kind == PacketKind::RowEnd);
}

TEST_CASE("Columns that other consumers want are sent in other words; what counts columns is the map") {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 6}, 8, {}, 1);
  Slice& slice = bench.mapping.slices[1];
  slice.columns = {2, 5};
  bench.mapping.target.multicast = Multicast::Unicast;
  slice.destinations = {{kHostSlice, 0, Signal::Spikes, {0, 1}, {0, 8}, 9, {2, 4}},
                        {0, 0, Signal::Spikes, {0, 1}, {0, 8}, 9, {3, 5}}};
  const SliceState state(bench.network, bench.mapping, 1);
  const RowOutput row{3, 1, {1, 2, 4}, {}};
  const Dispatch dispatch(bench.mapping);
  std::vector<std::array<std::int64_t, 3>> words;
  for (const Packet& p : encoded(SpikeEncoder(bench.mapping, dispatch, 1), state, row))
    if (p.kind == PacketKind::SpikeWord) words.push_back({p.slice, p.column, static_cast<std::int64_t>(p.bits[0])});
  const std::vector<std::array<std::int64_t, 3>> expected{{kHostSlice, 2, 1}, {kHostSlice, 3, 2}, {0, 3, 2}, {0, 4, 4}};
  CHECK(words == expected);
}

namespace {

// A slice of 192 channels and one column, of which channels 3, 70 and 180 fire.
struct EncoderBench {
  CoreCase bench = make_core_case(Operator::Conv, {4, 1, 1}, 192, {}, 1);
  RowOutput row{1, 3, {std::uint64_t{1} << 3U, std::uint64_t{1} << 6U, std::uint64_t{1} << 52U}, {}};

  std::vector<Packet> encode(int vcs = 1) const {
    const SliceState state(bench.network, bench.mapping, 1);
    const Dispatch dispatch(bench.mapping);
    return encoded(SpikeEncoder(bench.mapping, dispatch, vcs), state, row);
  }
};

}  // namespace

TEST_CASE("Words of 128 channels") {
  EncoderBench bench;
  bench.bench.mapping.target.spike_word_channels = 128;
  const std::vector<Packet> packets = bench.encode();
  REQUIRE(packets.size() == 3);
  CHECK(packets[0].bits == SpikeBits{std::uint64_t{1} << 3U, std::uint64_t{1} << 6U});
  CHECK(packets[0].count == 128);
  CHECK(packets[0].flits == 2);  // 48 + 128 bits in flits of 128
  CHECK(packets[1].bits == SpikeBits{std::uint64_t{1} << 52U, 0});
  CHECK(packets[1].channel == 128);
  CHECK(packets[1].count == 64);
  CHECK(packets[2].flits == 1);
}

TEST_CASE("With AER each spike is a packet, as short as a channel's number allows") {
  EncoderBench bench;
  bench.bench.mapping.target.spike_encoding = SpikeEncoding::Aer;
  bench.bench.mapping.target.flit_bits = 27;  // two flits hold header and 6 bits
  const std::vector<Packet> packets = bench.encode();
  REQUIRE(packets.size() == 4);
  std::vector<int> channels;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(packets[i].kind == PacketKind::SpikeWord);
    CHECK(packets[i].bits == SpikeBits{1, 0});
    CHECK(packets[i].count == 1);
    CHECK(packets[i].flits == 2);
    channels.push_back(packets[i].channel);
  }
  CHECK(channels == std::vector<int>{3, 70, 180});
  CHECK(packets[3].kind == PacketKind::RowEnd);
}

TEST_CASE("A word for several slices is one packet with the channels they want together") {
  EncoderBench bench;
  auto& slices = bench.bench.mapping.slices;
  slices.push_back(slices[0]);
  slices[1].destinations = {{0, 0, Signal::Spikes, {0, 1}, {0, 60}, 1, {0, 1}},
                            {2, 1, Signal::Spikes, {0, 1}, {50, 80}, 1, {0, 1}}};
  slices[0].core = 1;
  slices[2].core = 0;
  const std::vector<Packet> packets = bench.encode(2);
  REQUIRE(packets.size() == 3);  // channels 0..63 to both, 64..79 to slice 2, the row's end to both
  CHECK(packets[0].shared);
  CHECK(packets[0].slice == 1);  // the sender
  CHECK(packets[0].destination == kFirstGroup);
  CHECK(packets[0].deliveries == 2);
  CHECK(packets[0].channel == 0);
  CHECK(packets[0].count == 64);
  CHECK_FALSE(packets[1].shared);
  CHECK(packets[1].slice == 2);
  CHECK(packets[1].port == 1);
  CHECK(packets[1].destination == 0);
  CHECK(packets[1].channel == 64);
  CHECK(packets[1].count == 16);
  CHECK(packets[2].shared);
  CHECK(packets[2].kind == PacketKind::RowEnd);
  for (const Packet& packet : packets) CHECK(packet.vc == 1);  // slice 1 of 2 channels
  bench.bench.mapping.target.multicast = Multicast::Unicast;
  const std::vector<Packet> copies = bench.encode();
  REQUIRE(copies.size() == 4);
  CHECK(copies[0].slice == 0);
  CHECK(copies[0].count == 60);
  CHECK(copies[1].slice == 2);
  CHECK(copies[1].channel == 64);  // 50..63 are silent
}

TEST_CASE("Row buffers are counted from the beginning of the sweep; a row that nobody takes frees its own at once") {
  EncoderBench bench;
  const SliceState slice(bench.bench.network, bench.bench.mapping, 1);
  const Dispatch dispatch(bench.bench.mapping);
  const SpikeEncoder encoder(bench.bench.mapping, dispatch, 1);
  Packetizer packetizer(encoder, 2, NocSpec{});
  packetizer.reserve_row();
  CHECK(packetizer.has_row_buffer());
  packetizer.reserve_row();
  CHECK_FALSE(packetizer.has_row_buffer());
  const RowDeliveries nobody;
  packetizer.reserved_row().deliveries = &nobody;
  packetizer.send_row();
  CHECK(packetizer.has_row_buffer());
  CHECK_FALSE(packetizer.pending());
  SliceCounts counts;
  packetizer.reserved_row().output = bench.row;
  encoder.begin(slice, counts, packetizer.reserved_row());
  packetizer.send_row();
  CHECK(packetizer.pending());
  packetizer.reserve_row();
  CHECK_FALSE(packetizer.has_row_buffer());
  CHECK(counts.actions[Action::FlitSend] == 1);  // counted as they are built
}

}  // namespace spikeloom
