// SPDX-License-Identifier: Apache-2.0
#pragma once
// A verilated module with one set of parameters: a shared object that is loaded as long as this lives.

#include <memory>
#include <string>

#include "rtl/verilated/model_interface.h"
#include "rtl/verilated/model_parameters.hpp"

namespace spikeloom {

/// The command that builds the models again, for messages.
constexpr const char* kBuildModels = "scripts/build release spikeloom_rtl_models";

class RtlModel {
 public:
  /// Throws InputError with the path: a file that cannot be loaded, that is no model, of another version of the
  /// interface; a router, core or tile that has other parameters than RtlParameters.
  explicit RtlModel(const std::string& path);

  const std::string& path() const { return path_; }
  std::string module() const { return entry_->module; }
  const RtlParameters& parameters() const { return parameters_; }
  const SpikeloomModel& entry() const { return *entry_; }

 private:
  struct Close {
    void operator()(void* object) const;
  };

  void read_parameters(unsigned blocks);
  [[noreturn]] void refuse(const std::string& reason) const;

  std::string path_;
  std::unique_ptr<void, Close> object_;
  const SpikeloomModel* entry_ = nullptr;
  RtlParameters parameters_{};
};

}  // namespace spikeloom
