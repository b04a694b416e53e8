// SPDX-License-Identifier: Apache-2.0
#pragma once
// When each layer worked: the first and the last cycle in which a slice of it was busy. A layer that ends long after
// the one before it is where images wait.

#include <vector>

#include "report/run_observer.hpp"

namespace spikeloom {

class LayerSpans final : public RunObserver {
 public:
  static constexpr const char* kName = "layer_spans";
  static constexpr const char* kHelp = "the first and the last cycle in which each layer worked";

  explicit LayerSpans(const ObservedRun& run);

  void on_row(const RowEvent& event) override { extend(event.slice, event.begin_cycle, event.end_cycle); }
  void on_datapath(const DatapathEvent& event) override { extend(event.slice, event.begin_cycle, event.end_cycle); }

  /// A list in the order of the network: layer, begin_cycle, end_cycle; a layer that never worked is left out.
  nlohmann::ordered_json json(const RunResults& results) const override;
  std::string text(const RunResults& results, int width) const override;

 private:
  struct Span {
    Cycle begin = ~Cycle{0}, end = 0;  ///< [begin, end)
  };
  void extend(int slice, Cycle begin, Cycle end);

  const Network& network_;
  const Mapping& mapping_;
  std::vector<Span> layers_;
};

}  // namespace spikeloom
