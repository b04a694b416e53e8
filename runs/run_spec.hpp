// SPDX-License-Identifier: Apache-2.0
#pragma once
// A run, resolved: which network on which chip sees which images. Read from RUN.yaml by runs/run_file.

#include <cstdint>
#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "mapping/plan/mapping.hpp"
#include "mapping/plan/mapping_settings.hpp"
#include "runs/network_source.hpp"

namespace spikeloom {

/// One image file, or `count` images from `index` on of an idx file, or as many pictures generated from seeds `index`,
/// `index` + 1, ...: the picture of a generated network's seed is the one on which its rates hold.
struct InputSource {
  std::string image;
  std::string idx_images, idx_labels;
  bool generated = false;
  int index = 0;
  int count = 1;
  std::string where;  ///< place of the input in its file, in front of messages about the images
};

/// What the mapper takes for granted about spikes and digits: what the reference counts on the first image, or the same
/// of every layer.
enum class MappedActivity : std::uint8_t { Measured, Default };

struct MappingSpec {
  std::uint64_t seed = 1;
  int slack_rows = 1;
  int placement_swaps = kAutoSwaps;
  int passes = kAutoPasses;
  MappedActivity activity = MappedActivity::Measured;
  Residual residual = Residual::Noc;
  LoopOrder time = LoopOrder::StepInRow;
  template <class Fields>
  void fields(Fields& f) {
    f("seed", seed, std::uint64_t{0}, ~std::uint64_t{0}, "", "seed of the placement");
    f("slack_rows", slack_rows, 0, 64, "rows", "rows of window beyond what progress needs");
    f.number_or("passes", passes, {"auto", kAutoPasses}, 1, kMaxPasses, "passes",
                "groups of layers that share the chip one after the other; auto: as few as fit");
    f("placement_swaps", placement_swaps, kAutoSwaps, 1000000000, "swaps",
      "exchanges of cores and slices tried after the greedy placement; -1: 100 for each slice, on a chip of more than "
      "1,024 tiles at most 256 for each tile");
    f.choice(
        "activity", activity, {{"measured", MappedActivity::Measured}, {"default", MappedActivity::Default}},
        "spikes by which work is balanced: counted by the reference on the first image, or 0.15 a neuron and step");
    f.choice("residual", residual, {{"noc", Residual::Noc}, {"home", Residual::Home}},
             "how the residual stream travels: in packets, or inside the core that consecutive writers share");
    f.choice("time", time, {{"inner", LoopOrder::StepInRow}, {"outer", LoopOrder::RowInStep}},
             "order of the time steps: all steps of a row and then the next row, or all rows of a step first");
  }
};

/// Execute: the cores do every addition. Replay: they take spikes and values from the reference, in the same cycles.
enum class RunMode : std::uint8_t { Execute, Replay };

struct RunSpec {
  NetworkSource network;
  ChipSpec chip;
  InputSource input;
  RunMode mode = RunMode::Execute;
  std::string recording;  ///< replay: the file, path resolved; empty: the reference runs first
  int images_in_flight = 1;
  bool compare = true;
  std::uint64_t max_cycles = 10'000'000'000ULL;
  MappingSpec mapping;
  std::vector<std::string> documents;  ///< the run file and its chip file

  /// The plain parameters; network, chip and input come in several shapes, which run_file reads itself.
  template <class Fields>
  void fields(Fields& f) {
    f.choice("mode", mode, {{"execute", RunMode::Execute}, {"replay", RunMode::Replay}},
             "execute: cores do every addition; replay: they spend the same cycles on recorded spikes");
    f.file("recording", recording, "replay: file written by `spikeloom record`; without it the reference runs first");
    f("images_in_flight", images_in_flight, 1, 64, "images", "images that may be on the chip at the same time");
    f.boolean("compare", compare, "compare every spike word and value with the integer reference");
    f("max_cycles", max_cycles, std::uint64_t{1}, ~std::uint64_t{0}, "cycles", "the run fails when it takes longer");
    f.section("mapping", mapping, "how the mapper places the network");
  }
};

}  // namespace spikeloom
