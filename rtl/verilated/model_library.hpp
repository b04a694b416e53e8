// SPDX-License-Identifier: Apache-2.0
#pragma once
// A folder of verilated models, MODULE_SET.so each (target spikeloom_rtl_models). A model is loaded when it is asked
// for first.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rtl/verilated/rtl_model.hpp"

namespace spikeloom {

class ModelLibrary {
 public:
  using Model = std::shared_ptr<const RtlModel>;
  /// Texts of the parameters in which a model is not as asked; none: it is the one.
  using Differences = std::function<std::vector<std::string>(const RtlParameters& parameters)>;

  explicit ModelLibrary(std::string folder) : folder_(std::move(folder)) {}

  /// Empty, or why a module cannot be had: the folder has no model of it, and the command that builds one. Loads
  /// nothing.
  std::string reason_against(const std::string& module) const;

  /// All models of a module, by the name of their set. Throws InputError: reason_against(), or a model that is refused.
  const std::vector<Model>& models(const std::string& module);
  /// The first model of the module in which nothing differs. Throws InputError: what differs in the nearest one.
  Model choose(const std::string& module, const Differences& differences);
  /// A model by name. Throws InputError when there is none.
  Model model(const std::string& module, const std::string& set);

 private:
  std::vector<std::string> files(const std::string& module) const;

  const std::string folder_;
  std::map<std::string, std::vector<Model>> models_;
};

/// The folder that SPIKELOOM_RTL_MODELS names; else, from the folder of the running program: rtl/models (a build), or
/// ../lib/spikeloom/rtl (an installation).
std::string default_model_folder();

}  // namespace spikeloom
