// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a chip is built from.

#include <string>
#include <vector>

#include "models/images/image.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

class DramContents;

/// What a chip does between its first cycle and its last.
enum class ChipTask : std::uint8_t {
  Run,         ///< the mapping's layers, for all images
  LoadWeights  ///< the mapping's weights come from the DRAM ports
};

struct ChipInput {
  const ChipSpec& spec;
  const Network& network;
  const Mapping& mapping;
  const Catalogue& blocks;
  const std::vector<Image>& images;
  int images_in_flight = 1;
  const RecordedActivity* recorded = nullptr;  ///< replay: cores take their rows from it
  ChipTask task = ChipTask::Run;
  DramContents* dram = nullptr;       ///< needed by a mapping with loads or stores
  std::string waveform_folder = ".";  ///< LockstepLog's
};

}  // namespace spikeloom
