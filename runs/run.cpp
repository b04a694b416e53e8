// SPDX-License-Identifier: Apache-2.0
#include "runs/run.hpp"

#include <utility>

#include "base/stopwatch.hpp"
#include "runs/catalogue.hpp"
#include "runs/run_file.hpp"
#include "sim/machine/fresh_context.hpp"
#include "sim/run/pass_run.hpp"

namespace spikeloom {

RunMapping RunMapping::of(PassPlan plan) {
  RunMapping mapping;
  mapping.all = all_slices(plan);
  mapping.plan = std::move(plan);
  return mapping;
}

ReportInput FinishedRun::report() const {
  const RunInputs& inputs = *prepared.inputs;
  const RunMapping& mapping = *prepared.mapping;
  return {inputs.network,
          prepared.spec->chip,
          mapping.all,
          results,
          energy,
          config,
          inputs.data.labels,
          prepared.spec->input.index,
          {inputs.seconds, mapping.seconds},
          &observers};
}

RunInputs load_inputs(const RunSpec& spec) {
  const Stopwatch watch;
  RunInputs inputs;
  inputs.network = load_network(spec.network);
  inputs.data = load_images(spec.input, inputs.network);
  inputs.seconds = watch.seconds();
  return inputs;
}

RunMapping map_run(const RunSpec& spec, const RunInputs& inputs, const Inference* first,
                   const MappingProgress& progress) {
  const Stopwatch watch;
  const Image& image = inputs.data.images.front();
  Activity activity = first != nullptr ? mapping_activity(inputs.network, spec, image, *first)
                                       : mapping_activity(inputs.network, spec, image);
  RunMapping mapping = RunMapping::of(make_plan(inputs.network, spec, activity, progress));
  mapping.activity = std::move(activity);
  mapping.seconds = watch.seconds();
  return mapping;
}

PreparedRun prepare(const RunSpec& spec, const MappingProgress& progress) {
  static_cast<void>(prices_of(spec.chip));
  return prepare(spec, load_inputs(spec), progress);
}

PreparedRun prepare(const RunSpec& spec, RunInputs inputs, const MappingProgress& progress) {
  auto shared = std::make_shared<const RunInputs>(std::move(inputs));
  auto mapping = std::make_shared<const RunMapping>(map_run(spec, *shared, nullptr, progress));
  return {std::make_shared<const RunSpec>(spec), std::move(shared), std::move(mapping)};
}

RunResults simulate(const PreparedRun& prepared, const RunHooks& hooks) {
  const FreshContext context;
  Catalogue blocks = make_catalogue();
  if (hooks.blocks) hooks.blocks(blocks);
  const RunSpec& spec = *prepared.spec;
  const RunInputs& inputs = *prepared.inputs;
  SimulationInput input{inputs.network,        spec.chip,    prepared.mapping->all, inputs.data.images,
                        spec.images_in_flight, spec.compare, spec.max_cycles};
  input.observers = hooks.observers;
  input.progress = hooks.progress;
  input.replay = spec.mode == RunMode::Replay;
  input.activity = hooks.activity ? hooks.activity : recorded_activity(spec, inputs.network, inputs.data.images);
  input.waveform_folder = hooks.waveform_folder;
  return simulate(input, prepared.mapping->plan, blocks);
}

FinishedRun price(PreparedRun prepared, RunResults results) {
  const RunSpec& spec = *prepared.spec;
  EnergyReport energy = prices_of(spec.chip).price(energy_input(results, prepared.inputs->network), spec.chip);
  nlohmann::ordered_json config = run_to_json(spec);
  return {std::move(prepared), std::move(results), std::move(energy), std::move(config)};
}

FinishedRun run(const PreparedRun& prepared, const RunHooks& hooks) {
  ObserverSet observers(hooks.observe, {prepared.inputs->network, prepared.spec->chip, prepared.mapping->all});
  RunHooks all = hooks;
  for (Observer* observer : observers.all()) all.observers.push_back(observer);
  FinishedRun finished = price(prepared, simulate(prepared, all));
  finished.observers = std::move(observers);
  return finished;
}

}  // namespace spikeloom
