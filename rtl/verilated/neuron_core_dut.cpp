// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/neuron_core_dut.hpp"

#include <algorithm>
#include <stdexcept>

#include "rtl/generated/configurations.hpp"
#include "rtl/verilated/bits.hpp"
#include "rtl/verilated/clocked_model.hpp"
#include "rtl/verilated/core_probe_of.hpp"
#include "rtl/verilated/neuron_core_models.hpp"

namespace spikeloom {
namespace {

template <class Model>
class Dut final : public CoreProbeOf<NeuronCoreDut, Model> {
 public:
  Dut(const RtlParameters& parameters, bool traced)
      : CoreProbeOf<NeuronCoreDut, Model>(parameters.FlitBits * parameters.MaxFlits),
        model_(traced),
        flit_bits_(parameters.FlitBits) {
    this->watch(model_.ports());
    model_.ports().cfg_valid_i = 0;
    model_.ports().flit_valid_i = 0;
    model_.ports().credit_i = 0;
    model_.reset();
  }

  void configure(std::uint32_t address, std::uint32_t data) override {
    model_.ports().cfg_valid_i = 1;
    model_.ports().cfg_addr_i = address;
    model_.ports().cfg_data_i = data;
    model_.clock(0);
    model_.ports().cfg_valid_i = 0;
  }

  void put_flit(const WireFlit& flit) override {
    Model& m = model_.ports();
    m.flit_valid_i = 1;
    m.flit_vc_i = flit.vc;
    m.flit_head_i = flit.head ? 1 : 0;
    m.flit_tail_i = flit.tail ? 1 : 0;
    for (int bit = 0; bit < flit_bits_; bit += 32)
      put_bits(m.flit_data_i, bit, std::min(32, flit_bits_ - bit), flit.data[static_cast<std::size_t>(bit / 32)]);
  }
  void put_credit(int vc) override { put_bits(model_.ports().credit_i, vc, 1, 1); }

  void clock(std::uint64_t cycle) override {
    model_.clock(cycle);
    model_.ports().flit_valid_i = 0;
    model_.ports().credit_i = 0;
  }

  bool flit_valid() const override { return model_.ports().flit_valid_o != 0; }
  WireFlit flit() const override {
    const Model& m = model_.ports();
    WireFlit flit;
    flit.vc = static_cast<std::uint8_t>(m.flit_vc_o);
    flit.head = m.flit_head_o != 0;
    flit.tail = m.flit_tail_o != 0;
    flit.user = m.flit_user_o;
    for (int bit = 0; bit < flit_bits_; bit += 32)
      flit.data[static_cast<std::size_t>(bit / 32)] = get_bits(m.flit_data_o, bit, std::min(32, flit_bits_ - bit));
    return flit;
  }
  unsigned credits() const override { return model_.ports().credit_o; }
  bool busy() const override { return model_.ports().busy_o != 0; }

  void open_waveform(const std::string& path) override { model_.open_waveform(path); }

 private:
  ClockedModel<Model> model_;
  const int flit_bits_;
};

}  // namespace

std::unique_ptr<NeuronCoreDut> NeuronCoreDut::make(const std::string& set, bool traced) {
  for (const RtlParameters& parameters : kRtlSets) {
    if (set != parameters.set) continue;
#define SPIKELOOM_MAKE(name) \
  if (set == #name) return std::make_unique<Dut<Vneuron_core_##name>>(parameters, traced);
    SPIKELOOM_RTL_SETS(SPIKELOOM_MAKE)
#undef SPIKELOOM_MAKE
  }
  throw std::logic_error("neuron_core: no set of parameters '" + set + "'");
}

}  // namespace spikeloom
