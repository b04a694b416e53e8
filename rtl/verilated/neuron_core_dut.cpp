// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/neuron_core_dut.hpp"

#include "rtl/verilated/data_words.hpp"

namespace spikeloom {

NeuronCoreDut::NeuronCoreDut(std::shared_ptr<const RtlModel> model, bool traced)
    : model_(std::move(model), traced),
      probe_(model_),
      cfg_valid_i_(model_.port("cfg_valid_i")),
      cfg_addr_i_(model_.port("cfg_addr_i")),
      cfg_data_i_(model_.port("cfg_data_i")),
      flit_valid_i_(model_.port("flit_valid_i")),
      flit_vc_i_(model_.port("flit_vc_i")),
      flit_head_i_(model_.port("flit_head_i")),
      flit_tail_i_(model_.port("flit_tail_i")),
      flit_data_i_(model_.port("flit_data_i")),
      credit_i_(model_.port("credit_i")),
      flit_valid_o_(model_.port("flit_valid_o")),
      flit_vc_o_(model_.port("flit_vc_o")),
      flit_head_o_(model_.port("flit_head_o")),
      flit_tail_o_(model_.port("flit_tail_o")),
      flit_data_o_(model_.port("flit_data_o")),
      flit_user_o_(model_.port("flit_user_o")),
      credit_o_(model_.port("credit_o")),
      busy_o_(model_.port("busy_o")) {
  cfg_valid_i_.set(0);
  flit_valid_i_.set(0);
  credit_i_.set(0);
  model_.reset();
}

void NeuronCoreDut::configure(std::uint32_t address, std::uint32_t data) {
  cfg_valid_i_.set(1);
  cfg_addr_i_.set(address);
  cfg_data_i_.set(data);
  model_.clock(0);
  cfg_valid_i_.set(0);
}

void NeuronCoreDut::put_flit(const WireFlit& flit) {
  flit_valid_i_.set(1);
  flit_vc_i_.set(flit.vc);
  flit_head_i_.set(flit.head ? 1 : 0);
  flit_tail_i_.set(flit.tail ? 1 : 0);
  put_data(flit_data_i_, 0, flit_data_i_.bits(), flit.data);
}

void NeuronCoreDut::clock(std::uint64_t cycle) {
  model_.clock(cycle);
  flit_valid_i_.set(0);
  credit_i_.set(0);
}

WireFlit NeuronCoreDut::flit() const {
  WireFlit flit;
  flit.vc = static_cast<std::uint8_t>(flit_vc_o_.get());
  flit.head = flit_head_o_.get() != 0;
  flit.tail = flit_tail_o_.get() != 0;
  flit.user = static_cast<std::uint32_t>(flit_user_o_.get());
  get_data(flit_data_o_, 0, flit_data_o_.bits(), flit.data);
  return flit;
}

}  // namespace spikeloom
