// SPDX-License-Identifier: Apache-2.0
// Virtual channels and credits of a sender.
#include "sim/machine/injector.hpp"

#include <catch2/catch.hpp>

#include "sim/machine/fresh_context.hpp"

namespace spikeloom {
namespace {

/// The router's end of the link.
class Sink : public sc_core::sc_module, public FlitSink, public CreditSink {
 public:
  LinkEnd end;
  std::vector<Flit> flits;

  explicit Sink(const sc_core::sc_module_name& name) : sc_core::sc_module(name) {
    end.in.flits(static_cast<FlitSink&>(*this));
    end.in.credits(static_cast<CreditSink&>(*this));
  }
  void receive(const Flit& flit, Cycle) override { flits.push_back(flit); }
  void credit(int, Cycle) override {}
};

/// A sender whose link is bound, two flits for each of three channels.
struct Bench {
  FreshContext context;
  Sink router{"router"}, sender{"sender"};
  sc_core::sc_event start;
  Injector injector{3, 2, 1};

  Bench() {
    connect(router.end, sender.end);
    start.notify(1, sc_core::SC_NS);  // elaborates, and gives SystemC something to do
    sc_core::sc_start();
  }
  /// Sends flits of one packet while it can, one a cycle; returns their channels.
  std::vector<int> send(int packet_flits, Cycle& now, int vc = Injector::kAnyVc) {
    std::vector<int> channels;
    do {
      if (!injector.ready(now, vc)) break;
      injector.send(sender.end.out, 0, 0, packet_flits, now, now + 1, vc);
      channels.push_back(router.flits.back().vc);
      ++now;
    } while (injector.sent() > 0);
    return channels;
  }
};

}  // namespace

TEST_CASE("A sender that names no channel takes them in turn, a packet in one of them") {
  Bench bench;
  Cycle now = 1;
  CHECK(bench.send(2, now) == std::vector<int>{0, 0});
  CHECK(bench.send(1, now) == std::vector<int>{1});
  CHECK(bench.send(1, now) == std::vector<int>{2});
  CHECK(bench.send(2, now) == std::vector<int>{1});  // no place for its second flit
  CHECK_FALSE(bench.injector.ready(now));            // although channel 2 has one
  bench.injector.credit(1, now + 3);
  CHECK(bench.injector.next_try(now) == now + 3);
  CHECK(bench.injector.ready(now + 3));
}

TEST_CASE("A packet goes on the channel that its sender names, or waits for it") {
  Bench bench;
  Cycle now = 1;
  CHECK(bench.send(1, now, 2) == std::vector<int>{2});
  CHECK(bench.send(1, now, 2) == std::vector<int>{2});
  CHECK(bench.send(1, now, 2).empty());
  CHECK(bench.injector.next_try(now, 2) == Injector::kNever);
  CHECK(bench.injector.next_try(now, 0) == now + 1);
  CHECK(bench.send(2, now, 0) == std::vector<int>{0, 0});
  bench.injector.credit(2, now + 5);
  CHECK(bench.injector.next_try(now, 2) == now + 5);
  CHECK_FALSE(bench.injector.ready(now + 4, 2));
  CHECK(bench.injector.ready(now + 5, 2));
}

TEST_CASE("Flits leave no closer than the link's interval") {
  Bench bench;
  Injector slow(1, 4, 3);
  REQUIRE(slow.ready(10, 0));
  slow.send(bench.sender.end.out, 0, 0, 2, 10, 11, 0);
  CHECK_FALSE(slow.ready(12, 0));
  CHECK(slow.next_try(10, 0) == 13);
  CHECK(slow.ready(13, 0));
  CHECK(bench.router.flits.back().position == 0);
  slow.send(bench.sender.end.out, 0, 0, 2, 13, 14, 0);
  CHECK(bench.router.flits.back().tail);
  CHECK(slow.sent() == 0);
}

}  // namespace spikeloom
