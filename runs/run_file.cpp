// SPDX-License-Identifier: Apache-2.0
#include "runs/run_file.hpp"

#include <array>
#include <limits>

#include "base/field_writer.hpp"
#include "base/overrides.hpp"
#include "chip/chip_file.hpp"
#include "models/network_file.hpp"

namespace spikeloom {
namespace {

/// Replaces `chip: FILE` by the content of the file, so that options reach into it.
void splice_chip(ConfigNode& run, std::vector<std::string>& documents) {
  ConfigNode* chip = run.find("chip");
  if (chip == nullptr || chip->kind != ConfigNode::Kind::Scalar) return;
  FieldReader reader(&run, "");
  const std::string path = reader.existing_path(*chip, "chip", "chip file");
  *chip = read_document(path);
  documents.push_back(path);
}

ConfigNode read_spliced(const std::string& path, const std::vector<Override>& changes,
                        std::vector<std::string>& documents) {
  ConfigNode run = read_document(path);
  documents.push_back(path);
  const auto is_chip = [](const Override& change) { return change.path == std::vector<std::string>{"chip"}; };
  for (const Override& change : changes)
    if (is_chip(change)) apply_override(run, change);
  splice_chip(run, documents);
  for (const Override& change : changes)
    if (!is_chip(change)) apply_override(run, change);
  return run;
}

/// Keys of a configuration that name files or folders.
constexpr std::array kFiles = {"/network",     "/network/config", "/network/checkpoint", "/network/rates",
                               "/input/idx",   "/input/labels",   "/input/image",        "/recording",
                               "/chip/prices", "/chip/energy/ert"};

constexpr int kMaxImages = std::numeric_limits<int>::max();

/// `range: [first, end]`, the same as index and count.
void read_range(FieldReader& reader, InputSource& input) {
  const ConfigNode* range = reader.take("range");
  if (range == nullptr) return;
  if (reader.take("index") != nullptr || reader.take("count") != nullptr)
    fail_at(range->place, "input.range: stands beside 'index' or 'count'; allowed: one or the other");
  if (range->kind != ConfigNode::Kind::List || range->items.size() != 2)
    fail_at(range->place, "input.range: must be [first, end], the images from first to end - 1");
  input.index = read_number<int>(range->items[0], "input.range[0]", 0, kMaxImages - 1, "");
  input.count = read_number<int>(range->items[1], "input.range[1]", input.index + 1, kMaxImages, "") - input.index;
}

void read_idx_source(FieldReader& reader, InputSource& input) {
  reader.file("idx", input.idx_images, "");
  reader.file("labels", input.idx_labels, "");
  reader("index", input.index, 0, kMaxImages - 1, "", "");
  reader("count", input.count, 1, kMaxImages, "images", "");
  read_range(reader, input);
}

InputSource read_input(FieldReader& run) {
  const char* choices = "{image: FILE}, {generated: SEED} or {idx: FILE, labels: FILE, index: 0, count: 1}";
  const ConfigNode& node = run.required("input", choices);
  FieldReader reader = run.open("input");
  InputSource input;
  input.where = node.place.text();
  const bool image = reader.take("image") != nullptr, idx = reader.take("idx") != nullptr;
  input.generated = reader.take("generated") != nullptr;
  const int sources = int{image} + int{idx} + int{input.generated};
  if (sources != 1)
    reader.fail({}, std::string(sources > 1 ? "'image', 'generated' and 'idx' exclude each other" : "no images") +
                        "; allowed: " + choices);
  if (image) reader.file("image", input.image, "");
  if (input.generated) reader("generated", input.index, 0, kMaxImages - 1, "", "");
  if (input.generated) reader("count", input.count, 1, kMaxImages - input.index, "images", "");
  if (idx) read_idx_source(reader, input);
  reader.finish();
  return input;
}

}  // namespace

RunSpec read_run(const std::string& path, const std::vector<std::string>& overrides) {
  return read_changed_run(path, parse_overrides(overrides));
}

RunSpec read_changed_run(const std::string& path, const std::vector<Override>& changes) {
  RunSpec run;
  const ConfigNode document = read_spliced(path, changes, run.documents);
  FieldReader reader(&document, "");
  run.network = read_network_source(reader);
  reader.required("chip", "a chip file, or the chip itself as a map");
  FieldReader chip = reader.open("chip");
  run.chip = read_chip_section(chip);
  run.input = read_input(reader);
  run.fields(reader);
  reader.finish();
  if (!run.recording.empty() && run.mode != RunMode::Replay)
    reader.fail({"recording"}, "only a run with 'mode: replay' reads a recording");
  return run;
}

nlohmann::ordered_json run_to_json(const RunSpec& run) {
  nlohmann::ordered_json json;
  json["network"] = network_source_to_json(run.network);
  json["chip"] = fields_to_json(run.chip);
  if (run.input.generated)
    json["input"] = {{"generated", run.input.index}, {"count", run.input.count}};
  else if (run.input.image.empty())
    json["input"] = {{"idx", run.input.idx_images},
                     {"labels", run.input.idx_labels},
                     {"index", run.input.index},
                     {"count", run.input.count}};
  else
    json["input"] = {{"image", run.input.image}};
  json.update(fields_to_json(run));
  return json;
}

void for_each_file(nlohmann::ordered_json& config, const std::function<void(std::string& path)>& visit) {
  for (const char* key : kFiles) {
    const nlohmann::ordered_json::json_pointer at(key);
    if (!config.contains(at) || !config.at(at).is_string()) continue;
    auto& path = config.at(at).get_ref<std::string&>();
    if (!path.empty()) visit(path);
  }
}

std::vector<std::string> input_files(const RunSpec& run) {
  std::vector<std::string> files = run.documents;
  nlohmann::ordered_json config = run_to_json(run);
  for_each_file(config, [&](const std::string& path) { files.push_back(path); });
  if (!run.network.bundle.empty())
    for (const std::string& file : bundle_files(run.network.bundle)) files.push_back(file);
  return files;
}

}  // namespace spikeloom
