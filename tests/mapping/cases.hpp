// SPDX-License-Identifier: Apache-2.0
#pragma once
// Networks and chips that the mapping tests share.

#include "mapping/search/mapper.hpp"
#include "mapping/search/partition.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {

/// A network of convolutions without numbers: bounds are set by hand. One time step of everything a mapper looks at.
class HandMadeNetwork {
 public:
  explicit HandMadeNetwork(MapShape image, int time_steps = 4);
  /// Adds a convolution that fires and emits values; returns its index.
  int conv(const std::string& name, int source, Kernel kernel, int channels);
  /// The same with a residual from `stream`.
  int joint(const std::string& name, int source, int stream, Kernel kernel);
  Network finish();  ///< adds pool and head

 private:
  Layer fed_by(const std::string& name, int source) const;
  Network network_;
};

/// Room for everything.
Target roomy_target(int columns, int rows);

/// Cuts of every layer at random.
Partition random_partition(const Network& network, Random& random);

/// A mapping of this partition with the smallest windows plus `slack_rows`, credits granted; it must fit.
Mapping mapping_of(const Network& network, const Target& target, const Partition& partition, int slack_rows);

}  // namespace spikeloom
