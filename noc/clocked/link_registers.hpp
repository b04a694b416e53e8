// SPDX-License-Identifier: Apache-2.0
#pragma once
// The wires of a link between two routers: an output register and one register for each cycle of latency.

#include <ostream>
#include <string>
#include <systemc>

#include "chip/packet.hpp"

namespace spikeloom::clocked {

/// What the flit wires of a link carry in a cycle: a flit, or nothing.
struct FlitWires {
  bool valid = false;
  Flit flit;

  bool operator==(const FlitWires& other) const {
    return valid == other.valid && flit.packet == other.flit.packet && flit.destination == other.flit.destination &&
           flit.vc == other.flit.vc && flit.position == other.flit.position && flit.tail == other.flit.tail;
  }
};

// Both are what sc_signal wants of its type.
inline std::ostream& operator<<(std::ostream& out, const FlitWires& wires) {
  if (!wires.valid) return out << "-";
  return out << wires.flit.packet << '.' << static_cast<int>(wires.flit.position) << '/'
             << static_cast<int>(wires.flit.vc);
}
inline void sc_trace(sc_core::sc_trace_file* file, const FlitWires& wires, const std::string& name) {
  sc_core::sc_trace(file, wires.valid, name + ".valid");
  sc_core::sc_trace(file, wires.flit.packet, name + ".packet");
}

/// A set of virtual channels as bits; on the credit wires of a link: one wire for each.
using VcSet = unsigned;
constexpr VcSet vc_bit(int vc) { return 1U << static_cast<unsigned>(vc); }

/// What is driven in cycle m is at the far end in m + latency + 1.
template <class T>
class LinkRegisters {
 public:
  LinkRegisters(const std::string& name, int latency_cycles)
      : stages_(name.c_str(), static_cast<std::size_t>(latency_cycles) + 1) {}

  /// Once in every cycle, by the process of the sending router.
  void drive(const T& value) {
    for (std::size_t i = stages_.size() - 1; i > 0; --i) stages_[i].write(stages_[i - 1].read());
    stages_[0].write(value);
  }
  /// Read by the process of the receiving router.
  const T& far_end() const { return stages_[stages_.size() - 1].read(); }

 private:
  sc_core::sc_vector<sc_core::sc_signal<T>> stages_;
};

}  // namespace spikeloom::clocked
