// SPDX-License-Identifier: Apache-2.0
// Deliveries against the destination tables they come from, channel by channel and row by row.
#include "mapping/plan/dispatch.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/mapping/cases.hpp"
#include "tests/mapping/cuts.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

Mapping random_mapping(std::uint64_t seed, Multicast multicast, SpikeEncoding encoding) {
  Random random(seed);
  const Network network = random_network(seed);
  Target target = roomy_target(random.between(1, 4), random.between(1, 4));
  target.multicast = multicast;
  target.spike_encoding = encoding;
  target.spike_word_channels = random.pick(std::vector<int>{16, 32, 64, 128});
  target.flit_bits = random.pick(std::vector<int>{64, 128, 256});
  if (seed % 2 == 0) return cut_mapping(network, target, random_cuts(network, random), 1);
  return mapping_of(network, target, random_partition(network, random), 1);
}

const std::vector<Destination>& table_of(const Mapping& mapping, int sender) {
  return sender == kHostSlice ? mapping.image_table : mapping.slices[static_cast<std::size_t>(sender)].destinations;
}

int tile_of(const Mapping& mapping, int slice) {
  return slice == kHostSlice ? mapping.target.tiles() : mapping.slices[static_cast<std::size_t>(slice)].core;
}

/// Does the delivery bring this to the consumer? A shared one does if it comes to the consumer's tile.
bool reaches(const Mapping& mapping, const Delivery& delivery, const Destination& consumer) {
  if (!delivery.shared) return delivery.slice == consumer.slice && delivery.port == consumer.port;
  return std::count(delivery.tiles.begin(), delivery.tiles.end(), tile_of(mapping, consumer.slice)) == 1;
}

/// Each channel of each column comes to each consumer that wants it once.
void check_words(const Mapping& mapping, int sender, int row, const ColumnDeliveries& part) {
  for (const Destination& consumer : table_of(mapping, sender)) {
    if (!consumer.rows.contains(row) || intersect(consumer.columns, part.columns).empty()) continue;
    REQUIRE(intersect(consumer.columns, part.columns) == part.columns);
    for (int c = consumer.channels.begin; c < consumer.channels.end; ++c) {
      int times = 0;
      for (const Delivery& word : part.words)
        times += word.signal == consumer.signal && word.channels.contains(c) && reaches(mapping, word, consumer);
      REQUIRE(times == 1);
    }
  }
}

/// Ranges of columns have no gaps and reach as far as anybody wants; each consumer of the row gets its end once.
void check_row(const Mapping& mapping, int sender, int row, const RowDeliveries& deliveries) {
  for (std::size_t i = 1; i < deliveries.columns.size(); ++i)
    REQUIRE(deliveries.columns[i].columns.begin == deliveries.columns[i - 1].columns.end);
  for (const ColumnDeliveries& part : deliveries.columns) check_words(mapping, sender, row, part);
  for (const Destination& consumer : table_of(mapping, sender)) {
    if (!consumer.rows.contains(row)) continue;
    REQUIRE(deliveries.columns.front().columns.begin <= consumer.columns.begin);
    REQUIRE(deliveries.columns.back().columns.end >= consumer.columns.end);
    int ends = 0;
    for (const Delivery& token : deliveries.row_ends) ends += reaches(mapping, token, consumer);
    REQUIRE(ends == 1);
  }
}

/// Does the consumer want some of the delivery: the row's end, or a word of these columns?
bool wants(const Destination& d, int row, const Delivery& delivery, const Range* columns) {
  if (!d.rows.contains(row)) return false;
  return columns == nullptr || (d.signal == delivery.signal && !intersect(d.channels, delivery.channels).empty() &&
                                !intersect(d.columns, *columns).empty());
}

/// Nothing goes where nobody wants any of it, and what only one slice wants is addressed to it.
void check_needed(const Mapping& mapping, int sender, int row, const Delivery& delivery, const Range* columns) {
  std::map<int, int> takers;  // tile -> slices and ports
  for (const Destination& d : table_of(mapping, sender))
    if (wants(d, row, delivery, columns)) ++takers[tile_of(mapping, d.slice)];
  int all = 0;
  for (const auto& taker : takers) all += taker.second;
  for (const int tile : delivery.tiles) REQUIRE(takers.count(tile) == 1);
  if (mapping.target.multicast == Multicast::Tree) REQUIRE(delivery.shared == (all > 1));
  if (mapping.target.multicast == Multicast::Unicast) REQUIRE_FALSE(delivery.shared);
  if (!delivery.shared) REQUIRE(delivery.tiles == std::vector<int>{delivery.destination});
}

/// Lies within one block, so that the header can number it and the payload carry it.
void check_block(const Mapping& mapping, int sender, const Delivery& word) {
  const bool spikes = word.signal == Signal::Spikes;
  int size = mapping.target.spike_word_channels, origin = 0;
  if (!spikes && sender == kHostSlice) size = mapping.image_values_per_word;
  if (!spikes && sender != kHostSlice) {
    size = mapping.slices[static_cast<std::size_t>(sender)].values_per_word;
    origin = mapping.slices[static_cast<std::size_t>(sender)].channels.begin;
  }
  REQUIRE((word.channels.begin - origin) / size == (word.channels.end - 1 - origin) / size);
}

void check(const Mapping& mapping) {
  const Dispatch dispatch(mapping);
  for (int sender = kHostSlice; sender < static_cast<int>(mapping.slices.size()); ++sender)
    for (int row = 0; row < 16; ++row) {
      const RowDeliveries& deliveries = dispatch.of(sender, row);
      check_row(mapping, sender, row, deliveries);
      for (const ColumnDeliveries& part : deliveries.columns)
        for (const Delivery& word : part.words) {
          check_needed(mapping, sender, row, word, &part.columns);
          check_block(mapping, sender, word);
        }
      for (const Delivery& token : deliveries.row_ends) check_needed(mapping, sender, row, token, nullptr);
    }
}

/// All packets of a sender's row.
std::vector<Delivery> all_deliveries(const RowDeliveries& row) {
  std::vector<Delivery> all = row.row_ends;
  for (const ColumnDeliveries& part : row.columns) all.insert(all.end(), part.words.begin(), part.words.end());
  return all;
}

}  // namespace

TEST_CASE("every consumer gets each of its channels once, and each row's end", "[dispatch]") {
  for (const Multicast multicast : {Multicast::Unicast, Multicast::Tree})
    for (const SpikeEncoding encoding : {SpikeEncoding::Bitmap, SpikeEncoding::Aer})
      for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        INFO("seed " << seed);
        check(random_mapping(seed, multicast, encoding));
      }
}

TEST_CASE("groups are numbered without gaps, and one sender has no group twice", "[dispatch]") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Mapping mapping = random_mapping(seed, Multicast::Tree, SpikeEncoding::Bitmap);
    const Dispatch dispatch(mapping);
    std::set<std::pair<int, std::vector<int>>> distinct;
    for (const MulticastGroup& group : dispatch.groups()) {
      distinct.insert({group.sender, group.tiles});
      CHECK(group.source_tile == (group.sender == kHostSlice ? mapping.host_tile : tile_of(mapping, group.sender)));
    }
    CHECK(distinct.size() == dispatch.groups().size());
    std::set<int> used;
    for (int sender = kHostSlice; sender < static_cast<int>(mapping.slices.size()); ++sender)
      for (const RowDeliveries& row : dispatch.of(sender))
        for (const Delivery& delivery : all_deliveries(row)) {
          if (!delivery.shared) continue;
          const auto index = static_cast<std::size_t>(delivery.destination - kFirstGroup);
          REQUIRE(index < dispatch.groups().size());
          REQUIRE(dispatch.groups()[index].tiles == delivery.tiles);
          REQUIRE(dispatch.groups()[index].sender == sender);
          used.insert(delivery.destination);
        }
    CHECK(used.size() == dispatch.groups().size());
  }
}

TEST_CASE("two consumers of parts of a block: one word with both parts, or two of AER", "[dispatch]") {
  Mapping mapping;
  mapping.slices.resize(3);
  mapping.slices[0].channels = {0, 64};
  mapping.slices[1].core = 1;
  mapping.slices[2].core = 2;
  mapping.slices[0].destinations = {{1, 0, Signal::Spikes, {0, 4}, {0, 40}, 1, {0, 1}},
                                    {2, 0, Signal::Spikes, {2, 4}, {30, 64}, 1, {0, 1}}};
  const Dispatch bitmap(mapping);
  CHECK(bitmap.of(0, 0).columns.front().words.size() == 1);
  CHECK(bitmap.of(0, 0).columns.front().words[0].channels == Range{0, 40});
  CHECK_FALSE(bitmap.of(0, 0).columns.front().words[0].shared);
  REQUIRE(bitmap.of(0, 2).columns.front().words.size() == 1);
  CHECK(bitmap.of(0, 2).columns.front().words[0].channels == Range{0, 64});
  CHECK(bitmap.of(0, 2).columns.front().words[0].tiles == std::vector<int>{1, 2});
  CHECK(bitmap.of(0, 4).columns.empty());
  mapping.target.spike_encoding = SpikeEncoding::Aer;
  const Dispatch aer(mapping);
  REQUIRE(aer.of(0, 2).columns.front().words.size() == 3);
  CHECK(aer.of(0, 2).columns.front().words[0].tiles == std::vector<int>{1});
  CHECK(aer.of(0, 2).columns.front().words[1].channels == Range{30, 40});
  CHECK(aer.of(0, 2).columns.front().words[1].tiles == std::vector<int>{1, 2});
  CHECK(aer.of(0, 2).columns.front().words[2].destination == 2);
}

TEST_CASE("do columns that two neighbours need go to both, the others to one?", "[dispatch]") {
  Mapping mapping;
  mapping.slices.resize(3);
  mapping.slices[0].channels = {0, 8};
  mapping.slices[0].columns = {4, 12};
  mapping.slices[1].core = 1;
  mapping.slices[2].core = 2;
  mapping.slices[0].destinations = {{1, 0, Signal::Spikes, {0, 4}, {0, 8}, 1, {4, 9}},
                                    {2, 0, Signal::Spikes, {0, 4}, {0, 8}, 1, {7, 11}}};
  const Dispatch dispatch(mapping);
  const RowDeliveries& row = dispatch.of(0, 0);
  REQUIRE(row.columns.size() == 4);
  const auto tiles = [&](std::size_t part) { return row.columns[part].words.front().tiles; };
  CHECK(row.columns[0].columns == Range{4, 7});
  CHECK(tiles(0) == std::vector<int>{1});
  CHECK(row.columns[1].columns == Range{7, 9});
  CHECK(tiles(1) == std::vector<int>{1, 2});
  CHECK(row.columns[2].columns == Range{9, 11});
  CHECK(tiles(2) == std::vector<int>{2});
  CHECK(row.columns[3].columns == Range{11, 12});  // of the sender, wanted by nobody
  CHECK(row.columns[3].words.empty());
  REQUIRE(row.row_ends.size() == 1);
  CHECK(row.row_ends.front().tiles == std::vector<int>{1, 2});
}

TEST_CASE("two slices of one core share a packet too, the host never does", "[dispatch]") {
  Mapping mapping;
  mapping.slices.resize(3);
  mapping.slices[0].channels = {0, 8};
  mapping.slices[0].values_per_word = 4;
  mapping.slices[0].value_word_flits = 3;
  mapping.slices[1].core = mapping.slices[2].core = 5;
  mapping.slices[0].destinations = {{kHostSlice, 0, Signal::Values, {0, 1}, {0, 8}, 1, {0, 1}},
                                    {1, 0, Signal::Values, {0, 1}, {0, 8}, 1, {0, 1}},
                                    {2, 1, Signal::Values, {0, 1}, {0, 8}, 1, {0, 1}}};
  const Dispatch dispatch(mapping);
  const RowDeliveries& row = dispatch.of(0, 0);
  REQUIRE(row.columns.front().words.size() == 4);
  CHECK(row.columns.front().words[0].destination == mapping.target.tiles());
  CHECK(row.columns.front().words[1].shared);
  CHECK(row.columns.front().words[1].tiles == std::vector<int>{5});
  CHECK(row.columns.front().words[1].flits == 3);
  CHECK(row.row_ends.size() == 2);
}

TEST_CASE("more groups than a header numbers are refused", "[dispatch]") {
  Mapping mapping;
  mapping.target = roomy_target(63, 63);
  Slice sender;  // two ports of slice 0 take its words: a group of one tile
  sender.channels = {0, 1};
  sender.destinations = {{0, 0, Signal::Spikes, {0, 1}, {0, 1}, 1, {0, 1}},
                         {0, 1, Signal::Spikes, {0, 1}, {0, 1}, 1, {0, 1}}};
  mapping.slices.assign(static_cast<std::size_t>(kMaxGroups) + 1, sender);
  CHECK_THROWS_WITH(Dispatch(mapping),
                    "mapping: 32769 multicast groups are more than the 32768 that a header numbers; "
                    "set noc.multicast to unicast");
  mapping.slices.pop_back();
  CHECK(Dispatch(mapping).groups().size() == 32768);
}

TEST_CASE("packets have the flits of header and payload, value words what is left in them", "[dispatch]") {
  Target target;
  target.flit_bits = 64;
  CHECK(target.token_flits() == 1);
  CHECK(target.spike_word_flits() == 2);
  CHECK(target.value_word_flits(16) == 1);
  CHECK(target.value_word_flits(17) == 2);
  CHECK(target.values_per_word(16) == 1);
  CHECK(target.values_per_word(17) == 4);  // 80 bits of payload in two flits
  CHECK(target.values_per_word(1) == kMaxValuesPerWord);
  target.flit_bits = 16;
  CHECK(target.token_flits() == 3);
  CHECK(target.spike_word_flits() == 7);
  target.spike_word_channels = 128;
  CHECK(target.spike_word_flits() == 11);
  target.spike_encoding = SpikeEncoding::Aer;
  CHECK(target.spike_word_flits() == 4);
  target.flit_bits = 55;  // header and a number of 7 bits
  CHECK(target.spike_word_flits() == 1);
  target.flit_bits = 54;
  CHECK(target.spike_word_flits() == 2);
}

}  // namespace spikeloom
