// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chip: a mesh of tiles and ports at its edge, built from a specification and a mapping. It builds and owns; it
// neither maps, nor prices, nor prints.

#include <memory>
#include <vector>

#include "sim/assembly/chip_input.hpp"
#include "sim/assembly/edge_port.hpp"
#include "sim/assembly/tile.hpp"

namespace spikeloom {

class Chip : public sc_core::sc_module {
 public:
  Chip(const sc_core::sc_module_name& name, const ChipInput& input);

  /// Observers are attached before the simulation starts.
  void attach(Observer& observer) { context_.observers.push_back(&observer); }

  Scheduler& scheduler() { return scheduler_; }
  const ImageLog& images() const { return images_; }
  const std::vector<std::unique_ptr<EdgePort>>& ports() const { return ports_; }
  /// Everything was sent, and everything that was expected has come.
  bool done() const;
  /// The first cycle in which all flits have arrived and all DRAM is idle. The same for both kernels.
  Cycle end_cycle() const;
  const std::vector<std::unique_ptr<Tile>>& tiles() const { return tiles_; }
  const FlitHash& flit_hash() const { return hash_; }
  std::size_t packets_in_flight() const { return packets_.in_flight(); }

  LockstepLog& lockstep() { return context_.lockstep; }
  const LockstepLog& lockstep() const { return context_.lockstep; }

  /// For the watchdog: who waits for whom, one line each.
  std::vector<std::string> waiting() const;

 private:
  FabricContext fabric_context();
  void add_groups();
  void add_tiles(const ChipInput& input);
  void add_ports(const ChipInput& input);
  void add_host(const ChipInput& input);
  void add_boundary(const ChipInput& input);
  void add_weights();
  EdgePort& port_at(int tile);
  void connect_tiles();

  const ChipSpec& spec_;
  Scheduler scheduler_;
  PacketPool packets_;
  FlitHash hash_;
  Dispatch dispatch_;
  ChipContext context_;
  std::unique_ptr<Fabric> fabric_;
  ImageLog images_;
  std::vector<std::unique_ptr<EdgePort>> ports_;
  std::vector<std::unique_ptr<Tile>> tiles_;
};

}  // namespace spikeloom
