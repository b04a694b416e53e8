// SPDX-License-Identifier: Apache-2.0
#include "apps/import_config.hpp"

#include "base/error.hpp"
#include "base/suggestion.hpp"
#include "import/architectures.hpp"

namespace spikeloom {
namespace {

ModelConfig architecture_named(const std::string& name) {
  if (const ModelConfig* config = find_architecture(name)) return *config;
  throw InputError("--arch: unknown architecture '" + name + "'" + suggestion(name, architecture_names()));
}

bool is_side(const std::string& text) {
  constexpr std::size_t kMostDigits = 5;
  return !text.empty() && text.size() <= kMostDigits && text.find_first_not_of("0123456789") == std::string::npos;
}

void apply_input_size(const std::string& text, ModelConfig& config) {
  const std::size_t cross = text.find('x');
  const std::string height = text.substr(0, cross);
  const std::string width = cross == std::string::npos ? "" : text.substr(cross + 1);
  if (!is_side(height) || !is_side(width))
    throw InputError("--input-size: '" + text + "' is no size; allowed: HEIGHTxWIDTH, as 224x224");
  set_image_size(config, std::stoi(height), std::stoi(width));
}

}  // namespace

ModelConfig resolve_config(const ConfigChoice& choice) {
  if (choice.config.empty() == choice.architecture.empty())
    throw InputError(choice.config.empty() ? "import: needs --arch NAME or --config FILE"
                                           : "import: --arch and --config exclude each other");
  ModelConfig config =
      choice.config.empty() ? architecture_named(choice.architecture) : read_model_config(choice.config);
  if (choice.time_steps) config.time_steps = *choice.time_steps;
  if (!choice.input_size.empty()) apply_input_size(choice.input_size, config);
  return config;
}

}  // namespace spikeloom
