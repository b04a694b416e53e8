// SPDX-License-Identifier: Apache-2.0
#pragma once
// A core in lock-step: the behavioural one runs the chip, neuron_core.sv gets the same flits and credits. Compared are
// flits, bit by bit, and credits, each in its cycle; the rows that both finish; and at the end all counts of actions.

#include "rtl/cosim/core_comparison.hpp"
#include "rtl/cosim/core_transactor.hpp"
#include "rtl/cosim/stimuli.hpp"

namespace spikeloom {

class LockstepCore : public Core, public LockstepBlock, private CoreTransactor::Listener {
 public:
  using MakeModel = std::function<std::unique_ptr<Core>(const sc_core::sc_module_name&, const CoreContext&)>;

  LockstepCore(const sc_core::sc_module_name& name, const CoreContext& context, const MakeModel& make_model,
               ModelLibrary& models);

  void step(Cycle now) override;
  const std::vector<SliceCounts>& slice_counts() const override { return model_->slice_counts(); }
  const ActionCounts& credit_actions() const override { return model_->credit_actions(); }
  Cycle packetizer_cycles() const override { return model_->packetizer_cycles(); }
  Cycle packetizer_stall_cycles() const override { return model_->packetizer_stall_cycles(); }
  std::uint64_t rows_finished() const override { return model_->rows_finished(); }
  std::vector<std::string> waiting() const override { return model_->waiting(); }
  LockstepCounts lockstep_counts() const override { return lockstep_.counts(); }
  void finish_lockstep() override;

 protected:
  void rtl_events(const CoreProbe& core, const CoreProbe::Events& events, Cycle now) override {
    rows_.step(core, events, now);
  }

 private:
  /// What came in, for a waveform afterwards: all of it, for the state depends on all of it.
  /// From the router: to both.
  struct Inside final : FlitSink, CreditSink {
    LockstepCore* owner = nullptr;
    void receive(const Flit& flit, Cycle arrival) override { owner->flit_in(flit, arrival); }
    void credit(int vc, Cycle arrival) override { owner->credit_in(vc, arrival); }
  };
  /// From the model: to the router, and compared.
  struct Outside final : FlitSink, CreditSink {
    LockstepCore* owner = nullptr;
    void receive(const Flit& flit, Cycle arrival) override { owner->model_flit(flit, arrival); }
    void credit(int vc, Cycle arrival) override { owner->model_credit(vc, arrival); }
  };
  void start_of_simulation() override { twin_.configure(); }
  void flit_in(const Flit& flit, Cycle arrival);
  void credit_in(int vc, Cycle arrival);
  void model_flit(const Flit& flit, Cycle arrival);
  void model_credit(int vc, Cycle arrival);
  void rtl_packet(const Packet&) override {}
  void rtl_flit(const WireFlit& flit, Cycle arrival) override;
  void rtl_credit(int vc, Cycle arrival) override;
  void rtl_pop() override {}
  void write_waveform(const std::string& path, Cycle first, Cycle last) const;

  const CoreContext context_;
  const int block_;
  Inside inside_;
  Outside outside_;
  std::unique_ptr<Core> model_;
  Lockstep lockstep_;
  int flit_port_, credit_port_;
  CoreLockstep rows_;
  CoreTransactor twin_;
  std::vector<PacketBits> leaving_;  ///< [VC]: bits of the model's packet under way
  Stimuli stimuli_;                  ///< what came in, for a waveform afterwards
};

}  // namespace spikeloom
