// SPDX-License-Identifier: Apache-2.0
#pragma once
// The inner side of rtl/verilated/model_interface.h: an instance of a class that Verilator wrote. Included by the file
// that scripts/cmake/verilate.cmake writes for each model, and nowhere else.

#include <verilated.h>
#include <verilated_vcd_c.h>

#include <memory>

#include "rtl/verilated/model_interface.h"

namespace spikeloom {

template <class Verilated>
class ModelEntry {
 public:
  static void* create(std::int32_t traced) { return new ModelEntry(traced != 0); }
  static void destroy(void* instance) { delete &of(instance); }
  static void eval(void* instance) { of(instance).model_->eval(); }
  static std::int32_t open_waveform(void* instance, const char* path) {
    ModelEntry& entry = of(instance);
    entry.waveform_ = std::make_unique<VerilatedVcdC>();
    entry.model_->trace(entry.waveform_.get(), 99);
    entry.waveform_->open(path);
    return entry.waveform_->isOpen() ? 1 : 0;
  }
  static void dump(void* instance, std::uint64_t time) { of(instance).waveform_->dump(time); }
  static Verilated& ports(void* instance) { return *of(instance).model_; }

 private:
  explicit ModelEntry(bool traced) {
    context_->traceEverOn(traced);
    context_->randReset(2);
    context_->randSeed(1);
    model_ = std::make_unique<Verilated>(context_.get(), "rtl");
  }
  ~ModelEntry() {
    if (waveform_) waveform_->close();
    model_->final();
  }
  static ModelEntry& of(void* instance) { return *static_cast<ModelEntry*>(instance); }

  std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<Verilated> model_;
  std::unique_ptr<VerilatedVcdC> waveform_;
};

}  // namespace spikeloom
