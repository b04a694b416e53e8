// SPDX-License-Identifier: Apache-2.0
// The allocators of noc/allocate.hpp: legal, fair, and grant for grant those of the naive reference.

#include "noc/allocate.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "tests/noc/naive_allocator.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kMost = 48;  ///< virtual channels of a router with the most of them

/// One scheme with its pointers.
class Scheme {
 public:
  explicit Scheme(Allocator kind) : kind_(kind) {}

  naive::Grants allocate(const naive::Requests& requests) {
    Allocation<kMost> a;
    for (const auto& [requester, outputs] : requests)
      for (const int output : outputs) a.ask(requester, std::uint64_t{1} << output);
    if (kind_ == Allocator::ISlip)
      allocate_islip(a, pointers_);
    else
      allocate_separable(a, pointers_);
    naive::Grants grants;
    for (int r = 0; r < static_cast<int>(kMost); ++r)
      if ((a.granted >> r & 1U) != 0) grants[r] = a.grant[static_cast<std::size_t>(r)];
    return grants;
  }

 private:
  Allocator kind_;
  Pointers<kMost> pointers_;
};

const std::vector<Allocator> kSchemes{Allocator::ISlip, Allocator::Separable};

naive::Requests random_requests(Random& random, int size, int percent) {
  naive::Requests requests;
  for (int r = 0; r < size; ++r)
    for (int o = 0; o < size; ++o)
      if (random.chance(percent)) requests[r].insert(o);
  return requests;
}

// Grants that nobody asked for, and outputs that were granted twice.
int illegal_grants(const naive::Requests& requests, const naive::Grants& grants) {
  int illegal = 0;
  std::set<int> taken;
  for (const auto& [requester, output] : grants) {
    const auto asked = requests.find(requester);
    if (asked == requests.end() || asked->second.count(output) == 0 || !taken.insert(output).second) ++illegal;
  }
  return illegal;
}

// Rounds until `requester` is granted, when everybody always asks for the same.
int rounds_until_granted(Scheme& scheme, const naive::Requests& requests, int requester) {
  int rounds = 1;
  while (scheme.allocate(requests).count(requester) == 0 && rounds < 10000) ++rounds;
  return rounds;
}

}  // namespace

TEST_CASE("Round robin: the first not below the pointer, else the lowest") {
  CHECK(first_from(0b1011, 0) == 0);
  CHECK(first_from(0b1011, 2) == 3);
  CHECK(first_from(0b1011, 4) == 0);
  CHECK(first_from(std::uint64_t{1} << 63, 63) == 63);
}

TEST_CASE("Both allocators grant what the naive ones grant, legally, over random requests") {
  for (const Allocator kind : kSchemes)
    for (const int size : {1, 2, 6, 24, 48}) {
      Random random(static_cast<std::uint64_t>(size));
      Scheme scheme(kind);
      naive::Arbiter arbiter(kind);
      int illegal = 0, different = 0;
      for (int round = 0; round < 2000; ++round) {
        const naive::Requests requests = random_requests(random, size, random.pick<int>({2, 10, 50, 100}));
        const naive::Grants grants = scheme.allocate(requests);
        illegal += illegal_grants(requests, grants);
        different += grants == arbiter.allocate(requests) ? 0 : 1;
      }
      INFO("size " << size);
      CHECK(illegal == 0);
      CHECK(different == 0);
    }
}

TEST_CASE("Somebody is granted whenever somebody asks") {
  for (const Allocator kind : kSchemes) {
    Random random(3);
    Scheme scheme(kind);
    int idle = 0;
    for (int round = 0; round < 2000; ++round) {
      const naive::Requests requests = random_requests(random, 6, 20);
      if (!requests.empty() && scheme.allocate(requests).empty()) ++idle;
    }
    CHECK(idle == 0);
  }
}

TEST_CASE("Who competes for one output is served within as many rounds as there are competitors") {
  for (const Allocator kind : kSchemes) {
    Random random(7);
    Scheme scheme(kind);
    int late = 0;
    for (int trial = 0; trial < 500; ++trial) {
      naive::Requests requests;
      const int output = random.between(0, 5);
      for (int r = 0; r < 6; ++r)
        if (random.chance(60)) requests[r] = {output};
      for (const auto& [requester, outputs] : requests)
        if (rounds_until_granted(scheme, requests, requester) > static_cast<int>(requests.size())) ++late;
    }
    CHECK(late == 0);
  }
}

// McKeown's bound for one iteration is of the order of N x N; a starved requester would never be served.
TEST_CASE("Who always asks for one output is served, whatever the others always ask for") {
  constexpr int kSize = 6;
  for (const Allocator kind : kSchemes) {
    Random random(9);
    Scheme scheme(kind);
    int late = 0;
    for (int trial = 0; trial < 500; ++trial) {
      naive::Requests requests = random_requests(random, kSize, 40);
      const int requester = random.between(0, kSize - 1);
      requests[requester] = {random.between(0, kSize - 1)};
      if (rounds_until_granted(scheme, requests, requester) > 2 * kSize * kSize) ++late;
    }
    CHECK(late == 0);
  }
}

// All ask for all: iSLIP's pointers move apart and soon everybody is granted in every round.
TEST_CASE("Under full load iSLIP grants everybody in every round") {
  constexpr int kSize = 6;
  Scheme scheme(Allocator::ISlip);
  naive::Requests all;
  for (int r = 0; r < kSize; ++r)
    for (int o = 0; o < kSize; ++o) all[r].insert(o);
  for (int round = 0; round < 2 * kSize; ++round) scheme.allocate(all);
  std::map<int, int> served;
  for (int round = 0; round < 10 * kSize; ++round)
    for (const auto& [requester, output] : scheme.allocate(all)) ++served[requester];
  for (int r = 0; r < kSize; ++r) CHECK(served[r] == 10 * kSize);
}

}  // namespace spikeloom
