// SPDX-License-Identifier: Apache-2.0
#pragma once
// A verilated model with its clock, and a VCD of it while one is asked for. One cycle is 10 time units.

#include <verilated.h>
#include <verilated_vcd_c.h>

#include <cstdint>
#include <memory>
#include <string>

namespace spikeloom {

/// Model: has clk_i and rst_ni.
template <class Model>
class ClockedModel {
 public:
  /// `traced`: a waveform may be opened later. Registers and inputs come up with random values, as in silicon, and the
  /// same ones each time; the owner sets its inputs and calls reset().
  explicit ClockedModel(bool traced) {
    context_->traceEverOn(traced);
    context_->randReset(2);
    context_->randSeed(1);
    model_ = std::make_unique<Model>(context_.get(), "rtl");
  }
  ~ClockedModel() {
    if (waveform_) waveform_->close();
    model_->final();
  }
  ClockedModel(const ClockedModel&) = delete;
  ClockedModel& operator=(const ClockedModel&) = delete;

  Model& ports() { return *model_; }
  const Model& ports() const { return *model_; }

  void reset() {
    model_->clk_i = 0;
    model_->rst_ni = 1;
    model_->eval();
    model_->rst_ni = 0;
    model_->eval();
    edge();
    model_->rst_ni = 1;
    model_->eval();
  }

  void open_waveform(const std::string& path) {
    waveform_ = std::make_unique<VerilatedVcdC>();
    model_->trace(waveform_.get(), 99);
    waveform_->open(path.c_str());
  }

  /// The edge that ends cycle `cycle`: inputs are captured, and outputs are those of the next.
  void clock(std::uint64_t cycle) {
    if (!waveform_) return edge();
    waveform_->dump(cycle * 10);  // the wires of the cycle, before its edge
    model_->clk_i = 1;
    model_->eval();
    waveform_->dump(cycle * 10 + 5);
    model_->clk_i = 0;
    model_->eval();
  }

 private:
  void edge() {
    model_->clk_i = 1;
    model_->eval();
    model_->clk_i = 0;
    model_->eval();
  }

  std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<Model> model_;
  std::unique_ptr<VerilatedVcdC> waveform_;
};

}  // namespace spikeloom
