// SPDX-License-Identifier: Apache-2.0
#pragma once
// A port at the mesh edge, behind the Host output of a tile's router: the host's, a DRAM's, or both at one tile. It
// sends what its streams have, one flit a cycle, and hands what arrives to its sinks.

#include <map>
#include <memory>
#include <vector>

#include "sim/assembly/edge_sinks.hpp"
#include "sim/assembly/edge_stream.hpp"
#include "sim/machine/input_queue.hpp"

namespace spikeloom {

/// Flits of each virtual channel that a port can take before it returns a credit: any packet fits.
constexpr int kHostQueueFlits = kMaxPacketFlits;

class EdgePort final : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link;  ///< to the router of the tile

  EdgePort(const sc_core::sc_module_name& name, ChipContext& chip, const ChipSpec& spec, int tile);

  // During elaboration: what the port is for.
  void add(std::unique_ptr<EdgeStream> stream) { streams_.push_back(std::move(stream)); }
  void add(std::unique_ptr<LogitSink> logits) { logits_ = std::move(logits); }
  void add(int store, std::unique_ptr<StoreSink> sink) { stores_[store] = std::move(sink); }

  int tile() const { return tile_; }
  DramChannel& channel() { return channel_; }
  const DramChannel& channel() const { return channel_; }
  /// All streams are sent and all rows that DRAM keeps have come.
  bool done() const;
  /// Its queue, its packetizer, and its DRAM.
  ActionCounts actions() const;
  std::vector<std::string> waiting() const;

  void step(Cycle now) override;
  /// The first packets are prepared in cycle 1.
  void start_of_simulation() override;

 private:
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int vc, Cycle arrival) override;

  void take_packets(Cycle now);
  void take(const Packet& packet, Cycle now);
  bool must_wait(Cycle now) const;
  void prepare(Cycle now);
  void send(Cycle now);
  void wake_next(Cycle now);

  ChipContext& chip_;
  const int tile_;
  const int block_;
  Injector injector_;
  InputQueue queue_;
  DramChannel channel_;
  std::vector<std::unique_ptr<EdgeStream>> streams_;
  std::unique_ptr<LogitSink> logits_;
  std::map<int, std::unique_ptr<StoreSink>> stores_;
  std::size_t stream_ = 0;       ///< whose packets are outgoing
  std::deque<Packet> outgoing_;  ///< what that stream prepared last
  std::uint32_t handle_ = 0;     ///< of the packet under way
  ActionCounts actions_;
};

}  // namespace spikeloom
