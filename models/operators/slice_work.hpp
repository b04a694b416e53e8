// SPDX-License-Identifier: Apache-2.0
#pragma once
// A slice of a layer whose datapath cycles an operator estimates (OperatorModel::datapath_cycles), and the traffic that
// is expected for it. Implemented by mapping/cost/work; whole numbers, so that all hosts agree.

#include <cstdint>

#include "models/layer.hpp"

namespace spikeloom {

class SliceWork {
 public:
  explicit SliceWork(const Layer& of_layer) : layer(of_layer) {}
  SliceWork(const SliceWork&) = delete;
  SliceWork& operator=(const SliceWork&) = delete;

  const Layer& layer;
  int first_channel = 0, channels = 0;  ///< of the output
  int in_channels = 0;                  ///< input channels that the slice takes where they are mixed
  int rows = 0, columns = 0;            ///< of the output map
  int time_steps = 1;                   ///< of an image
  int input_steps = 1;                  ///< of the main input: 1 when the image comes once for all steps
  int word_channels = 1;                ///< bits of a spike word
  bool addressed = false;               ///< a spike word carries one spike (AER), not a bitmap

  /// Pairs of an output position and a tap whose input position lies inside the map.
  virtual std::int64_t pairs() const = 0;
  /// Expected spikes among `count` bits of an input, or non-zero digits of `count` values.
  virtual std::int64_t additions(const LayerInput& input, std::int64_t count) const = 0;
  /// Expected words among `count` spike words of so many channels that have a spike, and are sent; or that have none.
  virtual std::int64_t sent_words(const LayerInput& input, std::int64_t count, int channels) const = 0;
  virtual std::int64_t silent_words(const LayerInput& input, std::int64_t count, int channels) const = 0;
  /// Beats of the value words of the slice's channels at so many positions, all time steps.
  virtual std::int64_t value_word_beats(const LayerInput& input, std::int64_t positions) const = 0;
  /// Beats for one addition to each of so many channels.
  virtual int beats(int channels) const = 0;

  /// Beats of the main input's words where each lane adds for a channel of the word, at each tap. A bitmap word is
  /// added as a whole: its price does not depend on the number of its spikes.
  std::int64_t channel_word_beats() const;

 protected:
  ~SliceWork() = default;
};

}  // namespace spikeloom
