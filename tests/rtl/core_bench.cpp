// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/core_bench.hpp"

#include <memory>

#include "base/error.hpp"
#include "cores/register.hpp"
#include "noc/register.hpp"
#include "rtl/cosim/lockstep_core.hpp"
#include "rtl/cosim/tapped_core.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/rtl/set_specs.hpp"
#include "tests/rtl/test_models.hpp"
#include "tests/support/random.hpp"
#include "tests/support/random_network.hpp"
#include "tests/system/random_cuts.hpp"

namespace spikeloom {
namespace {

/// Counts what the datapath does.
class CoveredCore final : public LockstepCore {
 public:
  CoveredCore(const sc_core::sc_module_name& name, const CoreContext& context, const MakeModel& make_model,
              ModelLibrary& models, CoreCoverage& coverage)
      : LockstepCore(name, context, make_model, models), coverage_(coverage) {}

 private:
  void rtl_events(const CoreProbe& dut, const CoreProbe::Events& events, Cycle now) override {
    LockstepCore::rtl_events(dut, events, now);
    if (events.start) ++coverage_.operations[static_cast<std::size_t>(events.start_operation)];
    if (events.start && events.start_step > 0) coverage_.add(CorePoint::LaterStep);
    if (events.stalled) coverage_.add(CorePoint::Stall);
    if (events.sums_written) count_write(dut, now);
    if (events.pass) operation_ = static_cast<std::size_t>(events.pass_operation);
  }

  /// Of the pass before the one of this cycle.
  void count_write(const CoreProbe& dut, Cycle now) {
    // Lanes write a cycle after they have read: what two cycles in succession write was forwarded where it meets.
    const int begin = dut.sum_address(), end = begin + dut.sum_count();
    if (now == written_ + 1 && begin < end_ && begin_ < end) {
      coverage_.add(begin == begin_ ? CorePoint::Forward : CorePoint::ShiftForward);
      ++coverage_.forwards[operation_];
    }
    written_ = now;
    begin_ = begin;
    end_ = end;
  }

  CoreCoverage& coverage_;
  Cycle written_ = 0;
  int begin_ = 0, end_ = 0;
  std::size_t operation_ = 0;  ///< of the last pass
};

/// Counts what comes to a core.
class Arrivals final : public LinkListener {
 public:
  Arrivals(const CoreContext& context, CoreCoverage& coverage)
      : packets_(context.chip.packets),
        coverage_(coverage),
        depth_(context.core.input_queue_flits),
        taken_(static_cast<std::size_t>(context.noc.vcs), 0) {}

  void on_flit(int, Way way, const Flit& flit, Cycle) override {
    if (way == Way::Out) return;
    if (++taken_[flit.vc] == depth_) coverage_.add(CorePoint::FullQueue);
    if (flit.head()) count(packets_[flit.packet]);
  }
  void on_credit(int, Way way, int vc, Cycle) override {
    if (way == Way::Out) --taken_[static_cast<std::size_t>(vc)];
  }

 private:
  void count(const Packet& packet) {
    if (packet.flits > 1) coverage_.add(CorePoint::LongPacket);
    if (packet.image > 0) coverage_.add(CorePoint::LaterImage);
    if (packet.image > 1) coverage_.add(CorePoint::ParityWrap);
    switch (packet.kind) {
      case PacketKind::SpikeWord:
        return coverage_.add(packet.shared ? CorePoint::SharedSpikeWord : CorePoint::SpikeWord);
      case PacketKind::ValueWord:
        return coverage_.add(packet.shared ? CorePoint::SharedValueWord : CorePoint::ValueWord);
      case PacketKind::RowEnd:
        return coverage_.add(packet.shared ? CorePoint::SharedRowEnd : CorePoint::RowEnd);
      default:
        return coverage_.add(CorePoint::Credit);
    }
  }

  const PacketPool& packets_;
  CoreCoverage& coverage_;
  const int depth_;
  std::vector<int> taken_;  ///< [VC]: places of the queue
};

RandomNetworkOptions network_options(Random& random) {
  RandomNetworkOptions options;
  options.image = {random.pick(std::vector<int>{1, 3}), random.between(7, 14), random.between(7, 14)};
  options.time_steps = random.pick(std::vector<int>{1, 2, 4});
  options.heads = random.between(1, 3);
  options.dims = {random.between(3, 12), options.heads * random.between(3, 9)};
  options.first_stride = random.chance(50);
  options.depthwise = random.pick(std::vector<int>{3, 5, 7});
  options.unfused = random.chance(40);
  return options;
}

RunResults simulate_with(const SystemCase& system_case, const Mapping& mapping, const Catalogue::CoreFactory& make,
                         const std::string& waveform_folder) {
  Catalogue blocks;
  register_fabrics(blocks);
  blocks.add_core("neuron_core", make);
  SimulationInput input{system_case.network, system_case.chip, mapping, system_case.images};
  input.images_in_flight = system_case.images_in_flight;
  input.waveform_folder = waveform_folder;
  return simulate(input, blocks);
}

void count_compared(const std::vector<LockstepCounts>& blocks, CoreCoverage& coverage) {
  for (const LockstepCounts& block : blocks) {
    coverage.cycles += block.cycles;
    coverage.flits += block.compared.at(0).second;
    coverage.credits += block.compared.at(1).second;
    coverage.rows += block.compared.at(2).second;
    coverage.accumulator_writes += block.compared.at(3).second;
  }
}

}  // namespace

SystemCase core_case(const std::string& set, std::uint64_t seed) {
  Random random(seed);
  SystemCase result;
  result.network = random_network(seed, network_options(random));
  result.chip.mesh.columns = random.between(2, 3);
  result.chip.mesh.rows = random.between(2, 3);
  result.chip.core = core_of(set);
  result.chip.core.weight_sram_bytes = result.chip.core.accumulator_sram_bytes = 1 << 22;
  result.chip.noc = core_noc_of(set);
  result.chip.noc.multicast = random.chance(60) ? Multicast::Tree : Multicast::Unicast;
  result.mapping_options.seed = seed;
  result.mapping_options.slack_rows = random.between(0, 3);
  result.mapping_options.placement_swaps = random.pick(std::vector<int>{0, 200});
  const int images = random.between(1, 4);
  for (int i = 0; i < images; ++i)
    result.images.push_back(random_image(seed * 16 + static_cast<std::uint64_t>(i), result.network.input.shape));
  result.images_in_flight = random.between(1, 3);
  return result;
}

Mapping core_mapping(SystemCase& system_case, std::uint64_t seed) {
  if (seed % 2 == 0) return map_case(system_case);
  const CoreSpec core = system_case.chip.core;
  const NocSpec noc = system_case.chip.noc;
  Mapping mapping = cut_at_random(system_case, seed);
  system_case.chip.core = core;
  system_case.chip.noc = noc;
  mapping.target = system_case.chip.target();
  return mapping;
}

void run_cores_in_lockstep(const SystemCase& system_case, const Mapping& mapping, CoreCoverage& coverage,
                           const std::string& waveform_folder) {
  const FreshContext context;
  std::vector<std::unique_ptr<Arrivals>> arrivals;
  Catalogue models;
  register_cores(models);
  const Catalogue::CoreFactory model = models.core({"neuron_core", "the model of a core in lock-step"});
  const std::shared_ptr<ModelLibrary> rtl = test_models();
  const auto covered = [&](const sc_core::sc_module_name& name, const CoreContext& core) {
    return std::make_unique<CoveredCore>(name, core, model, *rtl, coverage);
  };
  const auto tapped = [&](const sc_core::sc_module_name& name, const CoreContext& core) -> std::unique_ptr<Core> {
    arrivals.push_back(std::make_unique<Arrivals>(core, coverage));
    return std::make_unique<TappedCore>(name, covered, core, *arrivals.back());
  };
  try {
    count_compared(simulate_with(system_case, mapping, tapped, waveform_folder).lockstep, coverage);
  } catch (const InputError&) {
    ++coverage.refused;
    return;
  }
  ++coverage.cases;
  coverage.add_shapes(system_case.network, mapping, system_case.images.size());
  for (const Slice& slice : mapping.slices)
    if (slice.is_partial()) coverage.add(CorePoint::PartialSum);
}

}  // namespace spikeloom
