// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the neighbour behind a port of a router calls.

#include "sim/machine/flit_port.hpp"

namespace spikeloom {

class RouterSide final : public FlitSink, public CreditSink {
 public:
  class Owner {
   public:
    virtual void side_flit(int port, const Flit& flit, Cycle arrival) = 0;
    virtual void side_credit(int port, int vc, Cycle arrival) = 0;

   protected:
    ~Owner() = default;
  };

  void attach(Owner& owner, int port, LinkIn& in) {
    owner_ = &owner;
    port_ = port;
    in.flits(static_cast<FlitSink&>(*this));
    in.credits(static_cast<CreditSink&>(*this));
  }
  void receive(const Flit& flit, Cycle arrival) override { owner_->side_flit(port_, flit, arrival); }
  void credit(int vc, Cycle arrival) override { owner_->side_credit(port_, vc, arrival); }

 private:
  Owner* owner_ = nullptr;
  int port_ = 0;
};

}  // namespace spikeloom
