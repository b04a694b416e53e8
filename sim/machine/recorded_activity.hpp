// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the cores of a replayed run ask for: spikes and values as the reference computed them.
// Implemented by sim/run/activity_book.

#include "models/reference/reference.hpp"

namespace spikeloom {

class RecordedActivity {
 public:
  virtual ~RecordedActivity() = default;
  /// Of an image that is on the chip. Stays where it is until the image after it has ended.
  virtual const LayerActivity& activity(int image, int layer) const = 0;
};

}  // namespace spikeloom
