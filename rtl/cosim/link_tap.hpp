// SPDX-License-Identifier: Apache-2.0
#pragma once
// A wiretap on a link of a block: stands between its end and the neighbour's, hands everything on in the same cycle and
// tells a listener. Neither side can tell that it is there.

#include "sim/machine/flit_port.hpp"

namespace spikeloom {

/// Which way something goes, seen from the block.
enum class Way : std::uint8_t { In, Out };

class LinkListener {
 public:
  virtual ~LinkListener() = default;
  /// Before the simulation starts, for each port that has a neighbour.
  virtual void on_linked(int /*port*/) {}
  virtual void on_flit(int port, Way way, const Flit& flit, Cycle arrival) = 0;
  virtual void on_credit(int port, Way way, int vc, Cycle arrival) = 0;
};

class LinkTap {
 public:
  /// `outside` takes the place of the block's end `inside`. `port` is told to the listener, which lives longer.
  LinkTap(int port, LinkEnd& outside, LinkEnd& inside, LinkListener& listener)
      : outside_(outside),
        inside_(inside),
        in_(*this, Way::In),
        out_(*this, Way::Out),
        listener_(listener),
        port_(port) {
    outside_.in.flits(in_);
    outside_.in.credits(in_);
  }
  LinkTap(const LinkTap&) = delete;
  LinkTap& operator=(const LinkTap&) = delete;

  /// Before the end of elaboration, when it is known whether somebody is at the other end: if so.
  void join() {
    if (outside_.out.flits.size() == 0) return;
    inside_.out.flits(out_);
    inside_.out.credits(out_);
    listener_.on_linked(port_);
  }

 private:
  class Wire final : public FlitSink, public CreditSink {
   public:
    Wire(LinkTap& tap, Way way) : tap_(tap), way_(way) {}
    void receive(const Flit& flit, Cycle arrival) override {
      tap_.listener_.on_flit(tap_.port_, way_, flit, arrival);
      FlitSink& next = way_ == Way::In ? static_cast<FlitSink&>(tap_.inside_.in.flits) : *tap_.outside_.out.flits[0];
      next.receive(flit, arrival);
    }
    void credit(int vc, Cycle arrival) override {
      tap_.listener_.on_credit(tap_.port_, way_, vc, arrival);
      CreditSink& next =
          way_ == Way::In ? static_cast<CreditSink&>(tap_.inside_.in.credits) : *tap_.outside_.out.credits[0];
      next.credit(vc, arrival);
    }

   private:
    LinkTap& tap_;
    const Way way_;
  };

  LinkEnd& outside_;
  LinkEnd& inside_;
  Wire in_, out_;
  LinkListener& listener_;
  const int port_;
};

}  // namespace spikeloom
