// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the points of a sweep have in common: network, images, and what the reference says of them. Made once in the
// process that forks the simulations, which then find it in their memory.

#include <memory>
#include <optional>

#include "runs/run.hpp"
#include "runs/sweep/points.hpp"

namespace spikeloom {

struct LoadedInputs {
  std::string key;  ///< SharedWork::inputs
  std::shared_ptr<const RunInputs> inputs;
  std::vector<std::optional<Inference>> inferences;  ///< of the images, as far as they were asked for
};

class SharedInputs {
 public:
  /// Everything that this point and others like it need. Keeps one set of inputs: points come grouped by it. The result
  /// stands until the next call. Throws what loading throws.
  LoadedInputs& prepare(const Point& point);

 private:
  std::unique_ptr<LoadedInputs> loaded_;
};

/// Rows to compare with or to replay, where they are at hand; else the run takes them from its recording or asks the
/// reference.
ActivitySource activity_source(const Point& point, const LoadedInputs& loaded);

}  // namespace spikeloom
