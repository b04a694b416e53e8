// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/ingress_config.hpp"

#include <algorithm>
#include <map>

namespace spikeloom {
namespace {

using core_tables::kGroupSender;
using core_tables::kLine;
using core_tables::kSender;
using core_tables::kSharedWord;
using core_tables::kWordRange;

constexpr int kMaxLinesOfSender = 8;

std::int64_t word_range(Range channels, int value_bits) {
  return channels.begin | std::int64_t{channels.size()} << 11 | std::int64_t{value_bits} << 19;
}

}  // namespace

void IngressConfig::write() {
  write_ports();
  write_groups();
}

void IngressConfig::write_ports() {
  const auto& slices = image_.context_.slices;
  for (std::size_t slot = 0; slot < slices.size(); ++slot)
    for (int port = 0; port < packet_layout::kMaxPorts; ++port) {
      const auto& words = image_.codec_.words().into(slices[slot], port);
      const std::size_t first = (slot * packet_layout::kMaxPorts + static_cast<std::size_t>(port)) * kMaxChannelGroups;
      for (std::size_t i = 0; i < words.size(); ++i)
        image_.write(kWordRange, first + i, word_range(words[i].channels, words[i].value_bits));
    }
}

// Groups whose packets come here, by their senders.
void IngressConfig::write_groups() {
  std::map<int, std::size_t> senders;
  const std::vector<MulticastGroup>& groups = image_.context_.chip.dispatch.groups();
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const std::vector<int>& tiles = groups[group].tiles;
    if (!std::binary_search(tiles.begin(), tiles.end(), image_.context_.tile)) continue;
    const std::size_t number = senders.emplace(groups[group].sender, senders.size()).first->second;
    image_.write(kGroupSender, group, static_cast<std::int64_t>(number));
    image_.require(static_cast<int>(group) + 1, image_.sizes_.GroupEntries, "multicast groups", "GroupEntries");
  }
  image_.require(static_cast<int>(senders.size()), image_.sizes_.Senders, "senders of shared packets", "Senders");
  for (const auto& [sender, number] : senders) write_sender(sender, number);
  image_.require(lines_, image_.sizes_.Lines, "lines for shared packets", "Lines");
}

const std::vector<Destination>& IngressConfig::table_of(int sender) const {
  return sender == kHostSlice ? mapping_.image_table : mapping_.slices[static_cast<std::size_t>(sender)].destinations;
}

void IngressConfig::write_sender(int sender, std::size_t number) {
  const WordTables& tables = image_.codec_.words();
  const std::vector<SharedWord>& words = tables.shared_by(sender);
  for (std::size_t i = 0; i < words.size(); ++i)
    image_.write(kSharedWord, number * kMaxChannelGroups + i,
                 word_range(words[i].channels, words[i].signal == Signal::Values ? tables.value_bits_of(sender) : 0));
  const int first = lines_;
  for (const Destination& d : table_of(sender)) {
    if (is_edge_consumer(d.slice) || d.home) continue;
    if (mapping_.slices[static_cast<std::size_t>(d.slice)].core != image_.context_.tile) continue;
    const auto at = static_cast<std::size_t>(lines_++);
    image_.write(kLine, 4 * at,
                 image_.codec_.slot_of(d.slice) | d.port << 5 | (d.signal == Signal::Values ? 1 << 7 : 0) |
                     std::int64_t{d.rows.begin} << 8 | std::int64_t{d.rows.end} << 17);
    image_.write(kLine, 4 * at + 1, d.columns.begin | d.columns.end << 8);
    image_.write(kLine, 4 * at + 2, d.channels.begin | d.channels.end << 11);
  }
  image_.require(lines_ - first, kMaxLinesOfSender, "slices that share a sender", "at most 8, no parameter");
  image_.write(kSender, number, first | (lines_ - first) << 8);
}

}  // namespace spikeloom
