// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the router modules of the fast fabric know of the kernel behind them.

#include <memory>
#include <string>

#include "noc/multicast.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

/// The far side of a port that leads out of the fabric; null where nothing is bound.
struct Outside {
  FlitSink* flits = nullptr;
  CreditSink* credits = nullptr;
  std::uint64_t received = 0;  ///< flits that came in
};

class FabricKernel {
 public:
  virtual ~FabricKernel() = default;

  /// Before the simulation starts.
  virtual void connect(int router, Direction port, const Outside& outside) = 0;
  virtual void connect(int router, Direction port, int neighbour, Direction neighbour_port) = 0;
  virtual void set_credits(int router, Direction port, int places) = 0;

  /// From outside of the fabric.
  virtual void receive(int router, Direction port, const Flit& flit, Cycle arrival) = 0;
  virtual void credit(int router, Direction port, int vc, Cycle arrival) = 0;

  /// In each cycle for which its block was woken.
  virtual void step(Cycle now) = 0;

  virtual RouterCounts counts(int router) const = 0;
  virtual std::string waiting(int router) const = 0;
};

/// The kernel for `context.noc` and these multicast groups, to which none is added any more. It wakes `block`.
std::unique_ptr<FabricKernel> make_kernel(const FabricContext& context, const GroupTable& groups, int block);

}  // namespace spikeloom
