// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows of a map that leave a port, row by row under the row credits of their consumers: a row is
// granted with all its time steps, as a core's is.

#include <vector>

#include "models/images/image.hpp"
#include "sim/assembly/dram.hpp"
#include "sim/assembly/edge_stream.hpp"
#include "sim/assembly/image_log.hpp"

namespace spikeloom {

class RowStream : public EdgeStream {
 public:
  bool prepare(Cycle now, std::deque<Packet>& packets) override;
  void credit(std::uint32_t entry, int rows) override { credits_[entry] += rows; }
  int sender() const override { return sender_; }
  bool finished() const override { return round_ == images_ * rounds_; }
  std::string waiting() const override;

 protected:
  /// `sender`: a load of the mapping, or kHostSlice.
  RowStream(ChipContext& chip, int sender, const std::vector<Destination>& table, std::size_t images);

  /// Whether the next row may be sent, its credits aside; told when it is.
  virtual bool available(Cycle now) const = 0;
  virtual void row_sent(Cycle /*now*/) {}
  virtual const MapShape& shape() const = 0;
  virtual int steps() const = 0;
  virtual int vc() const = 0;
  /// Content of the word's channels at column x of the next row; false when it is all zeros. With AER the word stands
  /// for one packet a spike.
  virtual bool fill(Packet& word, int t, int x) const = 0;

  bool row_granted() const;
  std::size_t image_of(const Packet& packet) const { return packet.image / rounds_; }
  std::size_t image() const { return round_ / rounds_; }
  int row() const { return row_; }
  ChipContext& chip_;

 private:
  void add_word(const Delivery& delivery, int t, int x, std::deque<Packet>& packets) const;
  Packet address(const Delivery& delivery, PacketKind kind, int t) const;

  const int sender_;
  const std::vector<Destination>& table_;
  const std::size_t images_;
  const std::size_t rounds_;           ///< of an image (Mapping::rounds)
  std::vector<std::int64_t> credits_;  ///< rows, for each entry of the table
  std::size_t round_ = 0;              ///< next row to prepare; rounds of all images one after the other
  int row_ = 0;
};

/// The images, from the host.
class ImageStream final : public RowStream {
 public:
  ImageStream(ChipContext& chip, const std::vector<Image>& images, std::size_t images_in_flight, ImageLog& log);
  void leaves(const Packet& packet, Cycle now) override { log_.begin(image_of(packet), now); }

 private:
  bool available(Cycle) const override { return image() < log_.finished() + in_flight_; }
  const MapShape& shape() const override { return chip_.network.input.shape; }
  int steps() const override { return 1; }
  int vc() const override { return 0; }
  bool fill(Packet& word, int t, int x) const override;

  const std::vector<Image>& images_;
  const std::size_t in_flight_;
  ImageLog& log_;
};

/// Where loads read from, and the virtual channels of the router that they are spread over.
struct LoadContext {
  DramContents& contents;
  DramChannel& channel;
  int vcs = 1;
};

/// A part of a map that an earlier pass left in DRAM: a load of the mapping.
class LoadStream final : public RowStream {
 public:
  LoadStream(ChipContext& chip, int load, std::size_t images, LoadContext dram);
  void read_ahead(Cycle now) override;
  Cycle next_try(Cycle now) const override;

 private:
  bool available(Cycle now) const override { return !requests_.empty() && requests_.ready_at() <= now; }
  void row_sent(Cycle now) override;
  const MapShape& shape() const override { return layer_.out; }
  int steps() const override;
  int vc() const override { return sender() % dram_.vcs; }
  bool fill(Packet& word, int t, int x) const override;

  const Layer& layer_;
  const LoadContext dram_;
  ReadAhead requests_;
  const std::int64_t row_bits_;  ///< all time steps
  std::uint64_t rows_left_;      ///< that are not requested
};

}  // namespace spikeloom
