// SPDX-License-Identifier: Apache-2.0
#pragma once
// A timeline in Chrome's trace event format, for https://ui.perfetto.dev: a process per tile with its datapath and its
// neuron unit, one process for the images, and one for the whole chip: how full the pipeline is, and the passes. 1 us
// of the timeline is 1 us at the chip's clock.

#include <string>
#include <vector>

#include "report/run_observer.hpp"

namespace spikeloom {

class EventStream;

class TimelineWriter : public RunObserver {
 public:
  static constexpr const char* kName = "timeline";
  static constexpr const char* kHelp = "for https://ui.perfetto.dev";

  explicit TimelineWriter(const ObservedRun& run) : TimelineWriter(run.network, run.mapping, run.chip.clock_mhz) {}
  TimelineWriter(const Network& network, const Mapping& mapping, double clock_mhz);

  void on_row(const RowEvent& event) override;
  void on_datapath(const DatapathEvent& event) override;
  void on_image_begin(int image, Cycle cycle) override;
  void on_image_end(int image, Cycle cycle) override;

  /// With counters of how full the pipeline was, and the passes, of the results. Throws InputError when the file cannot
  /// be written.
  void write(const std::string& path, const RunResults& results = {}) const override;
  /// Nothing: events belong into a file of their own.
  nlohmann::ordered_json json(const RunResults&) const override { return nlohmann::ordered_json::object(); }

 private:
  struct Span {
    Cycle begin = 0, end = 0;
    int slice = 0;
  };
  struct Row {
    Span span;
    int image = 0, row = 0, t = 0;
  };

  void write_images(EventStream& stream) const;
  void write_chip(EventStream& stream, const RunResults& results) const;
  void write_tile(EventStream& stream, int tile) const;
  int tile_of(int slice) const { return mapping_.slices[static_cast<std::size_t>(slice)].core; }
  std::string slice_name(int slice) const;

  const Network& network_;
  const Mapping& mapping_;
  double clock_mhz_;
  std::vector<std::vector<Span>> datapath_;  ///< of each tile; neighbouring spans of one slice are one
  std::vector<std::vector<Row>> rows_;       ///< of each tile
  std::vector<Span> images_;
};

}  // namespace spikeloom
