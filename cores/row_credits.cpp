// SPDX-License-Identifier: Apache-2.0
#include "cores/row_credits.hpp"

#include <algorithm>
#include <cassert>

#include "mapping/row_geometry.hpp"

namespace spikeloom {
namespace {

std::uint32_t entry_of(const std::vector<Destination>& table, int slice, int port) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Destination& d) { return d.slice == slice && d.port == port; });
  assert(found != table.end());
  return static_cast<std::uint32_t>(found - table.begin());
}

/// For each row of the band the rows of `inputs` that touch it last: they follow each other.
std::vector<Range> last_touching(const Layer& layer, int port, Range inputs, Range band) {
  std::vector<Range> ranges(static_cast<std::size_t>(band.size()));
  for (int row = inputs.begin; row < inputs.end; ++row) {
    Range& range = ranges[static_cast<std::size_t>(last_touched_row(layer, port, row, band))];
    range = range.empty() ? Range{row, row + 1} : Range{range.begin, row + 1};
  }
  return ranges;
}

}  // namespace

SendCredits::SendCredits(const Slice& slice) : rows_(slice.rows), row_(slice.rows.begin) {
  for (const Destination& d : slice.destinations) entries_.push_back({d.rows, d.initial_rows});
  for (const Entry& e : entries_) refused_ += refuses(e) ? 1 : 0;
}

void SendCredits::spend() {
  const int sent = row_;
  row_ = sent + 1 == rows_.end ? rows_.begin : sent + 1;
  refused_ = 0;
  for (Entry& e : entries_) {
    if (e.rows.contains(sent)) --e.credit;
    refused_ += refuses(e) ? 1 : 0;
  }
}

void SendCredits::receive(std::uint32_t entry, int rows) {
  Entry& e = entries_[entry];
  const bool refused = refuses(e);
  e.credit += rows;
  if (refused && !refuses(e)) --refused_;
}

std::vector<std::size_t> SendCredits::refusing() const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (refuses(entries_[i])) all.push_back(i);
  return all;
}

RowGrants::RowGrants(const Layer& layer, const Mapping& mapping, int index)
    : window_(mapping.slices[static_cast<std::size_t>(index)].window_rows) {
  const Slice& slice = mapping.slices[static_cast<std::size_t>(index)];
  std::vector<Range> inputs(static_cast<std::size_t>(partial_port(layer)) + 1);
  for (const Source& source : slice.sources) {
    Range& rows = inputs[static_cast<std::size_t>(source.port)];
    rows = rows.empty() ? source.rows
                        : Range{std::min(rows.begin, source.rows.begin), std::max(rows.end, source.rows.end)};
    const auto& table = source.slice == kHostSlice
                            ? mapping.image_table
                            : mapping.slices[static_cast<std::size_t>(source.slice)].destinations;
    const std::uint32_t entry = entry_of(table, index, source.port);
    producers_.push_back({source.slice, entry, source.port, source.rows, table[entry].home});
  }
  for (std::size_t port = 0; port < inputs.size(); ++port)
    last_touching_.push_back(last_touching(layer, static_cast<int>(port), inputs[port], slice.rows));
}

}  // namespace spikeloom
