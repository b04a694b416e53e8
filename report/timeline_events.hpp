// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of Chrome's trace format, as text. Private to report/timeline_writer.

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// Writes events one by one: a trace may have many more than should stand in memory as a JSON tree.
class EventStream {
 public:
  EventStream(const std::string& path, double clock_mhz) : path_(path), file_(path), clock_mhz_(clock_mhz) {
    if (!file_) throw InputError(path + ": cannot write this trace");
    file_ << "{\"displayTimeUnit\": \"ns\", \"traceEvents\": [";
  }

  void metadata(const char* kind, int process, int thread, const std::string& name) {
    next() << R"({"ph": "M", "name": ")" << kind << R"(", "pid": )" << process << R"(, "tid": )" << thread
           << R"(, "args": {"name": )" << quoted(name) << "}}";
  }

  /// `args`: the inside of a JSON object.
  void span(int process, int thread, const std::string& name, Cycle begin, Cycle end, const std::string& args) {
    next() << R"({"ph": "X", "pid": )" << process << R"(, "tid": )" << thread << R"(, "ts": )" << microseconds(begin)
           << R"(, "dur": )" << microseconds(end - begin) << R"(, "name": )" << quoted(name) << R"(, "args": {)" << args
           << "}}";
  }

  /// A percentage over time.
  void counter(int process, const std::string& name, Cycle at, double share) {
    next() << R"({"ph": "C", "pid": )" << process << R"(, "ts": )" << microseconds(at) << R"(, "name": )"
           << quoted(name) << R"(, "args": {"%": )" << std::lround(share * 1000) / 10.0 << "}}";
  }

  void close() {
    file_ << "\n]}\n";
    file_.close();
    if (!file_) throw InputError(path_ + ": writing this trace failed");
  }

 private:
  static std::string quoted(const std::string& text) { return json_text(nlohmann::ordered_json(text), -1); }

  std::ofstream& next() {
    file_ << (first_ ? "\n" : ",\n");
    first_ = false;
    return file_;
  }

  std::string microseconds(Cycle cycle) const {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.6f", static_cast<double>(cycle) / clock_mhz_);
    return text.data();
  }

  std::string path_;
  std::ofstream file_;
  double clock_mhz_;
  bool first_ = true;
};

}  // namespace spikeloom
