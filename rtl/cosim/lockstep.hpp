// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lock-step: a behavioural block runs the chip, its RTL gets the same inputs, and what both put out is compared, port
// by port, cycle by cycle. For any block: an output is a port with a name, and a value of some words with the cycle in
// which it stands on the wires. The first difference ends the run with a report and a waveform.
//
// A shell calls model() and rtl() for what each side puts out, in the order of cycles on each port, and in its step of
// cycle c, after all that belongs to cycle c has been told, compare(c).

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "base/ring.hpp"
#include "sim/machine/lockstep_log.hpp"

namespace spikeloom {

class Lockstep {
 public:
  static constexpr int kMaxPorts = 64;
  static constexpr Cycle kHistoryCycles = 32;  ///< shown with a difference

  struct Value {
    static constexpr std::size_t kMaxWords = 20;
    std::uint8_t words = 0;
    std::array<std::uint32_t, kMaxWords> word;  ///< the first `words` of it

    void add(std::uint32_t value) { word[words++] = value; }
    bool operator==(const Value& other) const;
  };
  /// A value for people.
  using Format = std::function<std::string(const Value&)>;
  /// Writes a waveform of the RTL up to cycle `last` to a file; from `first` on, or nothing when it is empty.
  using Waveform = std::function<void(const std::string& path, Cycle first, Cycle last)>;

  /// `block`: its name in the chip. `log`: is told what was compared.
  Lockstep(std::string block, const LockstepLog& log, Waveform waveform);

  /// `kind`: what is counted in results ("flits"). Ports are numbered from 0; all are added before the first cycle.
  int add_port(std::string name, const std::string& kind, Format format);

  void model(int port, Cycle cycle, const Value& value) { put(port, 0, cycle, value); }
  void rtl(int port, Cycle cycle, const Value& value) { put(port, 1, cycle, value); }

  /// All that stands on the wires up to cycle `now`. Throws RunError at a difference.
  void compare(Cycle now) {
    if (filled_ != 0) compare_filled(now);
  }
  /// The RTL was clocked: a cycle more in which all outputs were compared.
  void count_cycle() { ++cycles_; }
  /// After the last cycle: nothing may be left over.
  void finish() { compare(~Cycle{0} - 1); }
  /// For what is compared once, at the end of a run. Throws RunError if it differs.
  void compare_count(const std::string& name, std::uint64_t model, std::uint64_t rtl) const;

  LockstepCounts counts() const;

 private:
  struct Output {
    Cycle cycle = 0;
    Value value;
  };
  struct Port {
    std::string name;
    std::size_t kind;
    Format format;
    std::array<Ring<Output>, 2> sides;  ///< the model's, the RTL's
  };
  struct Past {
    int port;
    Output output;
  };

  void put(int port, std::size_t side, Cycle cycle, const Value& value) {
    ports_[static_cast<std::size_t>(port)].sides[side].push_back({cycle, value});
    filled_ |= std::uint64_t{1} << static_cast<unsigned>(port);
  }
  void compare_filled(Cycle now);
  /// The cycle in which the sides of a port differ first, at most `now`; else kNever. Takes what is equal.
  Cycle compare_port(int port, Cycle now);
  void remember(int port, const Output& output);
  [[noreturn]] void fail(int port, Cycle cycle);
  std::string side_text(const Port& port, std::size_t side, Cycle cycle) const;
  std::string history_text(Cycle cycle);
  std::string waveform_text(Cycle cycle) const;

  static constexpr Cycle kNever = ~Cycle{0};

  const std::string block_;
  const LockstepLog& log_;
  const Waveform waveform_;
  std::vector<Port> ports_;
  std::uint64_t filled_ = 0;  ///< ports with anything to compare
  std::deque<Past> history_;  ///< what was equal in the last cycles
  std::vector<std::pair<std::string, std::uint64_t>> kinds_;
  Cycle cycles_ = 0;
};

}  // namespace spikeloom
