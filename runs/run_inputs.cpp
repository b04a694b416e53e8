// SPDX-License-Identifier: Apache-2.0
#include "runs/run_inputs.hpp"

#include "base/error.hpp"
#include "import/importer.hpp"
#include "import/synthetic.hpp"
#include "import/synthetic_image.hpp"
#include "mapping/search/mapper.hpp"
#include "mapping/search/passes.hpp"
#include "models/images/image_fit.hpp"
#include "models/network_file.hpp"
#include "models/recording/activity_file.hpp"
#include "models/reference/reference.hpp"
#include "runs/rates_file.hpp"

namespace spikeloom {
namespace {

void require_range(const InputSource& source, int there) {
  const long long end = static_cast<long long>(source.index) + source.count;
  if (end <= there) return;
  throw InputError(source.where + ": input: image " + std::to_string(end - 1) + " is past the end of " +
                   source.idx_images + "; allowed: 0.." + std::to_string(there - 1));
}

std::vector<int> load_labels(const InputSource& source, int images) {
  if (source.idx_labels.empty()) return {};
  const std::vector<std::uint8_t> all = read_idx_labels(source.idx_labels);
  if (static_cast<int>(all.size()) != images)
    throw InputError(source.where + ": input: " + source.idx_labels + " has " + std::to_string(all.size()) +
                     " labels, " + source.idx_images + " has " + std::to_string(images) + " images");
  const auto first = all.begin() + source.index;
  return {first, first + source.count};
}

}  // namespace

Network load_network(const NetworkSource& source) {
  if (!source.bundle.empty()) return read_network(source.bundle);
  const ModelConfig config = model_config(source);
  if (!source.generated()) return import_network(source.checkpoint, config, {source.weight_bits, source.forms});
  const RateProfile profile =
      scaled(read_rates(source.rates, firing_names(plan_layers(config, source.forms))), source.rates_scale);
  const Image picture = synthetic_image({config.channels, config.height, config.width}, source.seed);
  return make_synthetic_network(config, profile, picture, {source.weight_bits, source.forms, source.seed}).network;
}

LabelledImages load_images(const InputSource& source, const Network& network) {
  LabelledImages loaded;
  if (!source.image.empty()) {
    const std::string what = source.where + ": input: " + source.image;
    loaded.images.push_back(fit_image(read_image(source.image), network.input.shape, what));
    return loaded;
  }
  if (source.generated) {
    for (int i = 0; i < source.count; ++i)
      loaded.images.push_back(synthetic_image(network.input.shape, static_cast<std::uint64_t>(source.index + i)));
    return loaded;
  }
  const IdxImages idx(source.idx_images);
  require_range(source, idx.count());
  for (int i = 0; i < source.count; ++i) loaded.images.push_back(idx.image(source.index + i));
  require_shape(loaded.images.front(), network.input.shape, source.where + ": input: " + source.idx_images);
  loaded.labels = load_labels(source, idx.count());
  return loaded;
}

Activity mapping_activity(const Network& network, const RunSpec& run, const Image& image) {
  if (run.mapping.activity == MappedActivity::Default) return {};
  return mapping_activity(network, run, image, Reference(network).run(image));
}

Activity mapping_activity(const Network& network, const RunSpec& run, const Image& image, const Inference& inference) {
  if (run.mapping.activity == MappedActivity::Default) return {};
  return measure_activity(network, inference, image, run.chip.core.digits);
}

ActivitySource recorded_activity(const RunSpec& run, const Network& network, const std::vector<Image>& images) {
  if (run.recording.empty()) return {};
  const auto recording = std::make_shared<Recording>(run.recording);
  recording->require_network(network);
  std::vector<int> places;
  places.reserve(images.size());
  for (const Image& image : images) places.push_back(recording->find_image(image));
  return [recording, places](int image) { return recording->read(places[static_cast<std::size_t>(image)]); };
}

PriceList prices_of(const ChipSpec& chip) {
  PriceList prices(price_list_path(chip));
  static_cast<void>(prices.for_chip(chip));
  return prices;
}

PassPlan make_plan(const Network& network, const RunSpec& run, const Activity& activity,
                   const MappingProgress& progress) {
  MappingOptions options;
  options.seed = run.mapping.seed;
  options.slack_rows = run.mapping.slack_rows;
  options.placement_swaps = run.mapping.placement_swaps;
  options.activity = activity;
  options.residual = run.mapping.residual;
  options.time = run.mapping.time;
  options.progress = progress;
  return map_passes(network, run.chip.target(), options, run.mapping.passes);
}

}  // namespace spikeloom
