// SPDX-License-Identifier: Apache-2.0
#include "models/recording/activity_format.hpp"

#include "base/json_reader.hpp"

namespace spikeloom {
namespace {

constexpr int kLargestSize = 1 << 20;
constexpr int kMostSteps = 8;

Json section_json(const Section& section) { return Json{{"offset", section.offset}, {"bytes", section.bytes}}; }

Json image_json(const RecordedImage& image) {
  Json json{{"fingerprint", fingerprint_text(image.fingerprint)}, {"logits", image.logits}, {"layers", Json::array()}};
  for (const LayerSections& layer : image.layers)
    json["layers"].push_back({{"synaptic_additions", layer.synaptic_additions},
                              {"spikes", section_json(layer.spikes)},
                              {"values", section_json(layer.values)}});
  return json;
}

std::uint64_t read_fingerprint(JsonReader& reader, const char* key) {
  const std::string text = reader.text(key);
  if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != std::string::npos)
    reader.fail(key, "must be sixteen hexadecimal digits");
  return std::stoull(text, nullptr, 16);
}

RecordedLayer read_layer(JsonReader& reader) {
  RecordedLayer layer;
  layer.name = reader.text("name");
  layer.shape.channels = reader.small_integer("channels", 1, kLargestSize);
  layer.shape.height = reader.small_integer("height", 1, kLargestSize);
  layer.shape.width = reader.small_integer("width", 1, kLargestSize);
  layer.spike_steps = reader.small_integer("spike_steps", 0, kMostSteps);
  layer.value_steps = reader.small_integer("value_steps", 0, kMostSteps);
  reader.finish();
  return layer;
}

Section read_section(JsonReader reader, std::uint64_t end, bool needed) {
  Section section;
  section.offset = static_cast<std::uint64_t>(reader.integer("offset", 0, static_cast<std::int64_t>(end)));
  section.bytes = static_cast<std::uint64_t>(reader.integer("bytes", needed ? 1 : 0, static_cast<std::int64_t>(end)));
  if (needed && section.offset < kHeadBytes) reader.fail("offset", "lies in the head of the file");
  if (section.bytes > end - section.offset) reader.fail("bytes", "reach past the last section");
  reader.finish();
  return section;
}

RecordedImage read_image_entry(JsonReader& reader, const std::vector<RecordedLayer>& layers, std::uint64_t end) {
  RecordedImage image;
  image.fingerprint = read_fingerprint(reader, "fingerprint");
  for (const std::int64_t logit : reader.integers("logits", INT32_MIN, INT32_MAX))
    image.logits.push_back(static_cast<std::int32_t>(logit));
  if (image.logits.empty()) reader.fail("logits", "must not be empty");
  std::vector<JsonReader> entries = reader.objects("layers");
  require_count(reader, "layers", entries, layers.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    LayerSections sections;
    sections.synaptic_additions = static_cast<std::uint64_t>(entries[i].integer("synaptic_additions", 0, INT64_MAX));
    sections.spikes = read_section(entries[i].object("spikes"), end, layers[i].spike_steps > 0);
    sections.values = read_section(entries[i].object("values"), end, layers[i].value_steps > 0);
    entries[i].finish();
    image.layers.push_back(sections);
  }
  reader.finish();
  return image;
}

}  // namespace

std::string index_text(const RecordingIndex& index) {
  Json json{{"time_steps", index.time_steps},
            {"network", fingerprint_text(index.network)},
            {"layers", Json::array()},
            {"images", Json::array()}};
  for (const RecordedLayer& layer : index.layers)
    json["layers"].push_back({{"name", layer.name},
                              {"channels", layer.shape.channels},
                              {"height", layer.shape.height},
                              {"width", layer.shape.width},
                              {"spike_steps", layer.spike_steps},
                              {"value_steps", layer.value_steps}});
  for (const RecordedImage& image : index.images) json["images"].push_back(image_json(image));
  return json.dump();
}

RecordingIndex parse_index(const std::string& text, const std::string& file, std::uint64_t end) {
  const Json json = parse_json(text, file);
  JsonReader reader(json, file);
  RecordingIndex index;
  index.time_steps = reader.small_integer("time_steps", 1, kMostSteps);
  index.network = read_fingerprint(reader, "network");
  for (JsonReader& layer : reader.objects("layers")) index.layers.push_back(read_layer(layer));
  for (JsonReader& image : reader.objects("images")) index.images.push_back(read_image_entry(image, index.layers, end));
  reader.finish();
  return index;
}

std::string little_endian(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(number >> (8 * i) & 0xFFU));
  return text;
}

std::uint64_t from_little_endian(const char* bytes, int count) {
  std::uint64_t number = 0;
  for (int i = 0; i < count; ++i) number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

}  // namespace spikeloom
