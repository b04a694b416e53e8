// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/model_library.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/error.hpp"

namespace spikeloom {
namespace {

std::string joined(const std::vector<std::string>& texts, const char* separator) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : separator) + text;
  return all;
}

}  // namespace

std::vector<std::string> ModelLibrary::files(const std::string& module) const {
  const std::string prefix = module + "_";
  std::vector<std::string> paths;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, unreadable)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() == ".so" && path.filename().string().rfind(prefix, 0) == 0) paths.push_back(path.string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string ModelLibrary::reason_against(const std::string& module) const {
  if (!files(module).empty()) return "";
  return "no verilated model of " + module + " in " + folder_ +
         " (SPIKELOOM_RTL_MODELS names another folder); build it: " + kBuildModels;
}

const std::vector<ModelLibrary::Model>& ModelLibrary::models(const std::string& module) {
  const auto found = models_.find(module);
  if (found != models_.end()) return found->second;
  const std::string reason = reason_against(module);
  if (!reason.empty()) throw InputError(reason);
  std::vector<Model> loaded;
  for (const std::string& path : files(module))
    if (const auto model = std::make_shared<RtlModel>(path); model->module() == module) loaded.push_back(model);
  return models_[module] = std::move(loaded);
}

ModelLibrary::Model ModelLibrary::choose(const std::string& module, const Differences& differences) {
  std::vector<std::string> fewest, sets;
  for (const Model& model : models(module)) {
    std::vector<std::string> found = differences(model->parameters());
    if (found.empty()) return model;
    if (sets.empty() || found.size() < fewest.size()) fewest = std::move(found);
    sets.push_back(model->parameters().set);
  }
  throw InputError(joined(fewest, "; ") + " (sets that are built: " + joined(sets, ", ") +
                   "; more: rtl/configurations.cmake)");
}

ModelLibrary::Model ModelLibrary::model(const std::string& module, const std::string& set) {
  for (const Model& model : models(module))
    if (model->parameters().set == set) return model;
  throw InputError(folder_ + ": no model of " + module + " with set '" + set + "'; build it: " + kBuildModels);
}

std::string default_model_folder() {
  if (const char* folder = std::getenv("SPIKELOOM_RTL_MODELS"); folder != nullptr && *folder != 0) return folder;
  std::error_code unreadable;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unreadable).parent_path();
  if (std::filesystem::exists(program / "rtl", unreadable)) return program / "rtl" / "models";
  return program.parent_path() / "lib" / "spikeloom" / "rtl";
}

}  // namespace spikeloom
