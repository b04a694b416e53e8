// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.hpp"
#include "rtl/traces/json_trace.hpp"

namespace spikeloom {
namespace {

nlohmann::ordered_json json_of(const NamedNumbers& numbers) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : numbers) json[name] = value;
  return json;
}

}  // namespace

void JsonTraceWriter::begin(const TraceHeader& header) {
  digits_ = digits_of(header.flit_bits());
  nlohmann::ordered_json json{{"format", kTraceFormat},
                              {"version", kTraceVersion},
                              {"block", header.block},
                              {"tile", {header.column, header.row}},
                              {"parameters", json_of(header.parameters)}};
  json["ports"] = nlohmann::ordered_json::array();
  for (const int port : header.ports) json["ports"].push_back(kPortNames[static_cast<std::size_t>(port)]);
  json["config"] = nlohmann::ordered_json::array();
  for (const auto& [address, data] : header.config) json["config"].push_back({address, data});
  file_.write(json_text(json, -1) + "\n");
}

// By hand: a trace has millions of these lines.
void JsonTraceWriter::cycle(const TraceCycle& cycle) {
  line_ = "{\"cycle\":" + std::to_string(cycle.cycle);
  add_wires("in", cycle.in);
  add_wires("out", cycle.out);
  file_.write(line_ += "}\n");
}

void JsonTraceWriter::add_wires(const char* way, const BlockWires& wires) {
  const char* before = "";
  line_ += std::string(",\"") + way + "\":{";
  for (std::size_t i = 0; i < wires.size(); ++i) {
    const PortWires& port = wires[i];
    if (port.idle()) continue;
    line_ += std::string(before) + "\"" + kPortNames[i] + "\":{";
    if (port.valid)
      line_ += "\"vc\":" + std::to_string(port.vc) + ",\"head\":" + (port.head ? "1" : "0") +
               ",\"tail\":" + (port.tail ? "1" : "0") + ",\"data\":\"" + hex_of(port.data, digits_) + "\"";
    if (port.credits != 0) line_ += std::string(port.valid ? "," : "") + "\"credits\":" + std::to_string(port.credits);
    line_ += "}";
    before = ",";
  }
  line_ += "}";
}

void JsonTraceWriter::end(const TraceTotals& totals) {
  const nlohmann::ordered_json json{{"last_cycle", totals.last_cycle}, {"cycles", totals.cycles},
                                    {"flits_in", totals.flits_in},     {"flits_out", totals.flits_out},
                                    {"credits_in", totals.credits_in}, {"credits_out", totals.credits_out}};
  file_.write("{\"end\":" + json.dump() + "}\n");
  file_.commit();
}

}  // namespace spikeloom
