// SPDX-License-Identifier: Apache-2.0
// A chip gets the set of parameters that has its values, or is told which value is not built.

#include <catch2/catch.hpp>

#include "rtl/cosim/rtl_router.hpp"
#include "rtl/load/rtl_parameters.hpp"
#include "tests/rtl/router_bench.hpp"
#include "tests/rtl/test_models.hpp"
#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

std::string refusal(const NocSpec& noc) {
  return error_of([&] { choose_router(*test_models(), noc); });
}

// Of the network of set default with one thing changed.
template <class Change>
std::string refusal_of(Change change) {
  NocSpec noc = noc_of("default");
  change(noc);
  return refusal(noc);
}

const std::string kSets = " (sets that are built: default, delays, small; more: rtl/configurations.cmake)";

}  // namespace

TEST_CASE("each set is found by its values") {
  const std::shared_ptr<ModelLibrary> models = test_models();
  const auto set_of = [&](const NocSpec& noc) { return choose_router(*models, noc)->parameters().set; };
  for (const char* set : {"default", "small", "delays"}) CHECK(set_of(noc_of(set)) == set);
  CHECK(set_of(NocSpec{}) == "default");
}

TEST_CASE("the set that a core needs has its values, too") {
  const std::shared_ptr<ModelLibrary> models = test_models();
  CoreSpec core;
  CHECK(choose_core(*models, NocSpec{}, core)->parameters().set == "default");
  CHECK(choose_tile(*models, NocSpec{}, core)->parameters().set == "default");
  CHECK(choose_core(*models, core_noc_of("small"), core_of("small"))->parameters().set == "small");
  core.lanes = 65;
  const std::string told =
      "core.lanes: the chip has 65, the RTL set 'default' 64 (sets that are built: default, small; more: "
      "rtl/configurations.cmake)";
  CHECK(error_of([&] { choose_core(*models, NocSpec{}, core); }) == told);
  CHECK(error_of([&] { choose_tile(*models, NocSpec{}, core); }) == told);
}

TEST_CASE("a value that is not built is refused with both values") {
  const auto message = [](const std::string& key, const std::string& chip, const std::string& set) {
    return key + ": the chip has " + chip + ", the RTL set 'default' " + set + kSets;
  };
  CHECK(refusal_of([](NocSpec& n) { n.flit_bits = 256; }) == message("noc.flit_bits", "256", "128"));
  CHECK(refusal_of([](NocSpec& n) { n.vcs = 4; }) == message("noc.vcs", "4", "1"));
  CHECK(refusal_of([](NocSpec& n) { n.buffer_flits = 5; }) == message("noc.buffer_flits", "5", "4"));
  CHECK(refusal_of([](NocSpec& n) { n.routing_delay_cycles = 1; }) == message("noc.routing_delay_cycles", "1", "0"));
  CHECK(refusal_of([](NocSpec& n) { n.vc_alloc_delay_cycles = 1; }) == message("noc.vc_alloc_delay_cycles", "1", "0"));
  CHECK(refusal_of([](NocSpec& n) { n.switch_alloc_delay_cycles = 2; }) ==
        message("noc.switch_alloc_delay_cycles", "2", "1"));
  CHECK(refusal_of([](NocSpec& n) { n.switch_delay_cycles = 1; }) == message("noc.switch_delay_cycles", "1", "0"));
  CHECK(refusal_of([](NocSpec& n) { n.credit_delay_cycles = 1; }) == message("noc.credit_delay_cycles", "1", "0"));
  CHECK(refusal_of([](NocSpec& n) { n.link_latency_cycles = 2; }) == message("noc.link_latency_cycles", "2", "1"));
  CHECK(refusal_of([](NocSpec& n) { n.link_interval_cycles = 2; }) == message("noc.link_interval_cycles", "2", "1"));
  CHECK(refusal_of([](NocSpec& n) { n.routing = Routing::YX; }) == message("noc.routing", "yx", "xy"));
  CHECK(refusal_of([](NocSpec& n) { n.vc_allocator = Allocator::Separable; }) ==
        message("noc.vc_allocator", "separable", "islip"));
  CHECK(refusal_of([](NocSpec& n) { n.switch_allocator = Allocator::Separable; }) ==
        message("noc.switch_allocator", "separable", "islip"));
}

TEST_CASE("what no RTL router does is refused") {
  const auto begins = [](const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; };
  CHECK(begins(refusal_of([](NocSpec& n) { n.topology = Topology::Torus; }), "noc.topology: the chip has torus"));
  CHECK(begins(refusal_of([](NocSpec& n) { n.routing = Routing::OddEven; }), "noc.routing: the chip has odd_even"));
  CHECK(begins(refusal_of([](NocSpec& n) { n.vc_policy = VcPolicy::Any; }), "noc.vc_policy: the chip has any"));
  CHECK(begins(refusal_of([](NocSpec& n) { n.bypass = true; }), "noc.bypass: the chip has true"));
}

TEST_CASE("more trees than the table has entries are refused") {
  MeshCase mesh;
  mesh.noc = noc_of("small");
  mesh.columns = mesh.rows = 6;
  for (int first = 0; first < 36; ++first)
    for (int second = first + 1; second < 36; ++second) mesh.packets.push_back({0, {first, second}, 1, 1});
  BenchRouters routers;
  routers.make = [models = test_models()](const sc_core::sc_module_name& name, const RouterContext& context) {
    return std::make_unique<RtlRouter>(name, context, *models);
  };
  CHECK(error_of([&] { run_fabric(mesh, "active", BuildOrder::FabricFirst, routers); }) ==
        "noc.router: the chip has 630 multicast groups, the table of the RTL set 'small' 512 entries (GroupEntries in "
        "rtl/configurations.cmake)");
}

}  // namespace spikeloom
