// SPDX-License-Identifier: Apache-2.0
#include "report/summary_text.hpp"

#include <algorithm>
#include <array>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "report/observers.hpp"
#include "report/summary_sections.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

constexpr std::size_t kImagesListed = 8;
constexpr int kImageColumns = 56;  ///< what stands beside two class names
constexpr int kShortestClassName = 6;

std::string class_text(const ReportInput& input, int index, int width) {
  const auto i = static_cast<std::size_t>(index);
  std::string name = i < input.network.class_names.size() ? input.network.class_names[i] : "";
  if (name == std::to_string(index)) return name;  // a network without names numbers its classes
  return std::to_string(index) + " " + fit_head(name, std::max(kShortestClassName, (width - kImageColumns) / 2));
}

std::string verdict_text(const ReportInput& input, std::size_t image, int width) {
  if (image >= input.labels.size()) return "";
  if (input.labels[image] == input.results.images[image].prediction) return "right";
  return "WRONG: " + class_text(input, input.labels[image], width);
}

std::string latency_ms_text(const ReportInput& input, Cycle cycles) {
  return time_text(static_cast<double>(cycles) / input.chip.clock_mhz / 1e6);
}

std::string accuracy_line(const ReportInput& input) {
  std::size_t right = 0;
  for (std::size_t i = 0; i < input.labels.size(); ++i)
    right += static_cast<std::size_t>(input.labels[i] == input.results.images[i].prediction);
  return "  " + std::to_string(right) + " of " + std::to_string(input.labels.size()) + " right (" +
         percent_text(static_cast<double>(right), static_cast<double>(input.labels.size())) + ")\n";
}

std::string sram_text(std::int64_t used, std::int64_t there) {
  return bytes_text(used) + " of " + bytes_text(there) + "  (" +
         percent_text(static_cast<double>(used), static_cast<double>(there)) + ")";
}

template <class Bytes>
std::string sram_used(const ReportInput& input, Bytes bytes, std::int64_t per_core) {
  std::int64_t used = 0;
  for (const CoreResult& core : input.results.cores) used += core.*bytes;
  return sram_text(used, per_core * static_cast<std::int64_t>(input.results.cores.size()));
}

std::string utilisation_text(const ReportInput& input) {
  double sum = 0;
  const CoreResult* busiest = nullptr;
  for (const CoreResult& core : input.results.cores) {
    sum += datapath_utilisation(core, input.results.cycles);
    if (busiest == nullptr || core.datapath_cycles > busiest->datapath_cycles) busiest = &core;
  }
  if (busiest == nullptr) return "no cores";
  return "mean " + percent_text(sum, static_cast<double>(input.results.cores.size())) + ", max " +
         percent_text(datapath_utilisation(*busiest, input.results.cycles), 1) + " in tile (" +
         std::to_string(busiest->column) + "," + std::to_string(busiest->row) + ")";
}

std::string output_text(Direction d) {
  if (d == Direction::Local) return "to the core of";
  if (d == Direction::Host) return "to the host from";
  return std::string(kDirectionNames[at(d)]) + " of";
}

std::string links_text(const ReportInput& input) {
  const NocReport noc = input.noc();
  if (noc.routers.empty()) return "no routers";
  std::size_t busiest = 0;
  for (std::size_t tile = 1; tile < noc.routers.size(); ++tile)
    if (noc.busiest_link(tile) > noc.busiest_link(busiest)) busiest = tile;
  const CoreResult& core = input.results.cores[busiest];
  return "mean " + percent_text(noc.mean_link_utilisation(), 1) + ", max " +
         percent_text(noc.busiest_link(busiest), 1) + " " + output_text(noc.busiest_output(busiest)) + " tile (" +
         std::to_string(core.column) + "," + std::to_string(core.row) + ")";
}

/// Cycles that packets and flits at the front of their buffers lost, by cause.
std::string stalls_text(const ReportInput& input) {
  constexpr std::array<const char*, kStalls> kCauses{"no VC", "lost VC", "no credit", "lost switch"};
  const RouterCounts total = input.noc().total();
  std::string text;
  for (std::size_t cause = 0; cause < kStalls; ++cause)
    text += std::string(cause == 0 ? "" : ", ") + kCauses[cause] + " " +
            short_count(static_cast<double>(total.stall_cycles[cause]));
  return text;
}

std::string reference_text(const ReferenceResult& reference) {
  if (reference.replayed) return "replayed: its rows are the chip's";
  if (!reference.compared) return "not compared";
  return grouped(reference.compared_words) + " words compared, " + grouped(reference.mismatches) + " mismatches";
}

/// Of all blocks together.
LockstepCounts sum_of(const std::vector<LockstepCounts>& blocks) {
  LockstepCounts total;
  for (const LockstepCounts& counts : blocks) {
    total.cycles += counts.cycles;
    for (const auto& [what, count] : counts.compared) {
      const auto has = std::find_if(total.compared.begin(), total.compared.end(),
                                    [&what = what](const auto& entry) { return entry.first == what; });
      if (has == total.compared.end())
        total.compared.emplace_back(what, count);
      else
        has->second += count;
    }
  }
  return total;
}

void add_lockstep(const std::vector<LockstepCounts>& blocks, TextTable& table) {
  if (blocks.empty()) return;
  const LockstepCounts total = sum_of(blocks);
  table.add({"lock-step", std::to_string(blocks.size()) + (blocks.size() == 1 ? " block, " : " blocks, ") +
                              grouped(total.cycles) + " cycles compared, 0 differences"});
  std::string compared;
  for (const auto& [what, count] : total.compared)
    compared += (compared.empty() ? "" : ", ") + grouped(count) + " " + what;
  table.add({"", compared});
}

}  // namespace

std::string classification_section(const ReportInput& input, int width) {
  const std::vector<ImageResult>& images = input.results.images;
  TextTable table(width, {Align::Left, Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"image", "class", "latency", "", ""});
  for (std::size_t i = 0; i < std::min(images.size(), kImagesListed); ++i)
    table.add({std::to_string(input.first_image + static_cast<int>(i)), class_text(input, images[i].prediction, width),
               grouped(images[i].latency_cycles()) + " cycles", latency_ms_text(input, images[i].latency_cycles()),
               verdict_text(input, i, width)});
  std::string text = "Classification\n" + table.text();
  if (images.size() > kImagesListed) text += "  ... and " + std::to_string(images.size() - kImagesListed) + " more\n";
  if (input.labels.size() > 1) text += accuracy_line(input);
  return text;
}

std::string run_section(const ReportInput& input, int width) {
  const RunResults& results = input.results;
  const MeshSpec& mesh = input.chip.mesh;
  TextTable table(width, {Align::Left, Align::Left});
  table.add({"chip", fit_head(input.chip.name, width - 52) + ", " + std::to_string(mesh.columns) + " x " +
                         std::to_string(mesh.rows) + " tiles, " + plain_number(input.chip.clock_mhz) + " MHz"});
  table.add({"cycles", grouped(results.cycles) + " = " + latency_ms_text(input, results.cycles)});
  table.add({"throughput",
             grouped(static_cast<std::uint64_t>(throughput_images_per_s(results, input.chip.clock_mhz))) +
                 (results.images.size() > 1 && !is_steady(results) ? " images/s over the whole run" : " images/s")});
  table.add({"spikes", grouped(results.spikes)});
  table.add({"synaptic additions", grouped(results.synaptic_additions)});
  table.add({"flit-hops", grouped(results.flit_hops)});
  table.add({"links busy", links_text(input)});
  table.add({"stall cycles", stalls_text(input)});
  table.add({"datapath busy", utilisation_text(input)});
  table.add({"weight SRAM", sram_used(input, &CoreResult::weight_bytes_used, input.chip.core.weight_sram_bytes)});
  table.add({"accumulator SRAM",
             sram_used(input, &CoreResult::accumulator_bytes_used, input.chip.core.accumulator_sram_bytes)});
  table.add({"reference", reference_text(results.reference)});
  add_lockstep(results.lockstep, table);
  return "Run\n" + table.text();
}

std::string summary_text(const ReportInput& input, int width) {
  width = std::max(width, kNarrowest);
  const auto of_energy = [](const ReportInput& all, int columns) { return energy_sections(all.energy, columns); };
  using Section = std::string (*)(const ReportInput&, int);
  std::string text;
  for (const Section section :
       {Section{classification_section}, Section{run_section}, Section{pipeline_section}, Section{passes_section},
        Section{of_energy}, Section{mesh_section}, Section{links_section}, Section{layer_section}}) {
    const std::string part = section(input, width);
    text += (text.empty() || part.empty() ? "" : "\n") + part;
  }
  if (input.observers != nullptr)
    for (const std::string& part : input.observers->sections(input.results, width)) text += "\n" + part;
  return text;
}

}  // namespace spikeloom
