// SPDX-License-Identifier: Apache-2.0
// Models are found in their folder, and what is no usable model is refused. Needs no Verilator: the models are those of
// odd_model.c.

#include <catch2/catch.hpp>
#include <fstream>

#include "rtl/register.hpp"
#include "rtl/verilated/model_instance.hpp"
#include "rtl/verilated/model_library.hpp"
#include "sim/machine/catalogue.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

const std::string kOddModels = SPIKELOOM_ODD_MODELS;
const std::string kCommand = "build it again: scripts/build release spikeloom_rtl_models";

ModelLibrary::Model router_in(const std::string& folder) { return ModelLibrary(folder).models("spike_router").at(0); }

std::string refusal(const std::string& fault) {
  const std::string told = error_of([&] { router_in(kOddModels + "/" + fault); });
  CHECK_THAT(told, Contains(kOddModels + "/" + fault + "/spike_router_"));
  CHECK_THAT(told, Contains(kCommand));
  return told;
}

}  // namespace

TEST_CASE("a model states its module, its set and its parameters") {
  const ModelLibrary::Model model = router_in(kOddModels + "/none");
  CHECK(model->module() == "spike_router");
  CHECK(model->parameters().set == "odd");
  CHECK(model->parameters().FlitBits == 64);
  CHECK(model->parameters().Vcs == 2);
  CHECK(model->parameters().Lanes == 0);
}

TEST_CASE("a model outlives its library") {
  ModelInstance instance(router_in(kOddModels + "/none"));
  ModelPort clock = instance.port("clk_i");
  clock.set(3);
  CHECK(clock.get() == 1);
  CHECK_THAT(error_of([&] { instance.port("clock_i"); }), Contains("spike_router has no port clock_i; " + kCommand));
  CHECK(error_of([&] { instance.open_waveform("a.vcd"); }) == "a.vcd: the waveform cannot be opened for writing");
}

TEST_CASE("a model of another version or with other parameters is refused") {
  CHECK_THAT(refusal("VERSION"), Contains("has version 2 of the interface of RTL models, allowed: 1"));
  CHECK_THAT(refusal("MISSING_PARAMETER"), Contains("has no parameter SeparableSwitchAlloc"));
  CHECK_THAT(refusal("UNKNOWN_PARAMETER"), Contains("has an unknown parameter Bypass"));
  CHECK_THAT(refusal("USER_BITS"), Contains("has UserBits 16, allowed: 32"));
  CHECK_THAT(refusal("NO_ENTRY"), Contains("is no RTL model: it has no function spikeloom_model"));
}

TEST_CASE("a file that is no shared object is refused") {
  const ScratchFolder folder;
  std::ofstream(folder.path("spike_router_default.so")) << "text\n";
  const std::string told = error_of([&] { router_in(folder.path("")); });
  CHECK_THAT(told, Contains("spike_router_default.so: cannot be loaded"));
}

TEST_CASE("a folder without models is named with the command that builds them") {
  const ScratchFolder scratch;
  for (const std::string& folder : {scratch.path("none"), std::string("/dev/null")}) {
    const std::string reason = "no verilated model of tile in " + folder +
                               " (SPIKELOOM_RTL_MODELS names another folder); build it: scripts/build release "
                               "spikeloom_rtl_models";
    ModelLibrary models(folder);
    CHECK(models.reason_against("tile") == reason);
    CHECK(error_of([&] { models.models("tile"); }) == reason);
  }
}

TEST_CASE("the nearest model is told when none is as asked") {
  ModelLibrary models(kOddModels + "/none");
  const auto as_asked = [](const RtlParameters&) { return std::vector<std::string>(); };
  CHECK(models.choose("spike_router", as_asked)->parameters().set == "odd");
  const auto other = [](const RtlParameters& set) {
    return std::vector<std::string>{"Vcs: 3, not " + std::to_string(set.Vcs), "FlitBits: 8"};
  };
  CHECK(error_of([&] { models.choose("spike_router", other); }) ==
        "Vcs: 3, not 2; FlitBits: 8 (sets that are built: odd; more: rtl/configurations.cmake)");
  CHECK_THAT(error_of([&] { models.model("spike_router", "even"); }),
             Contains("no model of spike_router with set 'even'"));
}

TEST_CASE("a catalogue has the blocks of which there are models") {
  Catalogue blocks;
  register_rtl(blocks, std::make_shared<ModelLibrary>(kOddModels + "/none"));
  CHECK(error_of([&] { blocks.router({"rtl", "noc.router"}); }) == "no error");
  CHECK_THAT(error_of([&] {
               blocks.tile({"lockstep", "a.yaml:1:2: tile.impl"});
             }),
             Contains("a.yaml:1:2: tile.impl: block 'lockstep' is missing: no verilated model of tile in "));
}

}  // namespace spikeloom
