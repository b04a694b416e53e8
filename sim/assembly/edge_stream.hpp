// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a port at the mesh edge sends: the image, a map that an earlier pass left in DRAM, or weights. The port asks its
// streams in turn and sends what it gets, one flit a cycle, before it asks again.

#include <deque>
#include <string>

#include "chip/packet.hpp"
#include "sim/machine/injector.hpp"

namespace spikeloom {

class EdgeStream {
 public:
  virtual ~EdgeStream() = default;

  /// Asks the DRAM for what will be sent; called in every cycle in which the port may ask for packets.
  virtual void read_ahead(Cycle /*now*/) {}
  /// Appends the next packets, in order, if they may be sent from cycle `now` on.
  virtual bool prepare(Cycle now, std::deque<Packet>& packets) = 0;
  /// First cycle after `now` in which prepare() will succeed if nothing else happens; Injector::kNever when only a row
  /// credit or the end of an image can help.
  virtual Cycle next_try(Cycle /*now*/) const { return Injector::kNever; }
  /// The first flit of one of its packets leaves.
  virtual void leaves(const Packet& /*packet*/, Cycle /*now*/) {}
  /// `rows` more of an entry of the destination table of slice `sender()` may be sent.
  virtual void credit(std::uint32_t /*entry*/, int /*rows*/) {}
  /// Packet::slice of the credits for this stream.
  virtual int sender() const = 0;
  virtual bool finished() const = 0;
  /// For the watchdog: what it waits for.
  virtual std::string waiting() const = 0;
};

}  // namespace spikeloom
