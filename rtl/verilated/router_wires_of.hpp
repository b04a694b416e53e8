// SPDX-License-Identifier: Apache-2.0
#pragma once
// SpikeRouterDut on a verilated model that has the ports of spike_router.sv.

#include <algorithm>
#include <string>

#include "rtl/generated/configurations.hpp"
#include "rtl/verilated/bits.hpp"
#include "rtl/verilated/clocked_model.hpp"
#include "rtl/verilated/spike_router_dut.hpp"

namespace spikeloom {

template <class Base, class Model>
class RouterWiresOf : public Base {
 public:
  RouterWiresOf(const RtlParameters& parameters, bool traced)
      : model_(traced), vcs_(parameters.Vcs), flit_bits_(parameters.FlitBits) {
    while (1 << vc_bits_ < vcs_) ++vc_bits_;
    model_.ports().cfg_valid_i = 0;
    model_.ports().in_valid_i = 0;
    model_.ports().out_credit_i = 0;
    model_.reset();
  }

  void configure(std::uint32_t address, std::uint64_t data) override {
    model_.ports().cfg_valid_i = 1;
    model_.ports().cfg_addr_i = address;
    model_.ports().cfg_data_i = data;
    model_.clock(0);
    model_.ports().cfg_valid_i = 0;
  }

  void put_flit(int port, const WireFlit& flit) override {
    Model& m = model_.ports();
    put_bits(m.in_valid_i, port, 1, 1);
    put_bits(m.in_vc_i, port * vc_bits_, vc_bits_, flit.vc);
    put_bits(m.in_head_i, port, 1, flit.head ? 1 : 0);
    put_bits(m.in_tail_i, port, 1, flit.tail ? 1 : 0);
    put_bits(m.in_user_i, port * 32, 32, flit.user);
    for (int bit = 0; bit < flit_bits_; bit += 32)
      put_bits(m.in_data_i, port * flit_bits_ + bit, std::min(32, flit_bits_ - bit),
               flit.data[static_cast<std::size_t>(bit / 32)]);
  }
  void put_credit(int port, int vc) override { put_bits(model_.ports().out_credit_i, port * vcs_ + vc, 1, 1); }

  void clock(std::uint64_t cycle) override {
    model_.clock(cycle);
    model_.ports().in_valid_i = 0;
    model_.ports().out_credit_i = 0;
  }

  unsigned flits_valid() const override { return model_.ports().out_valid_o; }
  WireFlit flit(int port) const override {
    const Model& m = model_.ports();
    WireFlit flit;
    flit.vc = static_cast<std::uint8_t>(get_bits(m.out_vc_o, port * vc_bits_, vc_bits_));
    flit.head = get_bits(m.out_head_o, port, 1) != 0;
    flit.tail = get_bits(m.out_tail_o, port, 1) != 0;
    flit.user = get_bits(m.out_user_o, port * 32, 32);
    for (int bit = 0; bit < flit_bits_; bit += 32)
      flit.data[static_cast<std::size_t>(bit / 32)] =
          get_bits(m.out_data_o, port * flit_bits_ + bit, std::min(32, flit_bits_ - bit));
    return flit;
  }
  std::uint64_t credits() const override { return model_.ports().in_credit_o; }
  bool busy() const override { return model_.ports().busy_o != 0; }

  SpikeRouterDut::Counts counts() const override {
    const Model& m = model_.ports();
    return {m.count_vc_grants_o,   m.count_no_vc_o, m.count_lost_vc_o,        m.count_no_credit_o,
            m.count_lost_switch_o, m.count_full_o,  m.count_blocked_branch_o, m.count_wraps_o};
  }
  void open_waveform(const std::string& path) override { model_.open_waveform(path); }

 protected:
  const Model& ports() const { return model_.ports(); }

 private:
  ClockedModel<Model> model_;
  const int vcs_, flit_bits_;
  int vc_bits_ = 1;
};

}  // namespace spikeloom
