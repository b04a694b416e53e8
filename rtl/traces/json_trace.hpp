// SPDX-License-Identifier: Apache-2.0
#pragma once
// A trace as JSON lines.

#include <nlohmann/json.hpp>

#include "rtl/traces/text_stream.hpp"
#include "rtl/traces/trace.hpp"

namespace spikeloom {

class JsonTraceWriter final : public TraceSink {
 public:
  explicit JsonTraceWriter(const std::string& path) : file_(path) {}
  void begin(const TraceHeader& header) override;
  void cycle(const TraceCycle& cycle) override;
  void end(const TraceTotals& totals) override;

 private:
  void add_wires(const char* way, const BlockWires& wires);

  TextWriter file_;
  int digits_ = 0;
  std::string line_;
};

/// Reads a trace. Everything that is wrong with it throws InputError with file, line and what is wrong.
class JsonTraceReader {
 public:
  explicit JsonTraceReader(const std::string& path);

  const TraceHeader& header() const { return header_; }
  /// The next cycle in which anything happens; false at the end, which totals() tells then.
  bool next(TraceCycle& cycle);
  const TraceTotals& totals() const { return totals_; }

 private:
  using Json = nlohmann::json;

  Json read_line();
  [[noreturn]] void refuse(const std::string& what) const;
  template <class T>
  T take(const Json& json, const char* key, T low, T high) const;
  const Json& member(const Json& json, const char* key) const;
  NamedNumbers numbers(const Json& json, const char* key) const;
  void read_header();
  void read_lists(const Json& json);
  void read_totals(const Json& json);
  void read_wires(const Json& json, BlockWires& wires) const;
  void read_port(const Json& json, PortWires& port) const;

  const std::string path_;
  LineReader file_;
  TraceHeader header_;
  TraceTotals totals_, seen_;
  std::string line_;
};

}  // namespace spikeloom
