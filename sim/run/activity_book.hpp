// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the network computes for the images on the chip: from the reference as an image begins, or from a recording.
// The comparison reads it in a run that executes, the cores in one that replays.

#include <functional>
#include <map>

#include "models/images/image.hpp"
#include "sim/machine/observer.hpp"
#include "sim/machine/recorded_activity.hpp"

namespace spikeloom {

/// The inference of one image.
using ActivitySource = std::function<Inference(int image)>;

/// Computes when asked; `network` and `images` must outlive it.
ActivitySource reference_source(const Network& network, const std::vector<Image>& images);

class ReferenceActivity final : public Observer, public RecordedActivity {
 public:
  explicit ReferenceActivity(ActivitySource source) : source_(std::move(source)) {}

  void on_image_begin(int image, Cycle cycle) override;
  /// Drops the image before: rows that nobody needs may be finished after the last logit, but slices take images in
  /// order.
  void on_image_end(int image, Cycle cycle) override;

  const LayerActivity& activity(int image, int layer) const override {
    return images_.at(image).layers[static_cast<std::size_t>(layer)];
  }
  /// Wall time that the source took.
  double seconds() const { return seconds_; }

 private:
  ActivitySource source_;
  std::map<int, Inference> images_;
  double seconds_ = 0;
};

}  // namespace spikeloom
