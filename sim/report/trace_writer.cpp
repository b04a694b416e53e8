// SPDX-License-Identifier: Apache-2.0
#include "sim/report/trace_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/error.hpp"

namespace spikeloom {
namespace {

enum Thread { kDatapathThread = 0, kNeuronUnitThread = 1 };

/// Images overlap when several are in flight; a host port has at most this many at once.

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

/// Writes events one by one: a trace may have many more than should stand in memory as a JSON tree.
class EventStream {
 public:
  EventStream(const std::string& path, double clock_mhz) : path_(path), file_(path), clock_mhz_(clock_mhz) {
    if (!file_) throw InputError(path + ": cannot write this trace");
    file_ << "{\"displayTimeUnit\": \"ns\", \"traceEvents\": [";
  }

  void metadata(const char* kind, int process, int thread, const std::string& name) {
    next() << R"({"ph": "M", "name": ")" << kind << R"(", "pid": )" << process << R"(, "tid": )" << thread
           << R"(, "args": {"name": )" << quoted(name) << "}}";
  }

  /// `args`: the inside of a JSON object.
  void span(int process, int thread, const std::string& name, Cycle begin, Cycle end, const std::string& args) {
    next() << R"({"ph": "X", "pid": )" << process << R"(, "tid": )" << thread << R"(, "ts": )" << microseconds(begin)
           << R"(, "dur": )" << microseconds(end - begin) << R"(, "name": )" << quoted(name) << R"(, "args": {)" << args
           << "}}";
  }

  void close() {
    file_ << "\n]}\n";
    file_.close();
    if (!file_) throw InputError(path_ + ": writing this trace failed");
  }

 private:
  std::ofstream& next() {
    file_ << (first_ ? "\n" : ",\n");
    first_ = false;
    return file_;
  }

  std::string microseconds(Cycle cycle) const {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.6f", static_cast<double>(cycle) / clock_mhz_);
    return text.data();
  }

  std::string path_;
  std::ofstream file_;
  double clock_mhz_;
  bool first_ = true;
};

std::string argument(const char* key, Cycle value) { return std::string("\"") + key + "\": " + std::to_string(value); }

std::string cycle_arguments(Cycle begin, Cycle end) {
  return argument("begin_cycle", begin) + ", " + argument("end_cycle", end);
}

}  // namespace

TraceWriter::TraceWriter(const Network& network, const Mapping& mapping, double clock_mhz)
    : network_(network),
      mapping_(mapping),
      clock_mhz_(clock_mhz),
      datapath_(static_cast<std::size_t>(mapping.target.tiles())),
      rows_(static_cast<std::size_t>(mapping.target.tiles())) {}

void TraceWriter::on_row(const RowEvent& event) {
  rows_[static_cast<std::size_t>(tile_of(event.slice))].push_back(
      {{event.begin_cycle, event.end_cycle, event.slice}, event.image, event.row, event.t});
}

void TraceWriter::on_datapath(const DatapathEvent& event) {
  std::vector<Span>& spans = datapath_[static_cast<std::size_t>(tile_of(event.slice))];
  if (!spans.empty() && spans.back().slice == event.slice && spans.back().end == event.begin_cycle)
    spans.back().end = event.end_cycle;
  else
    spans.push_back({event.begin_cycle, event.end_cycle, event.slice});
}

void TraceWriter::on_image_begin(int image, Cycle cycle) {
  const auto index = static_cast<std::size_t>(image);
  if (images_.size() <= index) images_.resize(index + 1);
  images_[index] = {cycle, cycle, 0};
}

void TraceWriter::on_image_end(int image, Cycle cycle) { images_.at(static_cast<std::size_t>(image)).end = cycle; }

std::string TraceWriter::slice_name(int slice) const {
  return network_.layers[static_cast<std::size_t>(mapping_.slices[static_cast<std::size_t>(slice)].layer)].name;
}

void TraceWriter::write(const std::string& path) const {
  EventStream stream(path, clock_mhz_);
  const int tiles = mapping_.target.tiles();
  stream.metadata("process_name", tiles, 0, "images");
  std::vector<Cycle> free_from;  // of each thread: images in flight together stand on threads of their own
  for (std::size_t i = 0; i < images_.size(); ++i) {
    const auto free =
        std::find_if(free_from.begin(), free_from.end(), [&](Cycle end) { return end <= images_[i].begin; });
    const auto thread = static_cast<std::size_t>(free - free_from.begin());
    if (thread == free_from.size()) free_from.push_back(0);
    free_from[thread] = images_[i].end;
    stream.span(tiles, static_cast<int>(thread), "image " + std::to_string(i), images_[i].begin, images_[i].end,
                cycle_arguments(images_[i].begin, images_[i].end));
  }
  for (int tile = 0; tile < tiles; ++tile) {
    const int column = tile % mapping_.target.columns, row = tile / mapping_.target.columns;
    stream.metadata("process_name", tile, 0, "tile (" + std::to_string(column) + "," + std::to_string(row) + ")");
    stream.metadata("thread_name", tile, kDatapathThread, "datapath");
    stream.metadata("thread_name", tile, kNeuronUnitThread, "neuron unit");
    for (const Span& s : datapath_[static_cast<std::size_t>(tile)])
      stream.span(tile, kDatapathThread, slice_name(s.slice), s.begin, s.end,
                  argument("slice", static_cast<Cycle>(s.slice)) + ", " + cycle_arguments(s.begin, s.end));
    for (const Row& r : rows_[static_cast<std::size_t>(tile)])
      stream.span(tile, kNeuronUnitThread,
                  slice_name(r.span.slice) + " row " + std::to_string(r.row) + " t " + std::to_string(r.t),
                  r.span.begin, r.span.end,
                  argument("image", static_cast<Cycle>(r.image)) + ", " + cycle_arguments(r.span.begin, r.span.end));
  }
  stream.close();
}

}  // namespace spikeloom
