// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/spike_router_dut.hpp"

#include "rtl/verilated/data_words.hpp"

namespace spikeloom {

SpikeRouterDut::SpikeRouterDut(std::shared_ptr<const RtlModel> model, bool traced)
    : model_(std::move(model), traced),
      vcs_(model_.parameters().Vcs),
      flit_bits_(model_.parameters().FlitBits),
      cfg_valid_i_(model_.port("cfg_valid_i")),
      cfg_addr_i_(model_.port("cfg_addr_i")),
      cfg_data_i_(model_.port("cfg_data_i")),
      in_valid_i_(model_.port("in_valid_i")),
      in_vc_i_(model_.port("in_vc_i")),
      in_head_i_(model_.port("in_head_i")),
      in_tail_i_(model_.port("in_tail_i")),
      in_user_i_(model_.port("in_user_i")),
      in_data_i_(model_.port("in_data_i")),
      out_credit_i_(model_.port("out_credit_i")),
      out_valid_o_(model_.port("out_valid_o")),
      out_vc_o_(model_.port("out_vc_o")),
      out_head_o_(model_.port("out_head_o")),
      out_tail_o_(model_.port("out_tail_o")),
      out_user_o_(model_.port("out_user_o")),
      out_data_o_(model_.port("out_data_o")),
      in_credit_o_(model_.port("in_credit_o")),
      busy_o_(model_.port("busy_o")) {
  while (1 << vc_bits_ < vcs_) ++vc_bits_;
  cfg_valid_i_.set(0);
  in_valid_i_.set(0);
  out_credit_i_.set(0);
  model_.reset();
}

void SpikeRouterDut::configure(std::uint32_t address, std::uint64_t data) {
  cfg_valid_i_.set(1);
  cfg_addr_i_.set(address);
  cfg_data_i_.set(data);
  model_.clock(0);
  cfg_valid_i_.set(0);
}

void SpikeRouterDut::put_flit(int port, const WireFlit& flit) {
  in_valid_i_.set(port, 1, 1);
  in_vc_i_.set(port * vc_bits_, vc_bits_, flit.vc);
  in_head_i_.set(port, 1, flit.head ? 1 : 0);
  in_tail_i_.set(port, 1, flit.tail ? 1 : 0);
  in_user_i_.set(port * kUserBits, kUserBits, flit.user);
  put_data(in_data_i_, port * flit_bits_, flit_bits_, flit.data);
}

void SpikeRouterDut::clock(std::uint64_t cycle) {
  model_.clock(cycle);
  in_valid_i_.set(0);
  out_credit_i_.set(0);
}

WireFlit SpikeRouterDut::flit(int port) const {
  WireFlit flit;
  flit.vc = static_cast<std::uint8_t>(out_vc_o_.get(port * vc_bits_, vc_bits_));
  flit.head = out_head_o_.get(port, 1) != 0;
  flit.tail = out_tail_o_.get(port, 1) != 0;
  flit.user = out_user_o_.get(port * kUserBits, kUserBits);
  get_data(out_data_o_, port * flit_bits_, flit_bits_, flit.data);
  return flit;
}

SpikeRouterDut::Counts SpikeRouterDut::counts() const {
  const auto count = [this](const char* port) { return model_.port(port).get(); };
  return {count("count_vc_grants_o"),      count("count_no_vc_o"),       count("count_lost_vc_o"),
          count("count_no_credit_o"),      count("count_lost_switch_o"), count("count_full_o"),
          count("count_blocked_branch_o"), count("count_wraps_o")};
}

}  // namespace spikeloom
