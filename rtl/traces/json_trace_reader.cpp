// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/error.hpp"
#include "rtl/traces/json_trace.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kAnyNumber = 10'000'000'000;  // no run is longer
constexpr std::int64_t kAnyValue = std::int64_t{1} << 62;

/// A number of a port by its name; kBlockPorts when there is none of that name.
int port_of(const std::string& name) {
  return static_cast<int>(std::find(kPortNames.begin(), kPortNames.end(), name) - kPortNames.begin());
}

}  // namespace

JsonTraceReader::JsonTraceReader(const std::string& path) : path_(path), file_(path) { read_header(); }

void JsonTraceReader::refuse(const std::string& what) const {
  throw InputError(path_ + ": line " + std::to_string(file_.line_number()) + ": " + what);
}

JsonTraceReader::Json JsonTraceReader::read_line() {
  if (!file_.next(line_))
    throw InputError(path_ + ": truncated: it ends with line " + std::to_string(file_.line_number()) +
                     ", and that is no {\"end\": ...}");
  Json json = Json::parse(line_, nullptr, false);
  if (!json.is_object() && file_.cut())
    throw InputError(path_ + ": truncated: it ends in the middle of line " + std::to_string(file_.line_number()));
  if (!json.is_object()) refuse("is no JSON object");
  return json;
}

const JsonTraceReader::Json& JsonTraceReader::member(const Json& json, const char* key) const {
  const auto found = json.find(key);
  if (found == json.end()) refuse(std::string("has no \"") + key + "\"");
  return *found;
}

template <class T>
T JsonTraceReader::take(const Json& json, const char* key, T low, T high) const {
  const Json& value = member(json, key);
  const bool fits =
      value.is_number_integer() && (value.is_number_unsigned() || value.get<std::int64_t>() >= 0 || low < T{});
  if (!fits || value.get<T>() < low || value.get<T>() > high)
    refuse(std::string("\"") + key + "\" is " + value.dump() + ", allowed: " + std::to_string(low) + " to " +
           std::to_string(high));
  return value.get<T>();
}

NamedNumbers JsonTraceReader::numbers(const Json& json, const char* key) const {
  const Json& object = member(json, key);
  if (!object.is_object()) refuse(std::string("\"") + key + "\" is no object");
  NamedNumbers all;
  for (const auto& item : object.items())
    all.emplace_back(item.key(), take<std::int64_t>(object, item.key().c_str(), -kAnyValue, kAnyValue));
  return all;
}

void JsonTraceReader::read_header() {
  const Json json = read_line();
  if (json.value("format", Json()) != kTraceFormat) refuse("is no head of a reference trace (\"format\")");
  const Json version = json.value("version", Json());
  if (version != kTraceVersion)
    refuse("is a trace of version " + version.dump() + ", this program reads version " + std::to_string(kTraceVersion));
  const Json& block = member(json, "block");
  const Json& tile = member(json, "tile");
  if (!block.is_string()) refuse("\"block\" is no name");
  if (!tile.is_array() || tile.size() != 2 || !tile[0].is_number_integer() || !tile[1].is_number_integer())
    refuse("\"tile\" is not [column, row]");
  header_.block = block.get<std::string>();
  header_.column = tile[0].get<int>();
  header_.row = tile[1].get<int>();
  header_.parameters = numbers(json, "parameters");
  read_lists(json);
  if (header_.flit_bits() < 1 || header_.flit_bits() > kMaxFlitBits)
    refuse("\"FlitBits\" is " + std::to_string(header_.flit_bits()) + ", allowed: 1 to " +
           std::to_string(kMaxFlitBits));
  if (header_.vcs() < 1 || header_.vcs() > 32)
    refuse("\"Vcs\" is " + std::to_string(header_.vcs()) + ", allowed: 1 to 32");
}

void JsonTraceReader::read_lists(const Json& json) {
  for (const Json& name : member(json, "ports")) {
    const int port = name.is_string() ? port_of(name.get<std::string>()) : kBlockPorts;
    if (port == kBlockPorts) refuse("\"ports\": there is no port " + name.dump());
    header_.ports.push_back(port);
  }
  for (const Json& write : member(json, "config")) {
    if (!write.is_array() || write.size() != 2 || !write[0].is_number_unsigned() || !write[1].is_number_unsigned() ||
        write[0].get<std::uint64_t>() > UINT32_MAX)
      refuse("\"config\": " + write.dump() + " is not [address, data]");
    header_.config.emplace_back(write[0].get<std::uint32_t>(), write[1].get<std::uint64_t>());
  }
}

bool JsonTraceReader::next(TraceCycle& cycle) {
  const Json json = read_line();
  const auto end = json.find("end");
  if (end != json.end()) {
    read_totals(*end);
    return false;
  }
  cycle = {};
  cycle.cycle = take<std::uint64_t>(json, "cycle", 0, kAnyNumber);
  if (seen_.cycles > 0 && cycle.cycle <= seen_.last_cycle)
    refuse("is cycle " + std::to_string(cycle.cycle) + ", the line before was cycle " +
           std::to_string(seen_.last_cycle));
  read_wires(member(json, "in"), cycle.in);
  read_wires(member(json, "out"), cycle.out);
  seen_.add(cycle);
  seen_.last_cycle = cycle.cycle;
  return true;
}

void JsonTraceReader::read_totals(const Json& json) {
  totals_.last_cycle = take<std::uint64_t>(json, "last_cycle", seen_.last_cycle, kAnyNumber);
  seen_.last_cycle = totals_.last_cycle;
  const auto count = [&](const char* key, std::uint64_t seen) {
    const auto told = take<std::uint64_t>(json, key, 0, kAnyNumber);
    if (told != seen)
      refuse(std::string("\"") + key + "\" is " + std::to_string(told) + ", the trace has " + std::to_string(seen));
    return told;
  };
  totals_.cycles = count("cycles", seen_.cycles);
  totals_.flits_in = count("flits_in", seen_.flits_in);
  totals_.flits_out = count("flits_out", seen_.flits_out);
  totals_.credits_in = count("credits_in", seen_.credits_in);
  totals_.credits_out = count("credits_out", seen_.credits_out);
  if (file_.next(line_)) refuse("stands behind the end");
}

void JsonTraceReader::read_wires(const Json& json, BlockWires& wires) const {
  if (!json.is_object()) refuse("\"in\" or \"out\" is no object");
  for (const auto& item : json.items()) {
    const int port = port_of(item.key());
    if (std::find(header_.ports.begin(), header_.ports.end(), port) == header_.ports.end())
      refuse("the block has no linked port \"" + item.key() + "\"");
    read_port(item.value(), wires[static_cast<std::size_t>(port)]);
  }
}

void JsonTraceReader::read_port(const Json& json, PortWires& port) const {
  if (!json.is_object()) refuse("the wires of a port are no object");
  const int vcs = header_.vcs();
  if (json.count("credits") != 0)
    port.credits = take<std::uint32_t>(json, "credits", 1, static_cast<std::uint32_t>((std::uint64_t{1} << vcs) - 1));
  if (json.count("data") == 0) return;
  port.valid = true;
  port.vc = take<int>(json, "vc", 0, vcs - 1);
  port.head = take<int>(json, "head", 0, 1) == 1;
  port.tail = take<int>(json, "tail", 0, 1) == 1;
  const Json& data = json["data"];
  const int digits = digits_of(header_.flit_bits());
  if (!data.is_string() || !bits_of(data.get<std::string>(), digits, port.data))
    refuse("\"data\" is " + data.dump() + ", not " + std::to_string(digits) + " hexadecimal digits (0-9, a-f)");
}

}  // namespace spikeloom
