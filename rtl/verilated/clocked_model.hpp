// SPDX-License-Identifier: Apache-2.0
#pragma once
// A verilated model with its clock, and a VCD of it while one is asked for. One cycle is 10 time units.

#include "rtl/verilated/model_instance.hpp"

namespace spikeloom {

/// Its module has clk_i and rst_ni. The owner sets the inputs and calls reset().
class ClockedModel {
 public:
  explicit ClockedModel(std::shared_ptr<const RtlModel> model, bool traced = false)
      : instance_(std::move(model), traced), clock_(instance_.port("clk_i")), reset_(instance_.port("rst_ni")) {}

  ModelPort port(const std::string& name) const { return instance_.port(name); }
  const RtlParameters& parameters() const { return instance_.model().parameters(); }
  void eval() { instance_.eval(); }

  void reset() {
    clock_.set(0);
    reset_.set(1);
    eval();
    reset_.set(0);
    eval();
    edge();
    reset_.set(1);
    eval();
  }

  void open_waveform(const std::string& path) {
    instance_.open_waveform(path);
    has_waveform_ = true;
  }

  /// The edge that ends cycle `cycle`: inputs are captured, and outputs are those of the next.
  void clock(std::uint64_t cycle) {
    if (!has_waveform_) return edge();
    instance_.dump(cycle * 10);  // the wires of the cycle, before its edge
    clock_.set(1);
    eval();
    instance_.dump(cycle * 10 + 5);
    clock_.set(0);
    eval();
  }

 private:
  void edge() {
    clock_.set(1);
    eval();
    clock_.set(0);
    eval();
  }

  ModelInstance instance_;
  ModelPort clock_, reset_;
  bool has_waveform_ = false;
};

}  // namespace spikeloom
