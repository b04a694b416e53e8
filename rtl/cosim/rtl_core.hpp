// SPDX-License-Identifier: Apache-2.0
#pragma once
// A neuron core in RTL in the place of a behavioural one.

#include "rtl/cosim/core_transactor.hpp"

namespace spikeloom {

class RtlCore final : public Core,
                      private FlitSink,
                      private CreditSink,
                      private Observer,
                      private CoreTransactor::Listener {
 public:
  RtlCore(const sc_core::sc_module_name& name, const CoreContext& context, ModelLibrary& models);

  void step(Cycle now) override;
  const std::vector<SliceCounts>& slice_counts() const override { return twin_.activity().slice_counts(); }
  const ActionCounts& credit_actions() const override { return twin_.activity().credit_actions(); }
  Cycle packetizer_cycles() const override { return twin_.activity().flits_sent(); }
  Cycle packetizer_stall_cycles() const override { return twin_.activity().stall_cycles(); }
  std::uint64_t rows_finished() const override { return twin_.activity().rows_finished(); }
  std::vector<std::string> waiting() const override { return twin_.activity().waiting(); }

 private:
  void start_of_simulation() override { twin_.configure(); }
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(int vc, Cycle arrival) override;
  void rtl_packet(const Packet& packet) override;
  void rtl_flit(const WireFlit& flit, Cycle arrival) override;
  void rtl_credit(int vc, Cycle arrival) override { link.out.credits->credit(vc, arrival); }
  void rtl_pop() override;
  void on_row(const RowEvent& event) override {
    for (Observer* observer : chip_.observers) observer->on_row(event);
  }
  void on_datapath(const DatapathEvent& event) override {
    for (Observer* observer : chip_.observers) observer->on_datapath(event);
  }

  ChipContext& chip_;
  const int tile_, block_;
  CoreTransactor twin_;
  Ring<std::uint32_t> queued_;  ///< handles of the packets in its queue
  std::uint32_t leaving_ = 0;   ///< handle of the packet that leaves
  int destination_ = 0, next_position_ = 0;
};

}  // namespace spikeloom
