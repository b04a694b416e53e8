// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/packet_trace.hpp"

#include <algorithm>
#include <limits>
#include <sstream>

#include "base/json_reader.hpp"
#include "base/scalars.hpp"
#include "chip/packet.hpp"

namespace spikeloom {
namespace {

constexpr const char* kHeader = "cycle,source,destination,flits";

/// The parts of a text between separators; each knows its place, as values of YAML do.
std::vector<ConfigNode> split(const std::string& text, char separator, const Place& place) {
  std::vector<ConfigNode> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    ConfigNode part;
    part.kind = ConfigNode::Kind::Scalar;
    part.place = {place.file, place.line, place.column + static_cast<int>(begin)};
    part.text = text.substr(begin, end - begin);
    parts.push_back(std::move(part));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

class TraceReader {
 public:
  TraceReader(std::string path, int tiles) : place_{std::move(path), 0, 1}, last_tile_(tiles - 1) {}

  void line(std::string text) {
    ++place_.line;
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (text.empty() || text[0] == '#') return;
    if (trace_.packets.empty() && !header_ && text == kHeader) return static_cast<void>(header_ = true);
    const std::vector<ConfigNode> fields = split(text, ',', place_);
    if (fields.size() != 4)
      fail_at(place_,
              std::to_string(fields.size()) + " fields; expected " + kHeader + " (several destinations apart by ';')");
    trace_.packets.push_back(packet(fields));
  }

  Trace take() {
    if (trace_.packets.empty()) fail_at({place_.file, 1, 1}, "no packets");
    return std::move(trace_);
  }

 private:
  TracePacket packet(const std::vector<ConfigNode>& fields) {
    TracePacket packet;
    const Cycle earliest = trace_.packets.empty() ? 0 : trace_.packets.back().cycle;
    packet.cycle = read_number<Cycle>(fields[0], "cycle", 0, kLastCycle, "");
    if (packet.cycle < earliest)
      fail_at(fields[0].place, "cycle: " + std::to_string(packet.cycle) + " after " + std::to_string(earliest) +
                                   "; packets must stand in the order of their cycles");
    packet.source = tile(fields[1], "source");
    packet.first_destination = static_cast<std::uint32_t>(trace_.destinations.size());
    for (const ConfigNode& field : split(fields[2].text, ';', fields[2].place)) add_destination(packet, field);
    packet.flits = static_cast<std::uint16_t>(read_number<int>(fields[3], "flits", 1, kMaxPacketFlits, "flits"));
    return packet;
  }

  void add_destination(TracePacket& packet, const ConfigNode& field) {
    const std::uint16_t destination = tile(field, "destination");
    const auto begin = trace_.destinations.begin() + packet.first_destination;
    if (std::find(begin, trace_.destinations.end(), destination) != trace_.destinations.end())
      fail_at(field.place, "destination: tile " + field.text + " is named twice");
    trace_.destinations.push_back(destination);
    packet.destinations = static_cast<std::uint32_t>(trace_.destinations.size()) - packet.first_destination;
  }

  std::uint16_t tile(const ConfigNode& field, const char* key) const {
    return static_cast<std::uint16_t>(read_number<int>(field, key, 0, last_tile_, "tiles"));
  }

  static constexpr Cycle kLastCycle = 1'000'000'000'000ULL;
  Place place_;
  int last_tile_;
  bool header_ = false;
  Trace trace_;
};

}  // namespace

int Trace::longest_packet_flits() const {
  int longest = 1;
  for (const TracePacket& packet : packets) longest = std::max<int>(longest, packet.flits);
  return longest;
}

int Trace::longest_multicast_flits() const {
  int longest = 0;
  for (const TracePacket& packet : packets)
    if (packet.destinations > 1) longest = std::max<int>(longest, packet.flits);
  return longest;
}

Trace read_trace(const std::string& path, int tiles) {
  std::istringstream lines(read_file(path));
  TraceReader reader(path, tiles);
  for (std::string text; std::getline(lines, text);) reader.line(std::move(text));
  return reader.take();
}

}  // namespace spikeloom
