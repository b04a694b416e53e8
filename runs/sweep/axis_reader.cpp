// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/axis_reader.hpp"

#include <algorithm>

#include "base/field_help.hpp"
#include "base/field_reader.hpp"
#include "chip/chip_spec.hpp"

namespace spikeloom {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 40;
constexpr std::size_t kMostValues = 10000;

/// A value on one line, as a table shows it.
std::string flow_text(const ConfigNode& node) {
  if (node.kind == ConfigNode::Kind::Scalar) return node.text;
  std::string text;
  for (const ConfigNode& item : node.items) text += (text.empty() ? "" : " ") + flow_text(item);
  for (const ConfigNode::Entry& entry : node.entries)
    text += (text.empty() ? "" : " ") + entry.key + "=" + flow_text(entry.value);
  return node.kind == ConfigNode::Kind::List ? "[" + text + "]" : text;
}

/// `8x4` is what people write for {columns: 8, rows: 4}.
ConfigNode expand_mesh(const ConfigNode& node) {
  const std::size_t x = node.text.find('x');
  if (node.kind != ConfigNode::Kind::Scalar || x == std::string::npos) return node;
  ConfigNode mesh = parse_document("{columns: " + node.text.substr(0, x) + ", rows: " + node.text.substr(x + 1) + "}",
                                   Place{node.place.file, 0, 0});
  mesh.place = node.place;
  for (ConfigNode::Entry& entry : mesh.entries) entry.key_place = entry.value.place = node.place;
  return mesh;
}

std::string mesh_label(const ConfigNode& mesh) {
  const ConfigNode *columns = mesh.find("columns"), *rows = mesh.find("rows");
  return columns != nullptr && rows != nullptr ? columns->text + "x" + rows->text : flow_text(mesh);
}

AxisValue axis_value(const std::string& key, const ConfigNode& node) {
  if (node.kind == ConfigNode::Kind::Nothing) fail_at(node.place, "axis '" + key + "': an empty value");
  if (key != "chip.mesh") return {node, flow_text(node)};
  const ConfigNode mesh = expand_mesh(node);
  return {mesh, mesh_label(mesh)};
}

AxisValue number_value(std::int64_t number, const Place& place) {
  ConfigNode node;
  node.kind = ConfigNode::Kind::Scalar;
  node.place = place;
  node.text = std::to_string(number);
  return {node, node.text};
}

struct Range3 {
  std::int64_t from = 1, to = 1, step = 0, factor = 0;
};

std::vector<AxisValue> range_values(const Range3& range, const Place& place, const std::string& key) {
  std::vector<AxisValue> values;
  for (std::int64_t x = range.from; x <= range.to; x = range.step > 0 ? x + range.step : x * range.factor) {
    values.push_back(number_value(x, place));
    if (values.size() > kMostValues) fail_at(place, key + ": more than " + std::to_string(kMostValues) + " values");
  }
  return values;
}

/// {from: 1, to: 9, step: 2} or {from: 64, to: 1024, factor: 2}, of integers.
std::vector<AxisValue> read_range(const ConfigNode& node, const std::string& key) {
  FieldReader reader(&node, key);
  Range3 range;
  reader("from", range.from, 1, kLargest, "", "");
  reader("to", range.to, 1, kLargest, "", "");
  reader("step", range.step, 1, kLargest, "", "");
  reader("factor", range.factor, 2, kLargest, "", "");
  reader.finish();
  if ((range.step > 0) == (range.factor > 0)) reader.fail({}, "a range is {from, to, step} or {from, to, factor}");
  return range_values(range, node.place, key);
}

void require_distinct(const Axis& axis) {
  for (std::size_t i = 0; i < axis.values.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (axis.values[i].label == axis.values[j].label)
        fail_at(axis.values[i].node.place,
                "axis '" + axis.key + "': '" + axis.values[i].label + "' stands there twice");
}

Axis read_axis(const ConfigNode::Entry& entry) {
  Axis axis{run_key(entry.key), entry.key_place, {}};
  if (entry.value.kind == ConfigNode::Kind::Map)
    axis.values = read_range(entry.value, entry.key);
  else if (entry.value.kind == ConfigNode::Kind::List)
    for (const ConfigNode& node : entry.value.items) axis.values.push_back(axis_value(axis.key, node));
  else
    fail_at(entry.key_place,
            "axis '" + entry.key + "': must be a list of values or {from, to, step}, not " + entry.value.kind_name());
  if (axis.values.empty()) fail_at(entry.key_place, "axis '" + entry.key + "' is empty: it needs at least one value");
  require_distinct(axis);
  return axis;
}

/// Index of a value on its axis; a new one is appended.
int index_on(Axis& axis, const AxisValue& value) {
  const auto same = [&](const AxisValue& other) { return other.label == value.label; };
  const auto found = std::find_if(axis.values.begin(), axis.values.end(), same);
  const auto index = static_cast<int>(found - axis.values.begin());
  if (found == axis.values.end()) axis.values.push_back(value);
  return index;
}

void read_point(const ConfigNode& point, SweepSpec& sweep) {
  if (point.kind != ConfigNode::Kind::Map || point.entries.empty())
    fail_at(point.place, "points: each must be a map (key: value)");
  if (sweep.axes.empty())
    for (const ConfigNode::Entry& entry : point.entries)
      sweep.axes.push_back({run_key(entry.key), entry.key_place, {}});
  if (point.entries.size() != sweep.axes.size()) fail_at(point.place, "points: all must name the same keys");
  Coordinates at;
  for (Axis& axis : sweep.axes) {
    const auto named = std::find_if(point.entries.begin(), point.entries.end(),
                                    [&](const ConfigNode::Entry& entry) { return run_key(entry.key) == axis.key; });
    if (named == point.entries.end())
      fail_at(point.place, "points: '" + axis.key + "' is missing; all name the same keys");
    at.push_back(index_on(axis, axis_value(axis.key, named->value)));
  }
  if (std::find(sweep.listed.begin(), sweep.listed.end(), at) != sweep.listed.end())
    fail_at(point.place, "points: this point stands there twice");
  sweep.listed.push_back(at);
}

}  // namespace

std::string run_key(const std::string& key) {
  const std::string first = key.substr(0, key.find('.'));
  for (const FieldInfo& info : fields_info(ChipSpec{}))
    if (info.key.substr(0, info.key.find('.')) == first) return "chip." + key;
  return key;
}

std::vector<Axis> read_axes(const ConfigNode& axes) {
  if (axes.kind != ConfigNode::Kind::Map || axes.entries.empty())
    fail_at(axes.place, "axes: must be a map from keys to lists of values, with at least one key");
  std::vector<Axis> read;
  for (const ConfigNode::Entry& entry : axes.entries) {
    read.push_back(read_axis(entry));
    for (std::size_t i = 0; i + 1 < read.size(); ++i)
      if (read[i].key == read.back().key) fail_at(entry.key_place, "axes: '" + entry.key + "' stands there twice");
  }
  return read;
}

void read_points(const ConfigNode& points, SweepSpec& sweep) {
  if (points.kind != ConfigNode::Kind::List || points.items.empty())
    fail_at(points.place, "points: must be a list of maps (key: value), with at least one");
  for (const ConfigNode& point : points.items) read_point(point, sweep);
}

}  // namespace spikeloom
