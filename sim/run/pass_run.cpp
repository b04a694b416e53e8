// SPDX-License-Identifier: Apache-2.0
#include "sim/run/pass_run.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "sim/assembly/chip.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/run/collector.hpp"
#include "sim/run/pass_results.hpp"
#include "sim/run/run_watch.hpp"
#include "sim/run/shifted_observer.hpp"

namespace spikeloom {
namespace {

/// What one chip did between its cycle 0 and its end.
struct Phase {
  RunResults results;
  Cycle cycles = 0;
};

class PassRun {
 public:
  /// `recorded`: cores take their rows from it, unless it is null.
  PassRun(const SimulationInput& input, const PassPlan& plan, const Catalogue& blocks, const RecordedActivity* recorded)
      : input_(input), plan_(plan), blocks_(blocks), recorded_(recorded), loads_(plan.passes.size()) {
    for (const Mapping& pass : plan.passes) {
      const auto computed = std::count_if(pass.slices.begin(), pass.slices.end(),
                                          [&](const Slice& slice) { return !pass.is_load(slice); });
      results_.passes.push_back({pass.layers.begin, pass.layers.end, static_cast<int>(computed)});
    }
  }

  void attach(Observer& observer) { observers_.push_back(&observer); }

  RunResults run() {
    const auto in_flight = static_cast<std::size_t>(input_.images_in_flight);
    for (std::size_t first = 0; first < input_.images.size(); first += in_flight)
      run_batch(first, std::min(in_flight, input_.images.size() - first));
    results_.cycles = clock_;
    return std::move(results_);
  }

 private:
  void run_batch(std::size_t first, std::size_t count) {
    const auto begin = input_.images.begin() + static_cast<std::ptrdiff_t>(first);
    const std::vector<Image> images(begin, begin + static_cast<std::ptrdiff_t>(count));
    const Cycle batch_begin = clock_;
    dram_.clear();
    for (std::size_t pass = 0; pass < plan_.passes.size(); ++pass) {
      load(pass);
      run_pass(pass, first, images);
    }
    for (std::size_t i = first; i < first + count; ++i) results_.images[i].begin_cycle = batch_begin;
  }

  // Nothing of it depends on the images, so it is simulated once for all batches.
  void load(std::size_t pass) {
    Phase& phase = loads_[pass];
    if (phase.cycles == 0) phase = simulate_chip({{}, ChipTask::LoadWeights, pass});
    PassResult& result = results_.passes[pass];
    result.weight_cycles += phase.cycles;
    result.weight_bits += phase.results.host_actions[Action::DramRead];
    add(pass, true, phase);
  }

  void run_pass(std::size_t pass, std::size_t first, const std::vector<Image>& images) {
    ShiftedObserver observer(observers_, clock_, static_cast<int>(first), first_slice(plan_, pass));
    const Cycle begin = clock_;
    const ShiftedActivity recorded(recorded_, static_cast<int>(first));
    const Phase phase = simulate_chip({images, ChipTask::Run, pass, &observer, recorded_ ? &recorded : nullptr});
    PassResult& result = results_.passes[pass];
    result.run_cycles += phase.cycles;
    result.loaded_bits += phase.results.host_actions[Action::DramRead];
    result.stored_bits += phase.results.host_actions[Action::DramWrite];
    add(pass, false, phase);
    if (first == 0) add_slices(results_, phase.results, first_slice(plan_, pass));
    if (pass + 1 == plan_.passes.size()) add_images(phase.results.images, begin);
  }

  void add_images(const std::vector<ImageResult>& images, Cycle begin) {
    for (const ImageResult& image : images) {
      results_.images.push_back(image);
      results_.images.back().end_cycle += begin;
    }
  }

  struct Task {
    const std::vector<Image>& images;
    ChipTask task;
    std::size_t pass;
    Observer* observer = nullptr;
    const RecordedActivity* recorded = nullptr;
  };
  Phase simulate_chip(const Task& task) {
    const FreshContext context;
    const Mapping& mapping = plan_.passes[task.pass];
    const int in_flight = std::max(1, static_cast<int>(task.images.size()));
    Chip chip("chip", ChipInput{input_.chip, input_.network, mapping, blocks_, task.images, in_flight, task.recorded,
                                task.task, &dram_, input_.waveform_folder});
    chip.scheduler().set_max_cycles(input_.max_cycles - std::min(clock_, input_.max_cycles));
    if (task.observer != nullptr) chip.attach(*task.observer);
    run_to_end(chip);
    return {collect_results(chip, input_.network, mapping), chip.end_cycle()};
  }

  void add(std::size_t pass, bool weights, const Phase& phase) {
    results_.phases.push_back({static_cast<int>(pass), weights, clock_, clock_ + phase.cycles});
    add_counts(results_, phase.results);
    results_.flit_hash = combine(results_.flit_hash, combine(phase.results.flit_hash, clock_));
    clock_ += phase.cycles;
  }

  const SimulationInput& input_;
  const PassPlan& plan_;
  const Catalogue& blocks_;
  const RecordedActivity* recorded_;
  std::vector<Observer*> observers_;
  std::vector<Phase> loads_;  ///< [pass]
  DramContents dram_;
  RunResults results_;
  Cycle clock_ = 0;  ///< of the whole run
};

RunResults simulate_passes(const SimulationInput& input, const PassPlan& plan, const Catalogue& blocks) {
  RunWatch watch(input);
  PassRun run(input, plan, blocks, watch.recorded());
  watch.attach_to(run);
  RunResults results = run.run();
  watch.report(results);
  return results;
}

}  // namespace

RunResults simulate(const SimulationInput& input, const PassPlan& plan, const Catalogue& blocks) {
  return plan.streams() ? simulate_passes(input, plan, blocks) : simulate(input, blocks);
}

}  // namespace spikeloom
