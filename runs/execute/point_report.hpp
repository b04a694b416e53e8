// SPDX-License-Identifier: Apache-2.0
#pragma once
// What workers tell of the points of their jobs, through pipes and between ranks.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace spikeloom {

/// What became of a point. Its result, if there is one, stands in its file already.
struct PointReport {
  std::size_t point = 0;    ///< number of the point in the list that jobs are made from
  std::string error;        ///< empty: finished
  bool unwritable = false;  ///< the error is the results folder's and not the point's

  std::string to_line() const;
  static PointReport from_line(const std::string& line);
};

using Job = std::vector<std::size_t>;
using ReportSink = std::function<void(const PointReport&)>;

}  // namespace spikeloom
