// SPDX-License-Identifier: Apache-2.0
#include "rtl/duts/neuron_core_dut.hpp"

#include <algorithm>
#include <stdexcept>

#include "rtl/duts/bits.hpp"
#include "rtl/duts/clocked_model.hpp"
#include "rtl/generated/configurations.hpp"
#include "rtl/verilated/neuron_core_models.hpp"

namespace spikeloom {
namespace {

template <class Model>
class Dut final : public NeuronCoreDut {
 public:
  Dut(const RtlParameters& parameters, bool traced)
      : model_(traced), flit_bits_(parameters.FlitBits), packet_bits_(parameters.FlitBits * parameters.MaxFlits) {
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

  Events events() const override {
    const Model& m = model_.ports();
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
      words.push_back(get_bits(model_.ports().packet_bits_o, bit, std::min(32, packet_bits_ - bit)));
    return words;
  }
  std::uint32_t group_spikes() const override { return model_.ports().group_spikes_o; }
  std::int32_t group_x(int i) const override {
    return static_cast<std::int32_t>(get_bits(model_.ports().group_x_o, 32 * i, 32));
  }
  int sum_address() const override { return static_cast<int>(model_.ports().sum_addr_o); }
  int sum_count() const override { return model_.ports().sum_count_o; }
  std::int32_t sum(int i) const override {
    return static_cast<std::int32_t>(get_bits(model_.ports().sum_data_o, 32 * i, 32));
  }

  void open_waveform(const std::string& path) override { model_.open_waveform(path); }

 private:
  ClockedModel<Model> model_;
  const int flit_bits_, packet_bits_;
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
