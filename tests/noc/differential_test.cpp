// SPDX-License-Identifier: Apache-2.0
// The fabrics against the naive reference: every flit in the same cycle and channel, every count the same.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <sstream>

#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/naive.hpp"
#include "tests/noc/random_case.hpp"
#include "tests/noc/shrink.hpp"

namespace spikeloom {
namespace {

// What differs between a fabric and the reference; empty if nothing does.
std::string difference(const MeshCase& mesh, const Outcome& expected, const std::string& kernel) {
  try {
    return first_difference(mesh, expected, run_fabric(mesh, kernel));
  } catch (const std::exception& error) {
    return std::string("the fabric throws: ") + error.what() + '\n';
  }
}

// "kernel:seed" of each that differs, or where the reference itself has a fault.
std::string differing(std::uint64_t first, std::uint64_t last, const CaseLimits& limits) {
  std::string names;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const MeshCase mesh = random_mesh_case(seed, limits);
    const Outcome expected = run_naive(mesh);
    if (!expected.faults.empty()) names += "naive:" + std::to_string(seed) + ' ';
    for (const char* kernel : {"active", "clocked"})
      if (!difference(mesh, expected, kernel).empty()) names += kernel + (':' + std::to_string(seed)) + ' ';
  }
  return names;
}

const CaseLimits kSmall{};
const CaseLimits kLarge{9, 800, kMaxPacketFlits};
const CaseLimits kSliced{8, 300, kMaxPacketFlits, 1, true};         // one group of 64 routers
const CaseLimits kSlicedLarge{20, 1500, kMaxPacketFlits, 9, true};  // up to four groups of 128

}  // namespace

TEST_CASE("Random networks: both fabrics are the naive reference, flit by flit and count by count (1)") {
  CHECK(differing(1, 250, kSmall) == "");
}
TEST_CASE("Random networks: both fabrics are the naive reference, flit by flit and count by count (2)") {
  CHECK(differing(251, 500, kSmall) == "");
}
TEST_CASE("Random networks: both fabrics are the naive reference, flit by flit and count by count (3)") {
  CHECK(differing(501, 750, kSmall) == "");
}
TEST_CASE("Random larger networks with more packets: both fabrics are the naive reference") {
  CHECK(differing(1, 40, kLarge) == "");
}

TEST_CASE("Random networks of one virtual channel: the sliced kernel is the naive reference (1)") {
  CHECK(differing(1, 100, kSliced) == "");
}
TEST_CASE("Random networks of one virtual channel: the sliced kernel is the naive reference (2)") {
  CHECK(differing(101, 200, kSliced) == "");
}
TEST_CASE("Random networks of one virtual channel: the sliced kernel is the naive reference (3)") {
  CHECK(differing(201, 300, kSliced) == "");
}
TEST_CASE("Random networks of one virtual channel: the sliced kernel is the naive reference (4)") {
  CHECK(differing(301, 400, kSliced) == "");
}
TEST_CASE("Random larger networks of one virtual channel: the sliced kernel is the naive reference (1)") {
  CHECK(differing(1, 10, kSlicedLarge) == "");
}
TEST_CASE("Random larger networks of one virtual channel: the sliced kernel is the naive reference (2)") {
  CHECK(differing(11, 20, kSlicedLarge) == "");
}
TEST_CASE("Random larger networks of one virtual channel: the sliced kernel is the naive reference (3)") {
  CHECK(differing(21, 30, kSlicedLarge) == "");
}

// By hand: NOC_KERNEL=active NOC_SEEDS="1 500" test_noc "[.shrink]"; NOC_SLICED=1 for networks of one VC
TEST_CASE("Prints the smallest case for each seed that differs", "[.shrink]") {
  const char* seeds = std::getenv("NOC_SEEDS");
  std::istringstream range(seeds != nullptr ? seeds : "1 100");
  std::uint64_t first = 1, last = 1;
  range >> first >> last;
  const char* chosen = std::getenv("NOC_KERNEL");
  const std::string kernel = chosen != nullptr ? chosen : "active";
  const auto difference_of = [&](const MeshCase& mesh) { return difference(mesh, run_naive(mesh), kernel); };
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const MeshCase mesh = random_mesh_case(seed, std::getenv("NOC_SLICED") != nullptr ? kSliced : kSmall);
    if (difference_of(mesh).empty()) continue;
    const MeshCase smallest = shrink(mesh, [&](const MeshCase& smaller) { return !difference_of(smaller).empty(); });
    std::cout << kernel << ", seed " << seed << '\n' << describe(smallest) << difference_of(smallest) << std::endl;
  }
}

}  // namespace spikeloom
