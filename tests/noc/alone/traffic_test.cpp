// SPDX-License-Identifier: Apache-2.0
// What sources are told to send. Statistics are those of fixed seeds, within five standard errors.
#include "noc/alone/traffic.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "noc/alone/patterns.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/noc/alone/specs.hpp"

namespace spikeloom {
namespace {

/// Remembers the groups it was asked for.
struct FakeFabric : Fabric {
  FakeFabric() : Fabric("fabric") {}
  std::unique_ptr<Router> make_router(const sc_core::sc_module_name&, int) override { return nullptr; }
  std::uint16_t add_group(int source, const std::vector<int>& tiles) override {
    groups.emplace_back(source, tiles);
    return static_cast<std::uint16_t>(kFirstGroup + groups.size() - 1);
  }
  std::vector<std::pair<int, std::vector<int>>> groups;
};

struct PacketSource {
  explicit PacketSource(const NocAloneSpec& spec_) : spec(spec_), traffic(make_traffic(spec, fabric)) {}
  std::vector<Offer> take(int tile, int count) {
    std::vector<Offer> offers;
    for (int i = 0; i < count; ++i) offers.push_back(traffic->next(tile));
    return offers;
  }
  FreshContext context;
  FakeFabric fabric;
  const NocAloneSpec spec;
  std::unique_ptr<Traffic> traffic;
};

NocAloneSpec mesh_8x8(Pattern pattern) {
  NocAloneSpec spec;
  spec.mesh.columns = spec.mesh.rows = 8;
  spec.traffic.pattern = pattern;
  return spec;
}

/// How often each tile is a destination of `tile`.
std::vector<int> destinations_of(const NocAloneSpec& spec, int tile, int packets) {
  PacketSource source(spec);
  std::vector<int> counts(64, 0);
  for (const Offer& offer : source.take(tile, packets)) ++counts.at(offer.destination);
  return counts;
}

}  // namespace

TEST_CASE("births are as many as the rate says, no two of a tile in one cycle") {
  for (const int flits : {1, 4}) {
    NocAloneSpec spec = mesh_8x8(Pattern::Uniform);
    spec.traffic.injection_rate = 0.2;
    spec.traffic.packet_flits = flits;
    PacketSource source(spec);
    constexpr Cycle kCycles = 50000;
    double births = 0;
    for (int tile = 0; tile < 64; ++tile) {
      Cycle last = 0;
      for (Offer offer = source.traffic->next(tile); offer.birth < kCycles; offer = source.traffic->next(tile)) {
        REQUIRE((births == 0 || last == 0 || offer.birth > last));
        REQUIRE(offer.flits == flits);
        REQUIRE(offer.receivers == 1);
        last = offer.birth;
        ++births;
      }
    }
    const double p = 0.2 / flits, coins = 64.0 * kCycles;
    CHECK(std::abs(births - p * coins) <= 5 * std::sqrt(p * (1 - p) * coins));
  }
}

TEST_CASE("at rate 0 nothing is born, at rate 1 a flit in every cycle from the first on") {
  NocAloneSpec spec = mesh_8x8(Pattern::Uniform);
  spec.traffic.injection_rate = 0;
  CHECK(PacketSource(spec).traffic->next(3).birth == Offer::kNever);
  spec.traffic.injection_rate = 1;
  PacketSource source(spec);
  for (Cycle cycle = 0; cycle < 100; ++cycle) REQUIRE(source.traffic->next(3).birth == cycle);
}

TEST_CASE("uniform destinations, with and without the source") {
  NocAloneSpec spec = mesh_8x8(Pattern::Uniform);
  constexpr int kPackets = 64000;
  for (const int count : destinations_of(spec, 9, kPackets)) CHECK(std::abs(count - 1000) <= 5 * std::sqrt(1000));
  spec.traffic.uniform_includes_self = false;
  const std::vector<int> others = destinations_of(spec, 9, kPackets);
  for (int tile = 0; tile < 64; ++tile)
    CHECK((tile == 9 ? others[9] == 0
                     : std::abs(others[static_cast<std::size_t>(tile)] - kPackets / 63) <= 5 * std::sqrt(1016)));
}

TEST_CASE("a permutation has one destination for each tile") {
  const NocAloneSpec spec = mesh_8x8(Pattern::BitReverse);
  for (int tile = 0; tile < 64; ++tile)
    CHECK(destinations_of(spec, tile, 50)[static_cast<std::size_t>(permuted(Pattern::BitReverse, spec.mesh, tile))] ==
          50);
}

TEST_CASE("hotspots get their share, and of the rest what a uniform pattern gives them") {
  NocAloneSpec spec = mesh_8x8(Pattern::Hotspot);
  spec.traffic.hotspots = {5, 60};
  spec.traffic.hotspot_fraction = 0.4;
  constexpr int kPackets = 64000;
  const std::vector<int> counts = destinations_of(spec, 0, kPackets);
  const double rest = 0.6 * kPackets / 64, hot = 0.2 * kPackets + rest;
  for (int tile = 0; tile < 64; ++tile) {
    const double expected = tile == 5 || tile == 60 ? hot : rest;
    CHECK(std::abs(counts[static_cast<std::size_t>(tile)] - expected) <= 5 * std::sqrt(expected));
  }
}

TEST_CASE("the seed decides, and tiles do not repeat each other") {
  NocAloneSpec spec = mesh_8x8(Pattern::Uniform);
  const auto births = [&](int tile) {
    std::vector<Cycle> all;
    for (const Offer& offer : PacketSource(spec).take(tile, 50)) all.push_back(offer.birth);
    return all;
  };
  const std::vector<Cycle> first = births(0);
  CHECK(births(0) == first);
  CHECK(births(1) != first);
  spec.traffic.seed = 2;
  CHECK(births(0) != first);
}

TEST_CASE("a tree is one packet for a group, copies are packets of one birth, and both reach the same tiles") {
  NocAloneSpec spec = mesh_8x8(Pattern::Uniform);
  spec.traffic.destinations = 5;
  spec.traffic.uniform_includes_self = false;
  PacketSource trees(spec);
  spec.noc.multicast = Multicast::Unicast;
  PacketSource copies(spec);
  CHECK(copies.fabric.groups.empty());
  std::set<int> used;
  for (const Offer& tree : trees.take(20, 200)) {
    const auto& [source, tiles] = trees.fabric.groups.at(static_cast<std::size_t>(tree.destination - kFirstGroup));
    used.insert(tree.destination);
    REQUIRE(source == 20);
    REQUIRE(tree.receivers == 5);
    REQUIRE(std::set<int>(tiles.begin(), tiles.end()).size() == 5);
    REQUIRE(std::count(tiles.begin(), tiles.end(), 20) == 0);
    std::set<int> reached;
    for (const Offer& copy : copies.take(20, 5)) {
      REQUIRE(copy.birth == tree.birth);
      REQUIRE(copy.receivers == 1);
      reached.insert(copy.destination);
    }
    REQUIRE(reached == std::set<int>(tiles.begin(), tiles.end()));
  }
  CHECK(used.size() == 8);
}

TEST_CASE("a trace is sent as recorded; equal sets of a source share a group") {
  NocAloneSpec spec = mesh_8x8(Pattern::Trace);
  set_trace(spec, {{3, 7, {1}, 2}, {4, 7, {9, 8}, 3}, {4, 6, {0}, 1}, {9, 7, {8, 9}, 1}, {9, 6, {8, 9}, 1}});
  PacketSource source(spec);
  const std::vector<Offer> seven = source.take(7, 4);
  CHECK(seven[0].birth == 3);
  CHECK(seven[0].destination == 1);
  CHECK(seven[0].flits == 2);
  CHECK(seven[1].receivers == 2);
  CHECK(seven[1].destination == seven[2].destination);
  CHECK(seven[3].birth == Offer::kNever);
  const std::vector<Offer> six = source.take(6, 3);
  CHECK(six[0].destination == 0);
  CHECK(six[1].destination != seven[1].destination);
  CHECK(six[2].birth == Offer::kNever);
  CHECK(source.take(5, 1)[0].birth == Offer::kNever);
  CHECK(source.fabric.groups.size() == 2);
}

}  // namespace spikeloom
