// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/rtl_model.hpp"

#include <dlfcn.h>

#include <algorithm>

#include "base/error.hpp"

namespace spikeloom {
namespace {

using Entry = const SpikeloomModel* (*)();

/// Blocks whose parameters a module has; 0: a module that is no block of a chip.
unsigned blocks_of(const std::string& module) {
  if (module == "spike_router") return RtlParameterKey::kRouter;
  if (module == "neuron_core") return RtlParameterKey::kCore;
  return module == "tile" ? RtlParameterKey::kBoth : 0U;
}

const SpikeloomModelParameter* find(const SpikeloomModel& model, const std::string& name) {
  const SpikeloomModelParameter* end = model.parameters + model.parameter_count;
  const auto* found =
      std::find_if(model.parameters, end, [&](const auto& parameter) { return name == parameter.name; });
  return found == end ? nullptr : found;
}

bool is_parameter(const std::string& name, unsigned blocks) {
  return std::any_of(kRtlKeys.begin(), kRtlKeys.end(),
                     [&](const auto& key) { return (key.modules & blocks) != 0 && name == key.name; });
}

}  // namespace

void RtlModel::Close::operator()(void* object) const { dlclose(object); }

RtlModel::RtlModel(const std::string& path) : path_(path), object_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
  if (!object_) {
    const char* reason = dlerror();
    throw InputError(path + ": cannot be loaded" + (reason != nullptr ? ": " + std::string(reason) : ""));
  }
  const auto entry = reinterpret_cast<Entry>(dlsym(object_.get(), SPIKELOOM_MODEL_ENTRY));
  if (entry == nullptr) refuse("is no RTL model: it has no function " SPIKELOOM_MODEL_ENTRY);
  entry_ = entry();
  if (entry_->interface_version != SPIKELOOM_MODEL_INTERFACE)
    refuse("has version " + std::to_string(entry_->interface_version) +
           " of the interface of RTL models, allowed: " + std::to_string(SPIKELOOM_MODEL_INTERFACE));
  parameters_.set = entry_->set;
  if (const unsigned blocks = blocks_of(entry_->module); blocks != 0) read_parameters(blocks);
}

void RtlModel::read_parameters(unsigned blocks) {
  for (const RtlParameterKey& key : kRtlKeys) {
    if ((key.modules & blocks) == 0) continue;
    const SpikeloomModelParameter* parameter = find(*entry_, key.name);
    if (parameter == nullptr) refuse(std::string("has no parameter ") + key.name);
    parameters_.*key.value = static_cast<int>(parameter->value);
  }
  for (int i = 0; i < entry_->parameter_count; ++i)
    if (!is_parameter(entry_->parameters[i].name, blocks))
      refuse(std::string("has an unknown parameter ") + entry_->parameters[i].name);
  if (parameters_.UserBits != kUserBits)
    refuse("has UserBits " + std::to_string(parameters_.UserBits) + ", allowed: " + std::to_string(kUserBits));
}

void RtlModel::refuse(const std::string& reason) const {
  throw InputError(path_ + ": " + reason + "; build it again: " + kBuildModels);
}

}  // namespace spikeloom
