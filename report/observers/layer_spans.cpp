// SPDX-License-Identifier: Apache-2.0
#include "report/observers/layer_spans.hpp"

#include <algorithm>

#include "base/text_table.hpp"
#include "base/units.hpp"

namespace spikeloom {

LayerSpans::LayerSpans(const ObservedRun& run)
    : network_(run.network), mapping_(run.mapping), layers_(run.network.layers.size()) {}

void LayerSpans::extend(int slice, Cycle begin, Cycle end) {
  const int layer = mapping_.slices[static_cast<std::size_t>(slice)].layer;
  Span& span = layers_[static_cast<std::size_t>(layer)];
  span.begin = std::min(span.begin, begin);
  span.end = std::max(span.end, end);
}

nlohmann::ordered_json LayerSpans::json(const RunResults&) const {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < layers_.size(); ++i)
    if (layers_[i].end > 0)
      list.push_back(
          {{"layer", network_.layers[i].name}, {"begin_cycle", layers_[i].begin}, {"end_cycle", layers_[i].end}});
  return list;
}

std::string LayerSpans::text(const RunResults&, int width) const {
  constexpr auto kRight = TextTable::Align::Right;
  TextTable table(width, {TextTable::Align::Left, kRight, kRight});
  table.add({"layer", "first cycle", "last cycle"});
  for (std::size_t i = 0; i < layers_.size(); ++i)
    if (layers_[i].end > 0)
      table.add({network_.layers[i].name, grouped(layers_[i].begin), grouped(layers_[i].end - 1)});
  return "When layers worked\n" + table.text();
}

}  // namespace spikeloom
