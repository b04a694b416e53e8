// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/egress_config.hpp"

#include "mapping/plan/row_grants.hpp"
#include "sim/machine/packet_format.hpp"

namespace spikeloom {
namespace {

using core_tables::kGrant;
using core_tables::kGrants;
using core_tables::kProgram;
using core_tables::kProgramColumn;
using core_tables::kProgramEnds;
using core_tables::kWordEntry;

constexpr std::int64_t kNobody = 1 << 15;

// Places in an entry of the word list.
constexpr int kEntryWord = 21, kEntryIsValues = 28, kEntryFirst = 32, kEntryCount = 43, kEntryValueBits = 51,
              kEntryFlits = 57;

std::int64_t list(int first, int count) { return first | std::int64_t{count} << 16; }

}  // namespace

EgressConfig::EgressConfig(CoreConfig& image, std::size_t slot)
    : image_(image),
      slot_(slot),
      index_(image.context_.slices[slot]),
      slice_(image.context_.chip.mapping.slices[static_cast<std::size_t>(index_)]) {}

void EgressConfig::write() {
  const std::size_t rows = slot_ * static_cast<std::size_t>(image_.sizes_.Rows);
  for (int row = 0; row < slice_.rows.size(); ++row)
    image_.write(kProgram, rows + static_cast<std::size_t>(row), kNobody);
  for (const RowDeliveries& row : image_.context_.chip.dispatch.of(index_)) {
    if (row.row_ends.empty()) continue;
    for (int y = row.rows.begin; y < row.rows.end; ++y)
      image_.write(kProgram, rows + static_cast<std::size_t>(y - slice_.rows.begin), image_.programs_);
    write_program(row);
  }
  write_grants();
}

void EgressConfig::write_program(const RowDeliveries& row) {
  const auto program = static_cast<std::size_t>(image_.programs_++);
  for (const ColumnDeliveries& range : row.columns) {
    image_.require(static_cast<int>(range.words.size()), 64, "words in a column", "at most 64, no parameter");
    for (int x = range.columns.begin; x < range.columns.end; ++x)
      image_.write(kProgramColumn,
                   program * static_cast<std::size_t>(image_.sizes_.Columns) +
                       static_cast<std::size_t>(x - slice_.columns.begin),
                   list(image_.word_entries_, static_cast<int>(range.words.size())));
    for (const Delivery& word : range.words) write_word(word);
  }
  image_.write(kProgramEnds, program, list(image_.word_entries_, static_cast<int>(row.row_ends.size())));
  for (const Delivery& end : row.row_ends) write_end(end);
}

std::uint64_t EgressConfig::header_of(const Packet& packet) const {
  return image_.codec_.encode(packet).words[0] & low_bits(kHeaderBits);
}

void EgressConfig::write_word(const Delivery& word) {
  const bool values = word.signal == Signal::Values;
  Packet packet = packet_of(word, values ? PacketKind::ValueWord : PacketKind::SpikeWord);
  packet.channel = static_cast<std::uint16_t>(word.channels.begin);
  packet.count = static_cast<std::uint16_t>(word.channels.size());
  const std::uint64_t header = header_of(packet);
  const auto index = static_cast<std::size_t>(header >> packet_layout::kWord.offset);
  const WordTables& words = image_.codec_.words();
  int value_bits = 0;
  if (values)
    value_bits = word.shared ? words.value_bits_of(index_) : words.into(word.slice, word.port)[index].value_bits;
  write_entry((header & low_bits(kEntryWord)) | index << kEntryWord | std::uint64_t{values} << kEntryIsValues |
              static_cast<std::uint64_t>(word.channels.begin - slice_.channels.begin) << kEntryFirst |
              static_cast<std::uint64_t>(word.channels.size()) << kEntryCount |
              static_cast<std::uint64_t>(value_bits) << kEntryValueBits |
              static_cast<std::uint64_t>(word.flits) << kEntryFlits);
}

void EgressConfig::write_end(const Delivery& end) {
  write_entry(header_of(packet_of(end, PacketKind::RowEnd)) & low_bits(kEntryWord));
}

void EgressConfig::write_entry(std::uint64_t entry) {
  const auto at = static_cast<std::size_t>(image_.word_entries_++);
  image_.write(kWordEntry, 2 * at, static_cast<std::int64_t>(entry & 0xffffffffU));
  image_.write(kWordEntry, 2 * at + 1, static_cast<std::int64_t>(entry >> 32U));
}

void EgressConfig::write_grants() {
  const ChipContext& chip = image_.context_.chip;
  const RowGrants grants(chip.network.layers[static_cast<std::size_t>(slice_.layer)], chip.mapping, index_);
  for (int row = 0; row < slice_.rows.size(); ++row) {
    const int first = image_.grants_;
    grants.for_each(row, [&](const CreditGrant& grant) {
      const std::uint64_t header = header_of(credit_packet(chip.mapping, grant));
      const auto at = static_cast<std::size_t>(image_.grants_++);
      image_.write(kGrant, 2 * at, static_cast<std::int64_t>(header & 0xffffffffU));
      image_.write(kGrant, 2 * at + 1, static_cast<std::int64_t>(header >> 32U));
    });
    image_.write(kGrants, slot_ * static_cast<std::size_t>(image_.sizes_.Rows) + static_cast<std::size_t>(row),
                 list(first, image_.grants_ - first));
  }
}

}  // namespace spikeloom
