// SPDX-License-Identifier: Apache-2.0
#include "base/text_table.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "base/units.hpp"

namespace spikeloom {
namespace {

constexpr int kIndent = 2, kGap = 2, kShortestFirstColumn = 8;

}  // namespace

std::vector<int> TextTable::widths() const {
  std::vector<int> widths(columns_.size(), 0);
  for (const Row& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  const int all = kIndent + std::accumulate(widths.begin(), widths.end(), kGap * (static_cast<int>(widths.size()) - 1));
  if (all > width_) widths[0] = std::max(kShortestFirstColumn, widths[0] - (all - width_));
  return widths;
}

std::string TextTable::line(const Row& row, const std::vector<int>& widths) const {
  std::string text(kIndent, ' ');
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string cell = i == 0 ? fit_tail(row[i], widths[i]) : row[i];
    if (i > 0) text += std::string(kGap, ' ');
    text += columns_[i] == Align::Left ? pad_right(cell, widths[i]) : pad_left(cell, widths[i]);
  }
  return fit_head(text.erase(text.find_last_not_of(' ') + 1), width_) + "\n";
}

std::string TextTable::text() const {
  const std::vector<int> column_widths = widths();
  std::string text;
  for (const Row& row : rows_) text += line(row, column_widths);
  return text;
}

std::string wrapped(const std::string& sentence, int indent, int width) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::istringstream words(sentence);
  std::string text, line, word;
  while (words >> word) {
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > width) {
      text += margin + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? text : text + margin + line + "\n";
}

}  // namespace spikeloom
