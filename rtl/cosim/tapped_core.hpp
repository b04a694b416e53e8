// SPDX-License-Identifier: Apache-2.0
#pragma once
// A neuron core with a wiretap on its link; otherwise the core that it is made of.

#include <memory>
#include <string>
#include <vector>

#include "rtl/cosim/link_tap.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

class TappedCore final : public Core {
 public:
  TappedCore(const sc_core::sc_module_name& name, const Catalogue::CoreFactory& make, const CoreContext& context,
             LinkListener& listener)
      : Core(name), inner_(make("tapped", context)), tap_(0, link, inner_->link, listener) {}

  const std::vector<SliceCounts>& slice_counts() const override { return inner_->slice_counts(); }
  const ActionCounts& credit_actions() const override { return inner_->credit_actions(); }
  Cycle packetizer_cycles() const override { return inner_->packetizer_cycles(); }
  Cycle packetizer_stall_cycles() const override { return inner_->packetizer_stall_cycles(); }
  std::uint64_t rows_finished() const override { return inner_->rows_finished(); }
  std::vector<std::string> waiting() const override { return inner_->waiting(); }
  /// Never: the inner core has its own place among the clocked blocks.
  void step(Cycle) override {}

 private:
  void before_end_of_elaboration() override { tap_.join(); }

  std::unique_ptr<Core> inner_;
  LinkTap tap_;
};

}  // namespace spikeloom
