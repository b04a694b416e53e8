// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/clocked_router.hpp"

namespace spikeloom::clocked {
namespace {

// What the front packet of a channel waits for at its outputs.
std::string needs(const VirtualChannel& channel) {
  std::string text;
  for (const Branch& branch : channel.branches)
    for (const Direction d : kPorts) {
      if (!branch.waits_at(d) && !branch.owns_at(d)) continue;
      text += text.empty() ? "" : ", ";
      text += branch.waits_at(d) ? "a virtual channel of " : "credits or switch of ";
      text += kDirectionNames[at(d)];
    }
  return text;
}

}  // namespace

ClockedRouter::ClockedRouter(const sc_core::sc_module_name& name, FabricParts& fabric, int tile)
    : Router(name),
      fabric_(fabric),
      datapath_(fabric, tile, links),
      vc_allocator_(datapath_),
      switch_allocator_(datapath_),
      bypass_(datapath_, vc_allocator_) {
  SC_HAS_PROCESS(ClockedRouter);
  SC_METHOD(on_clock);
  sensitive << fabric.clock.edge();
  dont_initialize();
}

// Ports know each other now. Behind a port is another router of this fabric, which reads our registers, or a terminal,
// to which we speak through the interfaces of flit_port.hpp.
void ClockedRouter::end_of_elaboration() {
  for (const Direction d : kPorts) {
    auto* input_there = dynamic_cast<InputPort*>(links[at(d)].out.flits.get_interface());
    auto* output_there = dynamic_cast<OutputPort*>(links[at(d)].out.credits.get_interface());
    if (input_there == nullptr || output_there == nullptr || !input_there->belongs_to(fabric_)) continue;
    input_there->read_flits_from(*datapath_.output(d).flit_link());
    output_there->read_credits_from(*datapath_.input(d).credit_link());
  }
}

void ClockedRouter::on_clock() {
  try {
    cycle(fabric_.clock.now());
  } catch (...) {
    fabric_.clock.fail(std::current_exception());
  }
}

void ClockedRouter::cycle(Cycle now) {
  catch_up(now);
  take_arrivals(now);
  allocate(now);
  datapath_.drive_links(now);
}

// While the clock was off nothing could move, but flits that wait asked in vain all the same.
void ClockedRouter::catch_up(Cycle now) {
  if (datapath_.holds_flits())
    for (Cycle missed = last_cycle_ + 1; missed < now; ++missed) allocate(missed);
  last_cycle_ = now;
}

void ClockedRouter::take_arrivals(Cycle now) {
  datapath_.collect_credits(now);
  for (const Direction d : kPorts) {
    const std::optional<Flit> flit = datapath_.input(d).arrival(now);
    if (!flit) continue;
    ++datapath_.counts.flits_in[at(d)];
    if (!bypass_.takes(d, *flit, now)) datapath_.write_buffer(d, *flit, now);
  }
}

// Steps 2 to 5. Channels first: with a delay of 0 their grants count in the same cycle.
void ClockedRouter::allocate(Cycle now) {
  vc_allocator_.step(now);
  switch_allocator_.step(now);
}

std::string ClockedRouter::waiting() const {
  std::string text;
  for (const Direction d : kPorts)
    for (int vc = 0; vc < fabric_.noc.vcs; ++vc) {
      const VirtualChannel& channel = datapath_.input(d).vcs[static_cast<std::size_t>(vc)];
      if (channel.buffer.empty()) continue;
      text += (text.empty() ? "" : "; ") + std::to_string(channel.buffer.size()) + " flits from " +
              kDirectionNames[at(d)] + " vc " + std::to_string(vc) + " wait for " + needs(channel);
    }
  return text;
}

}  // namespace spikeloom::clocked
