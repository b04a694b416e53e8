// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_chip.hpp"

#include <algorithm>

#include "mapping/check/check.hpp"
#include "mapping/cost/work.hpp"
#include "runs/run.hpp"
#include "tests/support/random.hpp"
#include "tests/support/random_network.hpp"

namespace spikeloom {
namespace {

RandomNetworkOptions random_options(Random& random) {
  RandomNetworkOptions options;
  options.image = {random.pick(std::vector<int>{1, 3}), random.between(7, 14), random.between(7, 14)};
  options.time_steps = random.pick(std::vector<int>{1, 2, 4, 5});
  options.heads = random.between(1, 3);
  const int head = random.between(3, 9);
  options.dims = {random.between(3, 12), options.heads * head};
  if (random.chance(30)) options.dims.insert(options.dims.begin(), random.between(2, 8));
  options.first_stride = random.chance(50);
  return options;
}

void draw_core(Random& random, CoreSpec& core) {
  core.lanes = random.pick(std::vector<int>{1, 3, 8, 16, 64});
  core.neuron_lanes = random.pick(std::vector<int>{1, 4, 16});
  core.neuron_unit = random.chance(50) ? NeuronUnitPlace::Beside : NeuronUnitPlace::After;
  core.weight_sram_bytes = 1 << 22;
  core.accumulator_sram_bytes = 1 << 22;
  core.row_buffers = random.between(1, 3);
  core.pipeline_cycles = random.between(0, 4);
  core.digits = random.chance(50) ? DigitCode::CanonicalSignedDigit : DigitCode::Plain;
}

void draw_packets(Random& random, NocSpec& noc) {
  noc.flit_bits = random.pick(std::vector<int>{16, 32, 64, 96, 128, 256});
  noc.spike_word_channels = random.pick(std::vector<int>{16, 32, 64, 128});
  noc.spike_encoding = random.chance(25) ? SpikeEncoding::Aer : SpikeEncoding::Bitmap;
  noc.multicast = random.chance(60) ? Multicast::Tree : Multicast::Unicast;
}

void draw_router(Random& random, NocSpec& noc) {
  noc.topology = random.chance(35) ? Topology::Torus : Topology::Mesh;
  noc.routing = random.chance(50) ? Routing::XY : Routing::YX;
  noc.vcs = random.between(noc.topology == Topology::Torus ? 2 : 1, 4);
  noc.routing_delay_cycles = random.between(0, 2);
  noc.vc_alloc_delay_cycles = random.between(0, 2);
  noc.switch_alloc_delay_cycles = random.between(1, 2);
  noc.switch_delay_cycles = random.between(0, 2);
  noc.credit_delay_cycles = random.between(0, 3);
  noc.link_latency_cycles = random.between(1, 4);
  noc.link_interval_cycles = random.chance(80) ? 1 : random.between(2, 3);
  noc.vc_allocator = random.chance(50) ? Allocator::ISlip : Allocator::Separable;
  noc.switch_allocator = random.chance(50) ? Allocator::ISlip : Allocator::Separable;
  noc.bypass = noc.switch_delay_cycles > 0 && random.chance(50);
}

/// Of a chip that carries the network's packets: queues hold the longest, and so do the buffers of trees.
void draw_buffers(Random& random, const Network& network, ChipSpec& chip) {
  const Target target = chip.target();
  int longest = std::max(target.spike_word_flits(), target.value_word_flits(image_value_bits(network.input)));
  for (const Layer& layer : network.layers)
    if (layer.emits_values) longest = std::max(longest, target.value_word_flits(layer.bounds.value_bits));
  chip.core.input_queue_flits = longest + random.between(0, 8);
  chip.noc.buffer_flits = (chip.noc.multicast == Multicast::Tree ? longest : 1) + random.between(0, 4);
}

}  // namespace

SystemCase random_case(std::uint64_t seed) {
  Random random(seed);
  SystemCase result;
  result.network = random_network(seed, random_options(random));
  result.chip.mesh.columns = random.between(1, 5);
  result.chip.mesh.rows = random.between(2, 4);
  draw_core(random, result.chip.core);
  draw_packets(random, result.chip.noc);
  draw_router(random, result.chip.noc);
  draw_buffers(random, result.network, result.chip);
  result.mapping_options.seed = seed;
  result.mapping_options.slack_rows = random.between(0, 3);
  result.mapping_options.placement_swaps = random.pick(std::vector<int>{0, 200});
  const int images = random.between(1, 3);
  for (int i = 0; i < images; ++i)
    result.images.push_back(random_image(seed * 16 + static_cast<std::uint64_t>(i), result.network.input.shape));
  result.images_in_flight = random.between(1, 3);
  return result;
}

Mapping map_case(const SystemCase& system_case) {
  Mapping mapping = map_network(system_case.network, system_case.chip.target(), system_case.mapping_options);
  check_mapping(system_case.network, mapping);
  return mapping;
}

PreparedRun prepared_case(const SystemCase& system_case, PassPlan plan) {
  RunSpec spec;
  spec.chip = system_case.chip;
  spec.images_in_flight = system_case.images_in_flight;
  spec.mode = system_case.replay ? RunMode::Replay : RunMode::Execute;
  RunInputs inputs{system_case.network, {system_case.images, {}}};
  return {std::make_shared<const RunSpec>(spec), std::make_shared<const RunInputs>(std::move(inputs)),
          std::make_shared<const RunMapping>(RunMapping::of(std::move(plan)))};
}

RunResults run_case(const SystemCase& system_case, const PassPlan& plan) {
  return simulate(prepared_case(system_case, plan));
}

RunResults run_case(const SystemCase& system_case, const Mapping& mapping) {
  return run_case(system_case, PassPlan{{mapping}, {PlacementCosts{}}});
}

RunResults run_case(const SystemCase& system_case) { return run_case(system_case, map_case(system_case)); }

}  // namespace spikeloom
