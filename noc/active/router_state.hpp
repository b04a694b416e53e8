// SPDX-License-Identifier: Apache-2.0
#pragma once
// The state of one router, packed: what a flit touches on its way lies together, and every question about "which
// virtual channels" is one word. A slot is a virtual channel of an input or of an output: port * kStride + vc.

#include <array>
#include <cstdint>

#include "base/cycle.hpp"
#include "chip/router_counts.hpp"
#include "noc/allocate.hpp"
#include "noc/routing.hpp"

namespace spikeloom {

using VcSet = std::uint64_t;  ///< bit: slot
constexpr VcSet vc_bit(int slot) { return VcSet{1} << static_cast<unsigned>(slot); }
constexpr bool single(VcSet set) { return (set & (set - 1)) == 0; }
constexpr int first_slot(VcSet set) { return __builtin_ctzll(set); }

/// A slot of a router in one number.
using Place = std::uint32_t;
constexpr Place kOutside = ~Place{0};  ///< not a router of this kernel
constexpr Place place_of(int router, int slot) { return static_cast<Place>(router) << 6U | static_cast<Place>(slot); }
constexpr int router_at(Place place) { return static_cast<int>(place >> 6U); }
constexpr int slot_at(Place place) { return static_cast<int>(place & 63U); }

/// Slots of a router whose ports have up to kStride virtual channels each.
template <unsigned kStride>
struct Slots {
  static constexpr int kVcSlots = kDirections * static_cast<int>(kStride);
  static constexpr VcSet kPortSlots = (VcSet{1} << kStride) - 1;

  static constexpr int slot_of(int port, int vc) { return port * static_cast<int>(kStride) + vc; }
  static constexpr int port_of(int slot) { return static_cast<int>(static_cast<unsigned>(slot) / kStride); }
  static constexpr int vc_of(int slot) { return static_cast<int>(static_cast<unsigned>(slot) % kStride); }
  static constexpr VcSet at_port(VcSet vcs, int port) {
    return vcs << (static_cast<unsigned>(port) * kStride);  // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
  }
  static constexpr VcSet vcs_of_port(VcSet set, int port) {
    return set >> (static_cast<unsigned>(port) * kStride) & kPortSlots;
  }
};

struct InputVc {
  std::uint8_t head = 0;     ///< place of the front flit in the ring
  std::uint8_t count = 0;    ///< flits in the ring
  std::uint8_t held = 0;     ///< the same, and those on their way: written already, not to be seen yet
  std::uint8_t out = 0;      ///< slot of the output VC it owns
  std::uint8_t route = 0;    ///< Outputs of the packet at the front
  std::uint16_t goal = 0;    ///< destination of the front flit, be it there or on its way
  std::uint32_t buffer = 0;  ///< first place of the ring in the kernel's flits
  std::uint32_t since = 0;   ///< cycle (mod 2^32) from which it waits for a free VC or for a credit
};

/// A flit in a buffer: what its place and InputVc::goal do not say already.
struct StoredFlit {
  std::uint32_t packet : 24;
  std::uint32_t position : 7;
  std::uint32_t tail : 1;
};
constexpr std::uint32_t kMaxPackets = 1U << 24;  ///< handles of packets in the fabric

struct OutputVc {
  std::uint16_t credits = 0;
  std::uint8_t owner = 0;  ///< slot of the input VC that owns it, unless it is free
};

/// Progress of a multicast packet with several outputs at the front of an input VC.
struct TreeCopies {
  Outputs outputs = 0;                               ///< all of them
  Outputs unowned = 0;                               ///< still without an output VC
  Outputs done = 0;                                  ///< the tail's copy has left
  Outputs deferred = 0;                              ///< asked for the switch and wait for the next try
  std::uint8_t front = 0;                            ///< position of the flit at the front of the buffer
  std::array<std::uint8_t, kDirections> out{};       ///< slot of the owned VC
  std::array<std::uint8_t, kDirections> position{};  ///< next to copy
};

/// What most cycles touch comes first.
template <unsigned kStride>
struct alignas(64) RouterState {
  static constexpr int kVcSlots = Slots<kStride>::kVcSlots;

  VcSet asking = 0;                        ///< inputs whose head asks for an output VC in the next allocation
  VcSet blocked = 0;                       ///< inputs whose head found no free VC and waits for one to be freed
  VcSet owning = 0;                        ///< inputs that own an output VC (one output)
  VcSet filled = 0;                        ///< inputs with a flit in the buffer
  VcSet starved = 0;                       ///< inputs that own an output VC without a credit
  VcSet deferred = 0;                      ///< inputs that asked for the switch and wait for the result or the next try
  VcSet trees = 0;                         ///< inputs with a multicast packet for several outputs at the front
  VcSet free_vcs = 0;                      ///< outputs that no packet owns
  std::array<Place, kDirections> links{};  ///< behind each port: slot 0 of the neighbour's port, or kOutside
  Pointers<kDirections> switch_pointers;
  std::array<std::uint8_t, kDirections> vc_pointer{};  ///< of each input port
  std::uint64_t vc_grants = 0;
  std::uint64_t buffered_cycles = 0;  ///< departures minus arrivals (mod 2^64 while flits are inside)
  std::array<InputVc, kVcSlots> input{};
  std::array<OutputVc, kVcSlots> output{};
  Pointers<kVcSlots> vc_pointers;
  std::array<std::uint64_t, kDirections> flits_out{};
  std::array<std::uint64_t, kStalls> stall_cycles{};
  std::uint64_t bypassed = 0;
  /// Next departures that link interval and bypass allow; kept only where one of them is used.
  std::array<Cycle, kDirections> output_open{}, input_open{};

  /// Inputs with a single output that can ask for the switch now.
  VcSet ready() const { return owning & filled & ~starved & ~deferred; }
  void stall(Stall cause, std::uint64_t cycles) { stall_cycles[static_cast<std::size_t>(cause)] += cycles; }
};

}  // namespace spikeloom
