// SPDX-License-Identifier: Apache-2.0
#pragma once
// Compares every spike word and every value that a core finishes with the integer reference, as it appears.
// The first difference throws RunError: layer, row, column, t, channel, core, cycle, expected and got.

#include <map>
#include <vector>

#include "mapping/mapping.hpp"
#include "models/reference.hpp"
#include "sim/machine/observer.hpp"
#include "sim/run/results.hpp"

namespace spikeloom {

class ReferenceCheck final : public Observer {
 public:
  ReferenceCheck(const Network& network, const Mapping& mapping, const std::vector<Image>& images);

  void on_row(const RowEvent& event) override;
  void on_image_begin(int image, Cycle cycle) override;
  void on_image_end(int image, Cycle cycle) override;

  const ReferenceResult& result() const { return result_; }

 private:
  void compare_spikes(const RowEvent& event, const LayerActivity& expected);
  void compare_values(const RowEvent& event, const LayerActivity& expected);
  [[noreturn]] void mismatch(const RowEvent& event, int column, int channel, const std::string& what);

  const Network& network_;
  const Mapping& mapping_;
  const std::vector<Image>& images_;
  Reference reference_;
  std::map<int, Inference> in_flight_;  ///< image -> what it must give; dropped when the image is done
  ReferenceResult result_;
};

}  // namespace spikeloom
