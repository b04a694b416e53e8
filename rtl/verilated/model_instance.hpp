// SPDX-License-Identifier: Apache-2.0
#pragma once
// One instance of a verilated model. Its registers and inputs come up with random values, as in silicon, and the same
// ones each time.

#include <memory>
#include <string>

#include "rtl/verilated/model_port.hpp"
#include "rtl/verilated/rtl_model.hpp"

namespace spikeloom {

class ModelInstance {
 public:
  /// `traced`: open_waveform() may be called.
  explicit ModelInstance(std::shared_ptr<const RtlModel> model, bool traced = false);
  ~ModelInstance() { model_->entry().destroy(instance_); }
  ModelInstance(const ModelInstance&) = delete;
  ModelInstance& operator=(const ModelInstance&) = delete;

  const RtlModel& model() const { return *model_; }
  /// Valid as long as this lives. Throws InputError when the module has no such port.
  ModelPort port(const std::string& name) const;
  void eval() { model_->entry().eval(instance_); }

  /// All signals go to a VCD file with each dump(). Throws InputError when it cannot be opened.
  void open_waveform(const std::string& path);
  void dump(std::uint64_t time) { model_->entry().dump(instance_, time); }

 private:
  const std::shared_ptr<const RtlModel> model_;
  void* const instance_;
};

}  // namespace spikeloom
