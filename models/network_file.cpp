// SPDX-License-Identifier: Apache-2.0
// Writing of a bundle; network_reader.cpp reads it.
#include "models/network_file.hpp"

#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "models/layer_names.hpp"
#include "models/network_bundle.hpp"

namespace spikeloom {

namespace {

Json shape_json(const MapShape& s) { return Json{{"channels", s.channels}, {"height", s.height}, {"width", s.width}}; }

Json inputs_json(const Network& network, const Layer& layer) {
  Json list = Json::array();
  for (const LayerInput& in : layer.inputs) {
    const std::string source = in.source == kImageSource ? kImageName : network.layers[in.source].name;
    list.push_back(Json{{"source", source}, {"role", to_string(in.role)}, {"signal", to_string(in.signal)}});
  }
  return list;
}

Json layer_json(const Network& network, const Layer& layer, std::size_t weights_offset) {
  const Kernel& k = layer.kernel;
  return Json{{"name", layer.name},
              {"operator", to_string(layer.op)},
              {"composite", to_string(layer.composite)},
              {"inputs", inputs_json(network, layer)},
              {"in", shape_json(layer.in)},
              {"out", shape_json(layer.out)},
              {"kernel", {{"height", k.height}, {"width", k.width}, {"stride", k.stride}, {"padding", k.padding}}},
              {"heads", layer.heads},
              {"fires", layer.fires},
              {"emits_values", layer.emits_values},
              {"constant_over_time", layer.constant_over_time},
              {"accumulates_over_time", layer.accumulates_over_time},
              {"bounds", bounds_json(layer.bounds)},
              {"weights_offset", weights_offset},
              {"weights_bytes", layer.weights.size()},
              {"weight_shift", layer.weight_shift},
              {"output_shift", layer.output_shift},
              {"bias", layer.bias},
              {"threshold", layer.threshold}};
}

bool on_one_line(const Json& value) {
  const auto scalar = [](const Json& v) { return !v.is_structured(); };
  return std::all_of(value.begin(), value.end(), scalar);
}

std::string text_of(const Json& value, const std::string& indent);

/// A list of numbers takes one line, and so does a small object; what holds others takes a line for each.
std::string members_text(const Json& value, const std::string& indent) {
  const bool flat = on_one_line(value);
  const std::string deeper = indent + "  ";
  std::string text;
  for (const auto& item : value.items()) {
    text += text.empty() ? "" : ",";
    text += flat ? (text.empty() ? "" : " ") : "\n" + deeper;
    if (value.is_object()) text += Json(item.key()).dump() + ": ";
    text += text_of(item.value(), deeper);
  }
  return flat ? text : text + "\n" + indent;
}

std::string text_of(const Json& value, const std::string& indent) {
  if (value.is_array()) return "[" + members_text(value, indent) + "]";
  if (value.is_object()) return "{" + members_text(value, indent) + "}";
  return value.dump();
}

Json network_json(const Network& network, const std::string& weights) {
  Json json{{"format", kBundleFormat},
            {"schema_version", kNetworkSchemaVersion},
            {"architecture", network.architecture},
            {"time_steps", network.time_steps},
            {"weight_bits", network.weight_bits},
            {"input",
             {{"shape", shape_json(network.input.shape)},
              {"mean", network.input.mean},
              {"std", network.input.std},
              {"pixel_offset", network.input.pixel_offset}}},
            {"class_names", network.class_names},
            {"logit_scale", network.logit_scale},
            {"weights", {{"file", kWeightsFile}, {"bytes", weights.size()}, {"crc32", crc32_of(weights)}}},
            {"layers", Json::array()}};
  std::size_t offset = 0;
  for (const Layer& layer : network.layers) {
    json["layers"].push_back(layer_json(network, layer, offset));
    offset += layer.weights.size();
  }
  return json;
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw InputError(path + ": cannot be written");
}

}  // namespace

Json bounds_json(const Bounds& b) {
  return Json{{"accumulator", {b.accumulator_low, b.accumulator_high}},
              {"accumulator_bits", b.accumulator_bits},
              {"value", {b.value_low, b.value_high}},
              {"value_bits", b.value_bits},
              {"membrane", {b.membrane_low, b.membrane_high}},
              {"membrane_bits", b.membrane_bits}};
}

std::vector<std::string> bundle_files(const std::string& folder) {
  return {folder + "/" + kNetworkFile, folder + "/" + kWeightsFile};
}

void write_network(const Network& network, const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) throw InputError(directory + ": cannot be made: " + error.message());
  std::string weights;
  for (const Layer& layer : network.layers)
    for (const std::int8_t w : layer.weights) weights.push_back(static_cast<char>(w));
  write_file(directory + "/" + kWeightsFile, weights);
  write_file(directory + "/" + kNetworkFile, text_of(network_json(network, weights), "") + "\n");
}

}  // namespace spikeloom
