// SPDX-License-Identifier: Apache-2.0
// Sections of summary_text about time: the pipeline as images stream through it, and passes.

#include <algorithm>
#include <array>
#include <numeric>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "report/summary_sections.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr int kLongestLine = 64;

std::string count_text(double cycles) { return grouped(static_cast<std::uint64_t>(cycles + 0.5)); }

double mean(const std::vector<double>& shares) {
  return ratio(std::accumulate(shares.begin(), shares.end(), 0.0), static_cast<double>(shares.size()));
}

/// One column a bucket, or one for several of them: their mean as a bar.
std::string over_time(const std::vector<double>& shares, int width) {
  constexpr std::array<const char*, 9> kBars{"\u00b7", "\u2581", "\u2582", "\u2583", "\u2584",
                                             "\u2585", "\u2586", "\u2587", "\u2588"};
  const std::size_t columns = std::min(shares.size(), static_cast<std::size_t>(std::max(1, width)));
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto first = shares.begin() + static_cast<std::ptrdiff_t>(i * shares.size() / columns);
    const auto last = shares.begin() + static_cast<std::ptrdiff_t>((i + 1) * shares.size() / columns);
    const double share = mean(std::vector<double>(first, last));
    const auto bar = static_cast<std::size_t>(share * 8 + 0.5);
    line += kBars[share > 0 ? std::clamp<std::size_t>(bar, 1, 8) : 0];
  }
  return line;
}

std::string bits_text(std::uint64_t bits) { return bytes_text(static_cast<std::int64_t>((bits + 7) / 8)); }

TextTable::Row pass_row(const ReportInput& input, std::size_t index) {
  const PassResult& pass = input.results.passes[index];
  const auto name = [&](int layer) { return input.network.layers[static_cast<std::size_t>(layer)].name; };
  return {std::to_string(index + 1),
          name(pass.first_layer) + " (" + std::to_string(pass.end_layer - pass.first_layer) + " layers)",
          grouped(pass.weight_cycles),
          grouped(pass.run_cycles),
          bits_text(pass.weight_bits),
          bits_text(pass.loaded_bits),
          bits_text(pass.stored_bits)};
}

}  // namespace

std::string pipeline_section(const ReportInput& input, int width) {
  const RunResults& results = input.results;
  if (results.images.size() < 2 && results.passes.empty()) return "";
  TextTable table(width, {Align::Left, Align::Left});
  const bool steady = is_steady(results);
  table.add({steady ? "steady state" : "whole run",
             count_text(cycles_per_image(results)) + " cycles per image" +
                 (steady || !results.passes.empty() ? "" : "; too short for a steady state")});
  table.add({"latency", "first image " + grouped(results.images.front().latency_cycles()) + " cycles, later " +
                            count_text(steady_latency_cycles(results))});
  const int line = std::min(kLongestLine, width - 40);
  const auto add = [&](const char* name, const std::vector<double>& shares) {
    table.add({name, "mean " + percent_text(mean(shares), 1) + "  " + over_time(shares, line)});
  };
  add("datapaths busy", results.occupancy.datapaths_busy);
  add("cores active", results.occupancy.cores_active);
  add("layers active", results.occupancy.layers_active);
  return "Pipeline over time\n" + table.text();
}

std::string passes_section(const ReportInput& input, int width) {
  const RunResults& results = input.results;
  if (results.passes.empty()) return "";
  TextTable table(width,
                  {Align::Right, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"", "pass begins with", "weights", "run", "weights", "loaded", "stored"});
  table.add({"", "", "cycles", "cycles", "from DRAM", "", ""});
  for (std::size_t i = 0; i < results.passes.size(); ++i) table.add(pass_row(input, i));
  return "Passes, all images\n" + table.text() + "  DRAM: read " + bits_text(results.host_actions[Action::DramRead]) +
         ", written " + bits_text(results.host_actions[Action::DramWrite]) + ", " +
         std::to_string(input.chip.dram.ports.size()) + " port(s) busy " +
         percent_text(dram_utilisation(results, input.chip), 1) + "\n";
}

}  // namespace spikeloom
