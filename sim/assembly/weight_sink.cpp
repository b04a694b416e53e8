// SPDX-License-Identifier: Apache-2.0
#include "sim/assembly/weight_sink.hpp"

#include "chip/chip_spec.hpp"

namespace spikeloom {

WeightSink::WeightSink(const sc_core::sc_module_name& name, const CoreContext& context)
    : Core(name),
      chip_(context.chip),
      tile_(context.tile),
      sram_word_bits_(context.core.sram_word_bits),
      block_(context.chip.scheduler.add(*this)),
      counts_(context.slices.size()) {
  link.in.flits(static_cast<FlitSink&>(*this));
  link.in.credits(static_cast<CreditSink&>(*this));
  for (std::size_t i = 0; i < context.slices.size(); ++i) slots_[context.slices[i]] = i;
}

ActionCounts& WeightSink::actions_of(std::uint32_t packet) {
  return counts_[slots_.at(chip_.packets[packet].slice)].actions;
}

void WeightSink::receive(const Flit& flit, Cycle arrival) {
  queue_.receive(flit, arrival);
  chip_.flit_hash.arrival(chip_.packets[flit.packet], flit.position, arrival, static_cast<std::uint32_t>(tile_));
  actions_of(flit.packet).add(Action::QueuePush);
  if (flit.tail) chip_.scheduler.wake(block_, arrival);
}

void WeightSink::step(Cycle now) {
  if (queue_.ready(now)) {
    const InputQueue::Entry entry = queue_.pop();
    ActionCounts& actions = actions_of(entry.packet);
    actions.add(Action::QueuePop, static_cast<std::uint64_t>(entry.flits));
    const int bits = 8 * chip_.packets.take(entry.packet).count;
    actions.add(Action::WeightWrite, static_cast<std::uint64_t>((bits + sram_word_bits_ - 1) / sram_word_bits_));
  }
  queue_.return_credit(now, link.out);
  if (queue_.places_owed() || queue_.ready(now)) chip_.scheduler.wake(block_, now + 1);
}

}  // namespace spikeloom
