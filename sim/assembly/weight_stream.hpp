// SPDX-License-Identifier: Apache-2.0
#pragma once
// Weights on their way from a DRAM port to the cores, in packets of half a core's input queue, so that one arrives
// while another is written.

#include <vector>

#include "sim/assembly/dram.hpp"
#include "sim/assembly/edge_stream.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

/// What one port sends to one slice.
struct WeightShare {
  int slice = 0;
  int tile = 0;
  std::int64_t bytes = 0;
};

/// Which port streams the weights of which slice: [port]. Each slice's come from one port; ports get even shares, of
/// equal ones the nearest.
std::vector<std::vector<WeightShare>> share_weights(const Mapping& mapping);

/// Bytes of weights in a packet. Throws InputError when the input queue of a core holds no packet with one.
int weight_packet_bytes(const Target& target);

class WeightStream final : public EdgeStream {
 public:
  WeightStream(const Target& target, std::vector<WeightShare> shares, DramChannel& channel, int vcs);
  void read_ahead(Cycle now) override;
  bool prepare(Cycle now, std::deque<Packet>& packets) override;
  Cycle next_try(Cycle now) const override;
  int sender() const override { return kHostSlice; }
  bool finished() const override { return sent_.share == shares_.size(); }
  std::string waiting() const override { return "weights wait for the router"; }

 private:
  struct Place {
    std::size_t share = 0;
    std::int64_t bytes = 0;
  };
  /// Bytes of the packet at a place.
  int count_at(const Place& place) const;
  void advance(Place& place) const;

  const Target& target_;
  const std::vector<WeightShare> shares_;
  ReadAhead requests_;
  const int vcs_, packet_bytes_;
  Place sent_, requested_;
};

}  // namespace spikeloom
