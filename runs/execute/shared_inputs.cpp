// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/shared_inputs.hpp"

#include <algorithm>
#include <thread>

#include "models/reference/reference.hpp"

namespace spikeloom {
namespace {

/// Of more images than this, each simulation computes its own: an inference takes memory.
constexpr std::size_t kMostKept = 64;

std::unique_ptr<LoadedInputs> load(const Point& point) {
  auto loaded = std::make_unique<LoadedInputs>();
  loaded->key = point.shared.inputs;
  loaded->inputs = std::make_shared<const RunInputs>(load_inputs(point.run));
  loaded->inferences.resize(loaded->inputs->data.images.size());
  return loaded;
}

/// How many of the first images this run asks the reference about.
std::size_t inferences_asked(const RunSpec& run, std::size_t images) {
  const bool all = run.recording.empty() && (run.compare || run.mode == RunMode::Replay);
  if (all && images <= kMostKept) return images;
  return run.mapping.activity == MappedActivity::Measured ? 1 : 0;
}

}  // namespace

LoadedInputs& SharedInputs::prepare(const Point& point) {
  if (!loaded_ || loaded_->key != point.shared.inputs) {
    loaded_.reset();  // two networks at a time need not fit
    loaded_ = load(point);
  }
  const RunInputs& inputs = *loaded_->inputs;
  const std::size_t asked = inferences_asked(point.run, inputs.data.images.size());
  const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::unique_ptr<Reference> reference;
  for (std::size_t i = 0; i < asked; ++i) {
    if (loaded_->inferences[i]) continue;
    if (!reference) reference = std::make_unique<Reference>(inputs.network, threads);
    loaded_->inferences[i] = reference->run(inputs.data.images[i]);
  }
  return *loaded_;
}

ActivitySource activity_source(const Point& point, const LoadedInputs& loaded) {
  if (!point.run.recording.empty() || loaded.inferences.empty() || !loaded.inferences.back()) return {};
  return [&loaded](int image) { return *loaded.inferences[static_cast<std::size_t>(image)]; };
}

}  // namespace spikeloom
