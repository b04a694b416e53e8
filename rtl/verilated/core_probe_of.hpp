// SPDX-License-Identifier: Apache-2.0
#pragma once
// CoreProbe on a verilated model that has the ports of neuron_core.sv which are there to be watched.

#include <algorithm>
#include <utility>

#include "rtl/verilated/bits.hpp"
#include "rtl/verilated/core_probe.hpp"

namespace spikeloom {

template <class Base, class Model>
class CoreProbeOf : public Base {
 public:
  using Events = CoreProbe::Events;

  Events events() const override {
    const Model& m = *model_;
    Events e;
    e.packet = m.packet_o != 0;
    e.packet_is_credit = m.packet_is_credit_o != 0;
    e.packet_slot = m.packet_slot_o;
    e.stalled = m.stalled_o != 0;
    e.pop = m.pop_o != 0;
    e.pop_slot = m.pop_slot_o;
    e.pop_flits = m.pop_flits_o;
    e.start = m.start_o != 0;
    e.start_slot = m.start_slot_o;
    e.start_operation = m.start_op_o;
    e.start_count = m.start_count_o;
    e.start_row = m.start_row_o;
    e.start_step = m.start_step_o;
    e.datapath_busy = m.datapath_busy_o != 0;
    e.pass = m.pass_o != 0;
    e.first_group = m.first_group_o != 0;
    e.token = m.token_o != 0;
    e.pass_slot = m.pass_slot_o;
    e.pass_operation = m.pass_op_o;
    e.pass_width = m.width_o;
    e.pass_additions = m.added_o;
    e.sums_written = m.sum_written_o != 0;
    e.sweep = m.sweep_o != 0;
    e.group = m.group_o != 0;
    e.group_last = m.group_last_o != 0;
    e.group_slot = m.group_slot_o;
    e.group_neuron = m.group_neuron_o;
    e.group_count = m.group_count_o;
    return e;
  }
  std::vector<std::uint32_t> packet_bits() const override {
    std::vector<std::uint32_t> words;
    for (int bit = 0; bit < packet_bits_; bit += 32)
      words.push_back(get_bits(model_->packet_bits_o, bit, std::min(32, packet_bits_ - bit)));
    return words;
  }
  std::uint32_t group_spikes() const override { return model_->group_spikes_o; }
  std::int32_t group_x(int i) const override {
    return static_cast<std::int32_t>(get_bits(model_->group_x_o, 32 * i, 32));
  }
  int sum_address() const override { return static_cast<int>(model_->sum_addr_o); }
  int sum_count() const override { return model_->sum_count_o; }
  std::int32_t sum(int i) const override { return static_cast<std::int32_t>(get_bits(model_->sum_data_o, 32 * i, 32)); }

 protected:
  template <class... OfBase>
  explicit CoreProbeOf(int packet_bits, OfBase&&... of_base)
      : Base(std::forward<OfBase>(of_base)...), packet_bits_(packet_bits) {}
  void watch(const Model& model) { model_ = &model; }

 private:
  const Model* model_ = nullptr;
  const int packet_bits_;
};

}  // namespace spikeloom
