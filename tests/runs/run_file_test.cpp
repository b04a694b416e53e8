// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "runs/run_file.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

/// A folder with everything that a run names.
struct RunFolder : ScratchFolder {
  RunFolder() {
    write("net/network.json", "{}");
    write("model.safetensors", "");
    write("config.json", "{}");
    write("images.idx", "");
    write("labels.idx", "");
    write("image.pgm", "");
    write("chips/chip.yaml", "mesh: {columns: 2, rows: 2}\ncore:\n  lanes: 16\n");
  }
};

const std::string kNetwork = "network: net\n";
const std::string kChip = "chip: chips/chip.yaml\n";
const std::string kInput = "input: {idx: images.idx, labels: labels.idx, index: 3, count: 2}\n";

RunSpec run_of(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const RunFolder folder;
  return read_run(folder.write("run.yaml", yaml), overrides);
}

std::string run_error(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  const RunFolder folder;
  const std::string path = folder.write("run.yaml", yaml);
  std::string message = error_of([&] { read_run(path, overrides); });
  const std::string prefix = folder.path("");
  for (std::size_t at = message.find(prefix); at != std::string::npos; at = message.find(prefix))
    message.erase(at, prefix.size());
  return message;
}

}  // namespace

TEST_CASE("a run is read with its chip") {
  const RunSpec run = run_of(kNetwork + kChip + kInput + "images_in_flight: 2\nmapping: {seed: 7}\n");
  CHECK(run.network.bundle.find("/net") != std::string::npos);
  CHECK(run.chip.core.lanes == 16);
  CHECK(run.input.index == 3);
  CHECK(run.input.count == 2);
  CHECK(run.images_in_flight == 2);
  CHECK(run.mapping.seed == 7);
  CHECK(run.compare);
}

TEST_CASE("a checkpoint with its config, an image file, a chip in place, a range") {
  const RunSpec run = run_of(
      "network: {checkpoint: model.safetensors, config: config.json}\nchip: {core: {lanes: 9}}\n"
      "input: {image: image.pgm}\ncompare: false\n");
  CHECK(run.network.bundle.empty());
  CHECK(!run.network.checkpoint.empty());
  CHECK(!run.input.image.empty());
  CHECK(run.chip.core.lanes == 9);
  CHECK(!run.compare);
  const RunSpec range = run_of(kNetwork + kChip + "input: {idx: images.idx, range: [4, 9]}\n");
  CHECK(range.input.index == 4);
  CHECK(range.input.count == 5);
}

TEST_CASE("errors in the chip's own file are placed there") {
  RunFolder folder;
  const std::string chip = folder.write("chips/bad.yaml", "core:\n  lanes: 0\n");
  const std::string run = folder.write("run.yaml", kNetwork + "chip: chips/bad.yaml\n" + kInput);
  CHECK(error_of([&] { read_run(run); }) == chip + ":2:10: core.lanes: 0 is out of range; allowed: 1..1024 adders");
}

TEST_CASE("errors in a chip in place carry the whole path") {
  CHECK(run_error(kNetwork + "chip: {core: {lanes: 0}}\n" + kInput) ==
        "run.yaml:2:22: chip.core.lanes: 0 is out of range; allowed: 1..1024 adders");
}

TEST_CASE("options reach into the chip's file and can replace it") {
  const std::string yaml = kNetwork + kChip + kInput;
  CHECK(run_of(yaml, {"chip.core.lanes=5"}).chip.core.lanes == 5);
  CHECK(run_of(yaml, {"chip.core.lanes=5"}).chip.mesh.columns == 2);
  CHECK(run_of(yaml, {"chip.mesh.rows=6", "chip={core: {lanes: 4}}"}).chip.mesh.rows == 6);
  CHECK(run_of(yaml, {"input={image: image.pgm}"}).input.idx_images.empty());
  CHECK(run_error(yaml, {"chip.cor.lanes=5"}).find("--set chip.cor.lanes=5: unknown key 'cor'; did you mean 'core'?") ==
        0);
  CHECK(run_error(yaml, {"chip=none.yaml"}) == "--set chip=none.yaml: chip: there is no chip file none.yaml");
  CHECK(run_error(yaml, {"input.image=image.pgm"})
            .find("run.yaml:3:8: input: 'image', 'generated' and 'idx' exclude each other") == 0);
}

TEST_CASE("what has to be there") {
  CHECK(run_error(kChip + kInput).find("run.yaml:1:1: 'network' is missing: ") == 0);
  CHECK(run_error(kNetwork + kInput).find("run.yaml:1:1: 'chip' is missing: ") == 0);
  CHECK(run_error(kNetwork + kChip).find("run.yaml:1:1: 'input' is missing: ") == 0);
  CHECK(run_error("network: {checkpoint: model.safetensors}\n" + kChip + kInput) ==
        "run.yaml:1:10: network: no layers: needs 'config' or 'architecture'; allowed: a bundle's folder, or "
        "{checkpoint: FILE, config: FILE}, or {architecture: NAME, rates: FILE}");
  CHECK(run_error(kNetwork + kChip + "input: {}\n").find("run.yaml:3:8: input: no images; allowed: ") == 0);
}

TEST_CASE("a network by name, with generated weights and pictures") {
  const std::string network = "network: {architecture: metaspikeformer-31m, rates: config.json, seed: 5, time_steps: 4";
  const RunSpec run = run_of(network + ", height: 32, width: 64}\n" + kChip + "input: {generated: 5, count: 2}\n");
  CHECK(run.network.generated());
  CHECK(run.network.seed == 5);
  const ModelConfig config = model_config(run.network);
  CHECK(config.time_steps == 4);
  CHECK(config.height == 32);
  CHECK(config.width == 64);
  CHECK(run.input.generated);
  CHECK(run.input.index == 5);
  CHECK(run.input.count == 2);
  const auto json = run_to_json(run);
  CHECK(json["network"]["architecture"] == "metaspikeformer-31m");
  CHECK(json["network"]["repconv"] == "fused");
  CHECK(json["input"]["generated"] == 5);
  CHECK(model_config(run_of(network + "}\n" + kChip + kInput).network).height == 224);
}

TEST_CASE("what a network by name may not say") {
  const auto error = [](const std::string& map) { return run_error("network: {" + map + "}\n" + kChip + kInput); };
  CHECK(error("architecture: metaspikeformer-15n, rates: config.json")
            .find("run.yaml:1:25: network.architecture: unknown architecture 'metaspikeformer-15n'; did you mean "
                  "'metaspikeformer-15m'?") == 0);
  CHECK(error("architecture: metaspikeformer-15m, rates: config.json, checkpoint: model.safetensors")
            .find("'checkpoint' and 'rates' exclude each other") != std::string::npos);
  CHECK(error("checkpoint: model.safetensors, config: config.json, seed: 5")
            .find("network.seed: only generated weights ('rates') take it; here it has no effect") !=
        std::string::npos);
  CHECK(error("checkpoint: model.safetensors, config: config.json, rates_scale: 2")
            .find("network.rates_scale: only generated weights") != std::string::npos);
  CHECK(error("architecture: metaspikeformer-15m").find("no weights: needs 'checkpoint' or 'rates'") !=
        std::string::npos);
  CHECK(error("architecture: metaspikeformer-15m, rates: config.json, height: 32")
            .find("'height' and 'width' belong together") != std::string::npos);
  CHECK(error("architecture: metaspikeformer-15m, rates: config.json, repconv: fussed").find("unknown word 'fussed'") !=
        std::string::npos);
}

TEST_CASE("missing files are named with the place that names them") {
  CHECK(run_error("network: gone\n" + kChip + kInput) == "run.yaml:1:10: network: there is no network bundle gone");
  CHECK(run_error(kNetwork + "chip: gone.yaml\n" + kInput) == "run.yaml:2:7: chip: there is no chip file gone.yaml");
  CHECK(run_error(kNetwork + kChip + "input: {idx: gone}\n") == "run.yaml:3:14: input.idx: there is no file gone");
}

TEST_CASE("modes and ranges") {
  CHECK(run_error(kNetwork + kChip + kInput + "mode: guess\n") ==
        "run.yaml:4:7: mode: unknown word 'guess'; known: execute, replay");
  CHECK(run_error(kNetwork + kChip + kInput + "recording: images.idx\n") ==
        "run.yaml:4:12: recording: only a run with 'mode: replay' reads a recording");
  CHECK(run_error(kNetwork + kChip + "input: {idx: images.idx, range: [4, 4]}\n").find("input.range[1]: 4 is out of") !=
        std::string::npos);
  CHECK(run_error(kNetwork + kChip + "input: {idx: images.idx, range: [4, 5], count: 1}\n")
            .find("stands beside 'index' or 'count'") != std::string::npos);
  CHECK(run_error(kNetwork + kChip + kInput + "images_in_flight: 0\n") ==
        "run.yaml:4:19: images_in_flight: 0 is out of range; allowed: 1..64 images");
  CHECK(run_error(kNetwork + kChip + kInput + "compare: yes\n") ==
        "run.yaml:4:10: compare: 'yes' is not true or false");
  CHECK(run_error(kNetwork + kChip + kInput + "images_in_fligth: 2\n").find("did you mean 'images_in_flight'?") !=
        std::string::npos);
}

TEST_CASE("the resolved run is written whole") {
  const auto json = run_to_json(run_of(kNetwork + kChip + kInput));
  CHECK(json["chip"]["core"]["lanes"] == 16);
  CHECK(json["input"]["index"] == 3);
  CHECK(json["mode"] == "execute");
  CHECK(json["mapping"]["placement_swaps"] == -1);
  CHECK(json["mapping"]["activity"] == "measured");
  CHECK(json["mapping"]["residual"] == "noc");
  CHECK(json["mapping"]["time"] == "inner");
}

TEST_CASE("are passes a number, or auto?") {
  CHECK(run_of(kNetwork + kChip + kInput).mapping.passes == kAutoPasses);
  CHECK(run_of(kNetwork + kChip + kInput + "mapping: {passes: auto}\n").mapping.passes == kAutoPasses);
  const RunSpec three = run_of(kNetwork + kChip + kInput + "mapping: {passes: 3}\n");
  CHECK(three.mapping.passes == 3);
  CHECK(run_to_json(three)["mapping"]["passes"] == 3);
  CHECK(run_to_json(run_of(kNetwork + kChip + kInput))["mapping"]["passes"] == "auto");
  CHECK_THAT(run_error(kNetwork + kChip + kInput + "mapping: {passes: 0}\n"),
             Catch::Contains("mapping.passes: 0 is out of range; allowed: 1..64 passes, or auto"));
  CHECK_THAT(run_error(kNetwork + kChip + kInput + "mapping: {passes: few}\n"), Catch::Contains("mapping.passes"));
}

}  // namespace spikeloom
