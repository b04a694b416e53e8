// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/chip.hpp"

#include <algorithm>
#include <cassert>

#include "sim/assembly/row_stream.hpp"
#include "sim/assembly/weight_stream.hpp"
#include "sim/machine/mesh_links.hpp"

namespace spikeloom {

Chip::Chip(const sc_core::sc_module_name& name, const ChipInput& input)
    : sc_core::sc_module(name),
      spec_(input.spec),
      scheduler_("scheduler", spec_.clock_mhz),
      dispatch_(input.mapping),
      context_{scheduler_, packets_, hash_, input.network, input.mapping, dispatch_, {}, input.recorded},
      fabric_(input.blocks.fabric(spec_.noc.kernel)("fabric", fabric_context())),
      images_(context_, input.images.size()) {
  context_.lockstep.waveform_folder = input.waveform_folder;
  add_groups();
  if (input.task == ChipTask::LoadWeights)
    add_weights();
  else
    add_ports(input);
  add_tiles(input);
  connect_tiles();
}

FabricContext Chip::fabric_context() {
  return {scheduler_,      spec_.noc,      spec_.mesh.columns, spec_.mesh.rows, spec_.core.input_queue_flits,
          kHostQueueFlits, spec_.clock_mhz};
}

// The fabric numbers groups in the order in which they come, as Dispatch does.
void Chip::add_groups() {
  int expected = kFirstGroup;
  for (const MulticastGroup& group : dispatch_.groups()) {
    [[maybe_unused]] const int number = fabric_->add_group(group.source_tile, group.tiles);
    assert(number == expected);
    ++expected;
  }
}

void Chip::add_tiles(const ChipInput& input) {
  for (int tile = 0; tile < spec_.mesh.columns * spec_.mesh.rows; ++tile) {
    const std::string name =
        "tile_" + std::to_string(tile % spec_.mesh.columns) + "_" + std::to_string(tile / spec_.mesh.columns);
    const RouterContext router{fabric_context(), *fabric_, tile, context_.lockstep};
    tiles_.push_back(std::make_unique<Tile>(name.c_str(), input, context_, router));
  }
}

EdgePort& Chip::port_at(int tile) {
  for (const auto& port : ports_)
    if (port->tile() == tile) return *port;
  const std::string name = tile == context_.mapping.host_tile ? "host_port" : "dram_port_" + std::to_string(tile);
  return *ports_.emplace_back(std::make_unique<EdgePort>(name.c_str(), context_, spec_, tile));
}

void Chip::add_ports(const ChipInput& input) {
  add_host(input);
  if (input.dram != nullptr) add_boundary(input);
}

// The host's port is there in every pass, whether or not an image or logits go through it.
void Chip::add_host(const ChipInput& input) {
  EdgePort& host = port_at(context_.mapping.host_tile);
  if (!context_.mapping.image_table.empty())
    host.add(std::make_unique<ImageStream>(context_, input.images, static_cast<std::size_t>(input.images_in_flight),
                                           images_));
  host.add(std::make_unique<LogitSink>(context_, images_));
}

void Chip::add_boundary(const ChipInput& input) {
  const Mapping& mapping = context_.mapping;
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(i)];
    if (!mapping.is_load(slice)) continue;
    EdgePort& port = port_at(slice.core - mapping.target.tiles());
    const LoadContext dram{*input.dram, port.channel(), spec_.noc.vcs};
    port.add(std::make_unique<LoadStream>(context_, i, input.images.size(), dram));
  }
  for (int i = 0; i < static_cast<int>(mapping.stores.size()); ++i) {
    EdgePort& port = port_at(mapping.stores[static_cast<std::size_t>(i)].tile);
    port.add(i, std::make_unique<StoreSink>(context_, i, input.images.size(), *input.dram, port.channel()));
  }
}

void Chip::add_weights() {
  std::vector<std::vector<WeightShare>> shares = share_weights(context_.mapping);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i].empty()) continue;
    EdgePort& port = port_at(context_.mapping.target.dram_ports[i]);
    port.add(
        std::make_unique<WeightStream>(context_.mapping.target, std::move(shares[i]), port.channel(), spec_.noc.vcs));
  }
}

void Chip::connect_tiles() {
  const auto side = [&](int tile, Direction d) -> LinkEnd& {
    return tiles_[static_cast<std::size_t>(tile)]->router().links[at(d)];
  };
  connect_mesh(Grid{spec_.mesh.columns, spec_.mesh.rows, spec_.noc.topology}, side);
  for (const auto& port : ports_) connect(side(port->tile(), Direction::Host), port->link);
}

bool Chip::done() const {
  return std::all_of(ports_.begin(), ports_.end(), [](const auto& port) { return port->done(); });
}

Cycle Chip::end_cycle() const {
  Cycle end = hash_.last_cycle() + 1;
  for (const auto& port : ports_) end = std::max(end, port->channel().free_at());
  return end;
}

std::vector<std::string> Chip::waiting() const {
  std::vector<std::string> lines;
  for (const auto& port : ports_)
    for (std::string& line : port->waiting()) lines.push_back(std::move(line));
  for (const auto& tile : tiles_) {
    const std::string router = tile->router().waiting();
    if (!router.empty()) lines.push_back(std::string(tile->name()) + ".router: " + router);
    for (std::string& line : tile->core().waiting()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace spikeloom
