// SPDX-License-Identifier: Apache-2.0
#include "report/timeline_writer.hpp"

#include <algorithm>

#include "report/timeline_events.hpp"

namespace spikeloom {
namespace {

enum Thread { kDatapathThread = 0, kNeuronUnitThread = 1 };

std::string argument(const char* key, Cycle value) { return std::string("\"") + key + "\": " + std::to_string(value); }

std::string cycle_arguments(Cycle begin, Cycle end) {
  return argument("begin_cycle", begin) + ", " + argument("end_cycle", end);
}

}  // namespace

TimelineWriter::TimelineWriter(const Network& network, const Mapping& mapping, double clock_mhz)
    : network_(network),
      mapping_(mapping),
      clock_mhz_(clock_mhz),
      datapath_(static_cast<std::size_t>(mapping.target.tiles())),
      rows_(static_cast<std::size_t>(mapping.target.tiles())) {}

void TimelineWriter::on_row(const RowEvent& event) {
  rows_[static_cast<std::size_t>(tile_of(event.slice))].push_back(
      {{event.begin_cycle, event.end_cycle, event.slice}, event.image, event.row, event.t});
}

void TimelineWriter::on_datapath(const DatapathEvent& event) {
  std::vector<Span>& spans = datapath_[static_cast<std::size_t>(tile_of(event.slice))];
  if (!spans.empty() && spans.back().slice == event.slice && spans.back().end == event.begin_cycle)
    spans.back().end = event.end_cycle;
  else
    spans.push_back({event.begin_cycle, event.end_cycle, event.slice});
}

void TimelineWriter::on_image_begin(int image, Cycle cycle) {
  const auto index = static_cast<std::size_t>(image);
  if (images_.size() <= index) images_.resize(index + 1);
  images_[index] = {cycle, cycle, 0};
}

void TimelineWriter::on_image_end(int image, Cycle cycle) { images_.at(static_cast<std::size_t>(image)).end = cycle; }

std::string TimelineWriter::slice_name(int slice) const {
  return network_.layers[static_cast<std::size_t>(mapping_.slices[static_cast<std::size_t>(slice)].layer)].name;
}

void TimelineWriter::write(const std::string& path, const RunResults& results) const {
  EventStream stream(path, clock_mhz_);
  write_images(stream);
  write_chip(stream, results);
  for (int tile = 0; tile < mapping_.target.tiles(); ++tile) write_tile(stream, tile);
  stream.close();
}

void TimelineWriter::write_images(EventStream& stream) const {
  const int process = mapping_.target.tiles();
  stream.metadata("process_name", process, 0, "images");
  std::vector<Cycle> free_from;  // of each thread: images in flight together stand on threads of their own
  for (std::size_t i = 0; i < images_.size(); ++i) {
    const auto free =
        std::find_if(free_from.begin(), free_from.end(), [&](Cycle end) { return end <= images_[i].begin; });
    const auto thread = static_cast<std::size_t>(free - free_from.begin());
    if (thread == free_from.size()) free_from.push_back(0);
    free_from[thread] = images_[i].end;
    stream.span(process, static_cast<int>(thread), "image " + std::to_string(i), images_[i].begin, images_[i].end,
                cycle_arguments(images_[i].begin, images_[i].end));
  }
}

void TimelineWriter::write_chip(EventStream& stream, const RunResults& results) const {
  const int process = mapping_.target.tiles() + 1;
  stream.metadata("process_name", process, 0, "chip");
  for (const PhaseResult& phase : results.phases)
    stream.span(process, 0, "pass " + std::to_string(phase.pass + 1) + (phase.weights ? " weights" : ""),
                phase.begin_cycle, phase.end_cycle, cycle_arguments(phase.begin_cycle, phase.end_cycle));
  const OccupancyResult& occupancy = results.occupancy;
  for (std::size_t i = 0; i < occupancy.cores_active.size(); ++i) {
    const Cycle at = i * occupancy.bucket_cycles;
    stream.counter(process, "datapaths busy", at, occupancy.datapaths_busy[i]);
    stream.counter(process, "cores active", at, occupancy.cores_active[i]);
    stream.counter(process, "layers active", at, occupancy.layers_active[i]);
  }
}

void TimelineWriter::write_tile(EventStream& stream, int tile) const {
  const int column = tile % mapping_.target.columns, row = tile / mapping_.target.columns;
  stream.metadata("process_name", tile, 0, "tile (" + std::to_string(column) + "," + std::to_string(row) + ")");
  stream.metadata("thread_name", tile, kDatapathThread, "datapath");
  stream.metadata("thread_name", tile, kNeuronUnitThread, "neuron unit");
  for (const Span& s : datapath_[static_cast<std::size_t>(tile)])
    stream.span(tile, kDatapathThread, slice_name(s.slice), s.begin, s.end,
                argument("slice", static_cast<Cycle>(s.slice)) + ", " + cycle_arguments(s.begin, s.end));
  for (const Row& r : rows_[static_cast<std::size_t>(tile)])
    stream.span(tile, kNeuronUnitThread,
                slice_name(r.span.slice) + " row " + std::to_string(r.row) + " t " + std::to_string(r.t), r.span.begin,
                r.span.end,
                argument("image", static_cast<Cycle>(r.image)) + ", " + cycle_arguments(r.span.begin, r.span.end));
}

}  // namespace spikeloom
