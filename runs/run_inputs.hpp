// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a run file names, loaded.

#include <vector>

#include "energy/prices.hpp"
#include "mapping/search/mapping_progress.hpp"
#include "models/images/image.hpp"
#include "models/network.hpp"
#include "runs/run_spec.hpp"
#include "sim/run/activity_book.hpp"

namespace spikeloom {

struct Activity;
struct Inference;
struct PassPlan;

/// Reads the bundle, or imports the checkpoint.
Network load_network(const NetworkSource& source);

struct LabelledImages {
  std::vector<Image> images;
  std::vector<int> labels;  ///< empty when there are none
};

/// A picture is resized and cropped to the network's input (fit_image). Throws InputError for an index past the end, an
/// image that is too small or of the wrong size, labels that do not belong to the images.
LabelledImages load_images(const InputSource& source, const Network& network);

/// The activity by which this run's network is mapped; `image` is the one that it is measured on.
Activity mapping_activity(const Network& network, const RunSpec& run, const Image& image);

/// The same where the reference's inference of that image is at hand.
Activity mapping_activity(const Network& network, const RunSpec& run, const Image& image, const Inference& inference);

/// What a replayed run takes from a file; empty when the reference is to compute it.
ActivitySource recorded_activity(const RunSpec& run, const Network& network, const std::vector<Image>& images);

/// Its prices are looked up once before the run: what is missing is told before time zero.
PriceList prices_of(const ChipSpec& chip);

/// Maps and checks; in passes when one does not do, or the run asks for them.
PassPlan make_plan(const Network& network, const RunSpec& run, const Activity& activity,
                   const MappingProgress& progress = {});

}  // namespace spikeloom
