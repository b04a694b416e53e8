// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/model_instance.hpp"

#include "base/error.hpp"

namespace spikeloom {

ModelInstance::ModelInstance(std::shared_ptr<const RtlModel> model, bool traced)
    : model_(std::move(model)), instance_(model_->entry().create(traced ? 1 : 0)) {}

ModelPort ModelInstance::port(const std::string& name) const {
  const SpikeloomModel& entry = model_->entry();
  for (int i = 0; i < entry.port_count; ++i)
    if (name == entry.ports[i].name) return {entry.port(instance_, i), entry.ports[i].bits};
  throw InputError(model_->path() + ": " + model_->module() + " has no port " + name +
                   "; build it again: " + kBuildModels);
}

void ModelInstance::open_waveform(const std::string& path) {
  if (model_->entry().open_waveform(instance_, path.c_str()) == 0)
    throw InputError(path + ": the waveform cannot be opened for writing");
}

}  // namespace spikeloom
