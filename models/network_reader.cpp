// SPDX-License-Identifier: Apache-2.0
// Reading of a bundle: nothing in it is believed before it is checked.
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/error.hpp"
#include "models/bounds.hpp"
#include "models/layer_names.hpp"
#include "models/network_bundle.hpp"
#include "models/network_check.hpp"
#include "models/network_file.hpp"
#include "models/network_version_1.hpp"

namespace spikeloom {

namespace {

constexpr int kLargestSize = 1 << 20;
constexpr int kLargestShift = 31;

MapShape read_shape(JsonReader reader) {
  MapShape shape;
  shape.channels = reader.small_integer("channels", 1, kLargestSize);
  shape.height = reader.small_integer("height", 1, kLargestSize);
  shape.width = reader.small_integer("width", 1, kLargestSize);
  reader.finish();
  return shape;
}

Kernel read_kernel(JsonReader reader) {
  Kernel kernel;
  kernel.height = reader.small_integer("height", 1, kLargestSize);
  kernel.width = reader.small_integer("width", 1, kLargestSize);
  kernel.stride = reader.small_integer("stride", 1, kLargestSize);
  kernel.padding = reader.small_integer("padding", 0, kLargestSize);
  reader.finish();
  return kernel;
}

template <class Word>
Word read_word(JsonReader& reader, const char* key, const std::vector<std::string>& words) {
  const std::string word = reader.text(key);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<Word>(found - words.begin());
  std::string list;
  for (const std::string& w : words) list += (list.empty() ? "" : ", ") + w;
  reader.fail(key, "'" + word + "' is unknown, allowed are: " + list);
}

template <class T>
std::vector<T> read_integers(JsonReader& reader, const char* key, std::int64_t low, std::int64_t high) {
  std::vector<T> list;
  for (const std::int64_t v : reader.integers(key, low, high)) list.push_back(static_cast<T>(v));
  return list;
}

class BundleReader {
 public:
  explicit BundleReader(const std::string& directory)
      : path_(directory + "/" + kNetworkFile), weights_path_(directory + "/" + kWeightsFile) {}

  Network read();

 private:
  void read_input(JsonReader reader);
  void read_weights(JsonReader reader);
  void read_layer(JsonReader& reader);
  std::vector<LayerInput> read_inputs(JsonReader& reader) const;
  void take_weights(JsonReader& reader, Layer& layer);

  std::string path_, weights_path_;
  int version_ = kNetworkSchemaVersion;
  Network network_;
  std::string weights_;
  std::size_t weights_taken_ = 0;
  std::map<std::string, int> index_{{kImageName, kImageSource}};
  std::vector<Json> bounds_;  // as the file has them
};

void BundleReader::read_input(JsonReader reader) {
  InputFormat& input = network_.input;
  input.shape = read_shape(reader.object("shape"));
  input.mean = reader.numbers("mean", 0.0, 1.0);
  input.std = reader.numbers("std", 1e-3, 1e3);
  input.pixel_offset = read_integers<int>(reader, "pixel_offset", 0, 255);
  const std::size_t channels = input.shape.channels;
  require_count(reader, "mean", input.mean, channels);
  require_count(reader, "std", input.std, channels);
  require_count(reader, "pixel_offset", input.pixel_offset, channels);
  reader.finish();
}

void BundleReader::read_weights(JsonReader reader) {
  if (reader.text("file") != kWeightsFile) reader.fail("file", std::string("must be ") + kWeightsFile);
  const std::int64_t bytes = reader.integer("bytes", 0, INT64_MAX);
  const std::string crc = reader.text("crc32");
  reader.finish();
  weights_ = read_file(weights_path_);
  if (weights_.size() != static_cast<std::uint64_t>(bytes))
    throw InputError(weights_path_ + ": has " + std::to_string(weights_.size()) + " bytes, " + kNetworkFile + " says " +
                     std::to_string(bytes));
  if (crc32_of(weights_) != crc)
    throw InputError(weights_path_ + ": damaged: CRC-32 is " + crc32_of(weights_) + ", " + kNetworkFile + " says " +
                     crc);
}

std::vector<LayerInput> BundleReader::read_inputs(JsonReader& reader) const {
  std::vector<LayerInput> inputs;
  for (JsonReader& item : reader.objects("inputs")) {
    const std::string source = item.text("source");
    const auto found = index_.find(source);
    if (found == index_.end()) item.fail("source", "'" + source + "' is neither 'image' nor a layer before this one");
    const auto role = read_word<Role>(item, "role", input_role_names());
    inputs.push_back({found->second, role, read_word<Signal>(item, "signal", signal_names())});
    item.finish();
  }
  return inputs;
}

void BundleReader::take_weights(JsonReader& reader, Layer& layer) {
  const std::int64_t offset = reader.integer("weights_offset", 0, INT64_MAX);
  const auto bytes = static_cast<std::size_t>(reader.integer("weights_bytes", 0, INT64_MAX));
  if (static_cast<std::size_t>(offset) != weights_taken_)
    reader.fail("weights_offset", "must be " + std::to_string(weights_taken_) + ", where the layer before ends");
  if (bytes > weights_.size() - weights_taken_) reader.fail("weights_bytes", "reach past the end of the weights");
  for (std::size_t i = 0; i < bytes; ++i) layer.weights.push_back(static_cast<std::int8_t>(weights_[offset + i]));
  weights_taken_ += bytes;
}

void BundleReader::read_layer(JsonReader& reader) {
  Layer layer;
  layer.name = reader.text("name");
  layer.op = read_word<Operator>(reader, "operator", operator_names());
  layer.inputs = read_inputs(reader);
  layer.in = read_shape(reader.object("in"));
  layer.out = read_shape(reader.object("out"));
  layer.kernel = read_kernel(reader.object("kernel"));
  layer.composite = version_ == 1 ? composite_of_version_1(network_, layer)
                                  : read_word<Composite>(reader, "composite", composite_names());
  layer.heads = reader.small_integer("heads", 1, kLargestSize);
  layer.fires = reader.boolean("fires");
  layer.emits_values = reader.boolean("emits_values");
  layer.constant_over_time = reader.boolean("constant_over_time");
  layer.accumulates_over_time = reader.boolean("accumulates_over_time");
  take_weights(reader, layer);
  layer.weight_shift = read_integers<std::uint8_t>(reader, "weight_shift", 0, kLargestShift);
  layer.output_shift = read_integers<std::uint8_t>(reader, "output_shift", 0, kLargestShift);
  layer.bias = read_integers<std::int32_t>(reader, "bias", INT32_MIN, INT32_MAX);
  layer.threshold = read_integers<std::int32_t>(reader, "threshold", INT32_MIN, INT32_MAX);
  JsonReader bounds = reader.object("bounds");
  bounds_.push_back(bounds.json());
  reader.finish();
  check_layer(network_, layer, reader);
  if (!index_.emplace(layer.name, static_cast<int>(network_.layers.size())).second)
    reader.fail("name", "'" + layer.name + "' is taken by another layer");
  network_.layers.push_back(std::move(layer));
}

Network BundleReader::read() {
  const Json json = parse_json(read_file(path_), path_);
  JsonReader reader(json, path_);
  if (reader.text("format") != kBundleFormat) reader.fail("format", std::string("must be '") + kBundleFormat + "'");
  version_ = reader.schema_version(1, kNetworkSchemaVersion);
  network_.architecture = reader.text("architecture");
  network_.time_steps = reader.small_integer("time_steps", 1, 8);
  network_.weight_bits = reader.small_integer("weight_bits", 2, 8);
  read_input(reader.object("input"));
  network_.class_names = reader.texts("class_names");
  network_.logit_scale = reader.number("logit_scale", 1e-30, 1e30);
  read_weights(reader.object("weights"));
  for (JsonReader& layer : reader.objects("layers")) read_layer(layer);
  reader.finish();
  check_network(network_, reader);
  if (weights_taken_ != weights_.size())
    reader.fail("weights", std::to_string(weights_.size() - weights_taken_) + " bytes belong to no layer");
  compute_bounds(network_);
  for (std::size_t i = 0; i < network_.layers.size(); ++i)
    if (bounds_json(network_.layers[i].bounds) != bounds_[i])
      reader.fail("layers[" + std::to_string(i) + "].bounds", "differ from what the layer's integers can reach");
  return std::move(network_);
}

}  // namespace

std::string crc32_of(const std::string& bytes) {
  const uLong crc = crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  char text[9];
  std::snprintf(text, sizeof text, "%08lx", crc);
  return text;
}

Network read_network(const std::string& directory) { return BundleReader(directory).read(); }

}  // namespace spikeloom
