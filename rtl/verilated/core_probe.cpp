// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/core_probe.hpp"

#include <algorithm>
#include <array>

namespace spikeloom {
namespace {

using Events = CoreProbe::Events;

template <class Member>
struct Name {
  const char* port;
  Member Events::*member;
};

constexpr std::array<Name<bool>, 13> kFlags{{{"packet_o", &Events::packet},
                                             {"packet_is_credit_o", &Events::packet_is_credit},
                                             {"stalled_o", &Events::stalled},
                                             {"pop_o", &Events::pop},
                                             {"start_o", &Events::start},
                                             {"datapath_busy_o", &Events::datapath_busy},
                                             {"pass_o", &Events::pass},
                                             {"first_group_o", &Events::first_group},
                                             {"token_o", &Events::token},
                                             {"sum_written_o", &Events::sums_written},
                                             {"sweep_o", &Events::sweep},
                                             {"group_o", &Events::group},
                                             {"group_last_o", &Events::group_last}}};

constexpr std::array<Name<int>, 15> kNumbers{{{"packet_slot_o", &Events::packet_slot},
                                              {"pop_slot_o", &Events::pop_slot},
                                              {"pop_flits_o", &Events::pop_flits},
                                              {"start_slot_o", &Events::start_slot},
                                              {"start_op_o", &Events::start_operation},
                                              {"start_count_o", &Events::start_count},
                                              {"start_row_o", &Events::start_row},
                                              {"start_step_o", &Events::start_step},
                                              {"pass_slot_o", &Events::pass_slot},
                                              {"pass_op_o", &Events::pass_operation},
                                              {"width_o", &Events::pass_width},
                                              {"added_o", &Events::pass_additions},
                                              {"group_slot_o", &Events::group_slot},
                                              {"group_neuron_o", &Events::group_neuron},
                                              {"group_count_o", &Events::group_count}}};

}  // namespace

CoreProbe::CoreProbe(const ClockedModel& model)
    : packet_bits_(model.port("packet_bits_o")),
      group_spikes_(model.port("group_spikes_o")),
      group_x_(model.port("group_x_o")),
      sum_addr_(model.port("sum_addr_o")),
      sum_count_(model.port("sum_count_o")),
      sum_data_(model.port("sum_data_o")) {
  for (const auto& [port, member] : kFlags) flags_.push_back({model.port(port), member});
  for (const auto& [port, member] : kNumbers) numbers_.push_back({model.port(port), member});
}

CoreProbe::Events CoreProbe::events() const {
  Events events;
  for (const Flag& flag : flags_) events.*flag.member = flag.port.get() != 0;
  for (const Number& number : numbers_) events.*number.member = static_cast<int>(number.port.get());
  return events;
}

std::vector<std::uint32_t> CoreProbe::packet_bits() const {
  std::vector<std::uint32_t> words;
  for (int bit = 0; bit < packet_bits_.bits(); bit += 32)
    words.push_back(packet_bits_.get(bit, std::min(32, packet_bits_.bits() - bit)));
  return words;
}

}  // namespace spikeloom
