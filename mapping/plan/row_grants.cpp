// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/row_grants.hpp"

#include <algorithm>
#include <cassert>

#include "mapping/plan/row_geometry.hpp"

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
