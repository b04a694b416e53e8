// SPDX-License-Identifier: Apache-2.0
// input_queue.sv against sim/machine/input_queue.hpp: two channels whose packets interleave, a reader that stops now
// and then, and a sender that uses every place it has.

#include <array>
#include <catch2/catch.hpp>
#include <deque>
#include <vector>

#include "rtl/verilated/clocked_model.hpp"
#include "sim/machine/input_queue.hpp"
#include "tests/rtl/unit_model.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr int kVcs = 2, kDepth = 8, kMaxFlits = 3, kFlitWords = 2;
using Words = std::array<std::uint32_t, kMaxFlits * kFlitWords>;

/// The packet that a channel is sending, and its places in the queue.
struct Channel {
  Words words{};
  int length = 0, position = 0, places = kDepth;
  std::uint32_t handle = 0;
};

class QueueBench {
 public:
  explicit QueueBench(std::uint64_t seed) : random_(seed) {
    idle();
    pop_i_.set(0);
    rtl_.reset();
  }

  // What arrives in `now` comes with the edge that ends it, with which the pop of the period before takes place.
  void cycle(Cycle now, int send_chance, int pop_chance) {
    idle();
    if (random_.chance(send_chance)) send(static_cast<std::size_t>(random_.between(0, kVcs - 1)), now);
    rtl_.clock(now);
    const bool pop = random_.chance(pop_chance);
    idle();
    pop_i_.set(pop ? 1 : 0);
    rtl_.eval();
    compare(now, pop);
  }

  std::uint64_t popped = 0, full = 0, owed = 0;

 private:
  void idle() {
    flit_valid_i_.set(0);
    flit_tail_i_.set(0);
  }

  void send(std::size_t vc, Cycle now) {
    Channel& c = channels_[vc];
    if (c.places == 0) {
      ++full;
      return;
    }
    if (c.position == 0) begin(c);
    const bool tail = c.position + 1 == c.length;
    std::uint64_t data = c.words[static_cast<std::size_t>(kFlitWords * c.position + 1)];
    data = data << 32U | c.words[static_cast<std::size_t>(kFlitWords * c.position)];
    flit_valid_i_.set(1);
    flit_vc_i_.set(vc);
    flit_tail_i_.set(tail ? 1 : 0);
    flit_data_i_.set(data);
    model_.receive(Flit(c.handle, 0, static_cast<int>(vc), c.position, tail), now);
    --c.places;
    c.position = tail ? 0 : c.position + 1;
  }

  void begin(Channel& c) {
    c.length = random_.between(1, kMaxFlits);
    c.words = {};
    for (int i = 0; i < c.length * kFlitWords; ++i)
      c.words[static_cast<std::size_t>(i)] = static_cast<std::uint32_t>(random_.between(0, 0x7fffffff));
    c.handle = static_cast<std::uint32_t>(packets_.size());
    packets_.push_back(c.words);
  }

  void compare(Cycle now, bool pop) {
    INFO("cycle " << now);
    const bool ready = model_.ready(now);
    REQUIRE((valid_o_.get() != 0) == ready);
    REQUIRE((popped_o_.get() != 0) == (ready && pop));
    if (ready) {
      const Words& words = packets_[model_.front().packet];
      for (std::size_t i = 0; i < words.size(); ++i) REQUIRE(packet_o_.get(32 * static_cast<int>(i), 32) == words[i]);
      REQUIRE(flits_o_.get() == model_.front().flits);
      if (pop) take();
    }
    REQUIRE(credit_o_.get() == (freed_.empty() ? 0U : 1U << freed_.front()));
    if (freed_.empty()) return;
    owed += freed_.size() > 1 ? 1U : 0U;
    ++channels_[freed_.front()].places;
    freed_.pop_front();
  }

  void take() {
    const InputQueue::Entry entry = model_.pop();
    freed_.insert(freed_.end(), entry.flits, entry.vc);
    ++popped;
  }

  Random random_;
  ClockedModel rtl_{unit_model("input_queue", "small")};
  ModelPort flit_valid_i_ = rtl_.port("flit_valid_i"), flit_vc_i_ = rtl_.port("flit_vc_i"),
            flit_tail_i_ = rtl_.port("flit_tail_i"), flit_data_i_ = rtl_.port("flit_data_i"),
            pop_i_ = rtl_.port("pop_i");
  const ModelPort valid_o_ = rtl_.port("valid_o"), popped_o_ = rtl_.port("popped_o"), packet_o_ = rtl_.port("packet_o"),
                  flits_o_ = rtl_.port("flits_o"), credit_o_ = rtl_.port("credit_o");
  InputQueue model_;
  std::vector<Words> packets_;
  std::array<Channel, kVcs> channels_;
  std::deque<std::uint8_t> freed_;  ///< places that go back, one a cycle
};

}  // namespace

TEST_CASE("input_queue.sv is the input queue, whatever the pace of sender and reader") {
  std::uint64_t popped = 0, full = 0, owed = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    QueueBench bench(seed);
    Random random(seed);
    for (Cycle now = 0; now < 4000;) {
      const int send = random.between(10, 100), pop = random.between(0, 100);
      for (const Cycle until = now + 200; now < until; ++now) bench.cycle(now, send, pop);
    }
    popped += bench.popped;
    full += bench.full;
    owed += bench.owed;
  }
  CHECK(popped > 10'000);
  CHECK(full > 1'000);
  CHECK(owed > 1'000);
}

}  // namespace spikeloom
