// SPDX-License-Identifier: Apache-2.0
#pragma once
// What ports at the mesh edge take: logits for the host, rows that DRAM keeps for later passes.

#include <vector>

#include "sim/assembly/dram.hpp"
#include "sim/assembly/image_log.hpp"

namespace spikeloom {

class LogitSink {
 public:
  LogitSink(const ChipContext& chip, ImageLog& log);
  void take(const Packet& packet, Cycle now);
  /// All logits of all images have come, if this pass makes any.
  bool finished() const { return slices_ == 0 || log_.finished() == log_.size(); }

 private:
  ImageLog& log_;
  const std::size_t rounds_;   ///< of an image (Mapping::rounds)
  int slices_ = 0;             ///< that send logits
  std::vector<int> row_ends_;  ///< received, for each image
};

/// One of Mapping::stores. Words go into the map as they come; when all producers have ended a row of a step, the row
/// is written, zeros included.
class StoreSink {
 public:
  StoreSink(const ChipContext& chip, int store, std::size_t images, DramContents& contents, DramChannel& channel);
  void take(const Packet& packet, Cycle now);
  bool finished() const { return rows_left_ == 0; }
  std::string waiting() const;

 private:
  void take_word(const Packet& packet);
  /// Of the row: producers that have not ended it.
  int& missing(const Packet& packet);

  const StoredPart& part_;
  const Layer& layer_;
  DramContents& contents_;
  DramChannel& channel_;
  const int steps_;
  const std::int64_t row_bits_;  ///< one time step
  std::vector<int> missing_;     ///< [image][row][t]
  std::size_t rows_left_;
};

}  // namespace spikeloom
