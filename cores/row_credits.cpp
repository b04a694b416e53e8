// SPDX-License-Identifier: Apache-2.0
#include "cores/row_credits.hpp"

namespace spikeloom {
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

}  // namespace spikeloom
