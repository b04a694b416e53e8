// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "report/noc_text.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr int kPlotRows = 12;
constexpr int kPlotColumns = 64;
constexpr int kAxisWidth = 8;
constexpr double kTopLatency = 4;  ///< of the plot, in latencies without load

std::string point_table(const SweepResults& sweep, int width) {
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"injection", "accepted", "mean", "p99", "max", ""});
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    const NocResults& results = sweep.points[i].results;
    const LatencyFigures& f = results.packet_latency;
    table.add({decimals(sweep.points[i].injection_rate, 5), decimals(results.accepted_rate, 5), decimals(f.mean, 2),
               grouped(f.p99), grouped(f.max),
               results.saturated                ? "saturated"
               : sweep.knee && *sweep.knee == i ? "<- saturation"
                                                : ""});
  }
  return "Packet latency, cycles; rates in flits per tile and cycle\n" + table.text();
}

/// A field of points; the origin is its last line, first column.
using Canvas = std::vector<std::string>;

int plot_line(double latency, double top) {
  return std::clamp(kPlotRows - static_cast<int>(std::lround(latency / top * kPlotRows)), 0, kPlotRows);
}

Canvas plotted(const SweepResults& sweep, double top) {
  Canvas canvas(kPlotRows + 1, std::string(kPlotColumns + 1, ' '));
  const double last = sweep.points.back().injection_rate;
  for (const SweepPoint& point : sweep.points) {
    const double latency = point.results.packet_latency.mean;
    const auto column = static_cast<std::size_t>(std::lround(point.injection_rate / last * kPlotColumns));
    canvas[static_cast<std::size_t>(plot_line(latency, top))][column] = latency > top ? '^' : '*';
  }
  return canvas;
}

/// Marks the lines of the axis that stand for whole multiples of the latency without load.
std::string axis_label(const SweepResults& sweep, int line, double top) {
  for (int multiple = 0; multiple <= kTopLatency; ++multiple)
    if (line == plot_line(multiple * sweep.zero_load_latency, top))
      return decimals(multiple * sweep.zero_load_latency, 1);
  return "";
}

std::string plot(const SweepResults& sweep) {
  const double top = kTopLatency * sweep.zero_load_latency;
  const Canvas canvas = plotted(sweep, top);
  std::string text = "Mean packet latency, cycles, over injection rate (* a run, ^ one above the plot)\n";
  for (int line = 0; line <= kPlotRows; ++line) {
    std::string row =
        pad_left(axis_label(sweep, line, top), kAxisWidth) + " |" + canvas[static_cast<std::size_t>(line)];
    text += row.erase(row.find_last_not_of(' ') + 1) + "\n";
  }
  const std::string last = decimals(sweep.points.back().injection_rate, 3);
  text += std::string(kAxisWidth + 1, ' ') + "+" + std::string(kPlotColumns, '-') + "\n";
  return text + std::string(kAxisWidth + 1, ' ') + "0" + pad_left(last, kPlotColumns) + "\n";
}

std::string saturation_text(const SweepResults& sweep) {
  std::string text = "Without load a packet takes " + decimals(sweep.zero_load_latency, 2) + " cycles. ";
  if (!sweep.knee) return text + "The network does not saturate: sources at full rate see less than 3 times that.";
  const SweepPoint& knee = sweep.points[*sweep.knee];
  return text + "Its latency passes 3 times that above an injection of " + decimals(knee.injection_rate, 4) +
         " flits per tile and cycle, where " + decimals(knee.results.accepted_rate, 4) + " are accepted; at most " +
         decimals(sweep.max_accepted_rate, 4) + " were accepted at any rate.";
}

}  // namespace

std::string sweep_text(const NocAloneSpec& spec, const SweepResults& sweep, int width) {
  return wrapped(noc_headline(spec), 0, width) + "\n" + point_table(sweep, width) + "\n" + plot(sweep) +
         "\nSaturation\n" + wrapped(saturation_text(sweep), 2, width) + "  " + std::to_string(sweep.points.size()) +
         " runs, " + time_text(sweep.host_seconds) + "\n";
}

}  // namespace spikeloom
