// SPDX-License-Identifier: Apache-2.0
// Networks of RTL routers, and of RTL and behavioural ones side by side: the same arrivals and counts as the naive
// reference of tests/noc.

#include <catch2/catch.hpp>

#include "rtl/cosim/rtl_router.hpp"
#include "tests/noc/naive.hpp"
#include "tests/rtl/router_bench.hpp"
#include "tests/rtl/test_models.hpp"

namespace spikeloom {
namespace {

/// RTL in every tile, or in every second like the black fields of a chessboard.
enum class Mix { All, Chessboard };

BenchRouters routers_of(Mix mix) {
  BenchRouters routers;
  routers.make = [mix, models = test_models()](const sc_core::sc_module_name& name,
                                               const RouterContext& context) -> std::unique_ptr<Router> {
    const int field = context.tile % context.chip.columns + context.tile / context.chip.columns;
    if (mix == Mix::Chessboard && field % 2 == 0) return context.fabric.make_router(name, context.tile);
    return std::make_unique<RtlRouter>(name, context, *models);
  };
  return routers;
}

// "set:kernel:seed" of each case that differs.
std::string differing(Mix mix, const std::string& kernel, std::uint64_t first, std::uint64_t last) {
  std::string names;
  for (const char* set : {"default", "small", "delays"})
    for (std::uint64_t seed = first; seed <= last; ++seed) {
      const MeshCase mesh = rtl_case(set, seed, 150);
      const std::string difference =
          first_difference(mesh, run_naive(mesh), run_fabric(mesh, kernel, BuildOrder::FabricFirst, routers_of(mix)));
      if (!difference.empty()) names += set + (':' + kernel + ':') + std::to_string(seed) + '\n' + difference;
    }
  return names;
}

}  // namespace

TEST_CASE("Networks of RTL routers are the naive reference, flit by flit and count by count") {
  CHECK(differing(Mix::All, "active", 1, 30) == "");
}
TEST_CASE("RTL routers among those of the active kernel are the naive reference") {
  CHECK(differing(Mix::Chessboard, "active", 31, 60) == "");
}
TEST_CASE("RTL routers among those of the clocked kernel are the naive reference") {
  CHECK(differing(Mix::Chessboard, "clocked", 61, 75) == "");
}

// The sliced kernel does networks of one virtual channel without trees.
TEST_CASE("RTL routers among those of the sliced kernel are the naive reference") {
  const NocSpec noc = noc_of("default");
  CaseLimits limits;
  limits.sliced = true;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    MeshCase mesh = random_mesh_case(seed, limits);
    mesh.noc = noc;
    CHECK(first_difference(mesh, run_naive(mesh),
                           run_fabric(mesh, "active", BuildOrder::FabricFirst, routers_of(Mix::Chessboard))) == "");
  }
}

}  // namespace spikeloom
