// SPDX-License-Identifier: Apache-2.0
#pragma once
// How blocks hand flits and credits to each other. Both carry the cycle from which the receiver may see them, always
// later than the cycle in which they are sent: the order in which blocks are stepped within a cycle cannot matter.

#include <cassert>
#include <string>
#include <systemc>

#include "chip/packet.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// Takes flits, at most one of a cycle. The sender holds a credit for each flit it hands over, for the buffer of the
/// flit's virtual channel: a receiver is never full.
class FlitSink : public virtual sc_core::sc_interface {
 public:
  virtual void receive(const Flit& flit, Cycle arrival) = 0;
};

/// Takes credits: one place that the receiver of our flits has freed in the buffer of virtual channel `vc`. `arrival`
/// is the cycle in which the credit stands at the pins; a router counts it credit_delay cycles later.
class CreditSink : public virtual sc_core::sc_interface {
 public:
  virtual void credit(int vc, Cycle arrival) = 0;
};

/// One end of a link, as the block sees it: flits and credits that leave.
struct LinkOut {
  sc_core::sc_port<FlitSink, 1, sc_core::SC_ZERO_OR_MORE_BOUND> flits;
  sc_core::sc_port<CreditSink, 1, sc_core::SC_ZERO_OR_MORE_BOUND> credits;

  LinkOut() = default;
  /// For blocks with several links, or many blocks: SystemC needs longer to make up a name than to make a port.
  explicit LinkOut(const std::string& link) : flits((link + "_flits").c_str()), credits((link + "_credits").c_str()) {}
};

/// An sc_export that is no object of the hierarchy: nobody looks for it there, and on a large mesh the tens of
/// thousands of them would take more memory than all routers.
template <class Sink>
class LinkExport {
 public:
  /// Before anybody binds a port to it.
  void operator()(Sink& sink) { sink_ = &sink; }
  operator Sink&() const {
    assert(sink_ != nullptr);
    return *sink_;
  }

 private:
  Sink* sink_ = nullptr;
};

/// What comes in over the same link: implemented by a small member object of the receiving block.
struct LinkIn {
  LinkExport<FlitSink> flits;
  LinkExport<CreditSink> credits;
};

/// One side of a link: everything a neighbour is bound to.
struct LinkEnd {
  LinkOut out;
  LinkIn in;

  LinkEnd() = default;
  explicit LinkEnd(const char* name) : out(name) {}
};

/// Joins two ends.
inline void connect(LinkEnd& a, LinkEnd& b) {
  a.out.flits(b.in.flits);
  a.out.credits(b.in.credits);
  b.out.flits(a.in.flits);
  b.out.credits(a.in.credits);
}

}  // namespace spikeloom
