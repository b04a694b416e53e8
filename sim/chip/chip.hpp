// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chip: a mesh of tiles and a host port, built from a specification and a mapping. It builds and owns; it neither
// maps, nor prices, nor prints.

#include <memory>
#include <vector>

#include "sim/chip/host_port.hpp"
#include "sim/chip/tile.hpp"

namespace spikeloom {

class Chip : public sc_core::sc_module {
 public:
  Chip(const sc_core::sc_module_name& name, const ChipSpec& spec, const Network& network, const Mapping& mapping,
       const Catalogue& blocks, const std::vector<Image>& images, int images_in_flight,
       const RecordedActivity* recorded = nullptr);

  /// Observers are attached before the simulation starts.
  void attach(Observer& observer) { context_.observers.push_back(&observer); }

  Scheduler& scheduler() { return scheduler_; }
  const HostPort& host() const { return host_; }
  const std::vector<std::unique_ptr<Tile>>& tiles() const { return tiles_; }
  const FlitHash& flit_hash() const { return hash_; }
  std::size_t packets_in_flight() const { return packets_.in_flight(); }

  /// For the watchdog: who waits for whom, one line each.
  std::vector<std::string> waiting() const;

 private:
  void add_groups();
  void connect_tiles();

  const ChipSpec& spec_;
  Scheduler scheduler_;
  PacketPool packets_;
  FlitHash hash_;
  Dispatch dispatch_;
  ChipContext context_;
  std::unique_ptr<Fabric> fabric_;
  HostPort host_;
  std::vector<std::unique_ptr<Tile>> tiles_;
};

}  // namespace spikeloom
