// SPDX-License-Identifier: Apache-2.0
#pragma once
// Aligned columns and wrapped sentences for a terminal. Used by report/summary_text.

#include <string>
#include <vector>

namespace spikeloom {

class TextTable {
 public:
  enum class Align { Left, Right };
  using Row = std::vector<std::string>;

  /// Lines start with two spaces, columns stand two apart. The first column gives way when a line would be longer
  /// than `width`; what is too long even so is cut.
  TextTable(int width, std::vector<Align> columns) : width_(width), columns_(std::move(columns)) {}

  void add(Row row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::vector<int> widths() const;
  std::string line(const Row& row, const std::vector<int>& widths) const;

  int width_;
  std::vector<Align> columns_;
  std::vector<Row> rows_;
};

/// The sentence broken at spaces into lines of `width`, each behind `indent` spaces.
std::string wrapped(const std::string& sentence, int indent, int width);

}  // namespace spikeloom
