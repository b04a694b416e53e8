// SPDX-License-Identifier: Apache-2.0
// The library that the program, sweeps and other tests run chips with.

#include "runs/run.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "report/results_json.hpp"
#include "report/summary_text.hpp"
#include "runs/failure.hpp"
#include "runs/sweep/measures.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {
namespace {

PreparedRun small_run() {
  const SystemCase system_case = random_case(3);
  return prepared_case(system_case, {{map_case(system_case)}, {PlacementCosts{}}});
}

nlohmann::json json_of(const FinishedRun& finished) {
  nlohmann::ordered_json json = results_json(finished.report());
  json.erase("host");
  return nlohmann::json::parse(json.dump());
}

class RowCounter final : public Observer {
 public:
  void on_row(const RowEvent&) override { ++rows; }
  std::uint64_t rows = 0;
};

TEST_CASE("Does a run give the same results again in the same process?") {
  const PreparedRun prepared = small_run();
  CHECK(json_of(run(prepared)) == json_of(run(prepared)));
}

TEST_CASE("Does a run that is prepared from its specification map the network as its parts do?") {
  const SystemCase system_case = random_case(4);
  RunSpec spec;
  spec.chip = system_case.chip;
  const RunInputs inputs{system_case.network, {system_case.images, {}}};
  const PreparedRun prepared = prepare(spec, inputs);
  const RunMapping again = map_run(spec, inputs);
  REQUIRE(prepared.mapping->all.slices.size() == again.all.slices.size());
  for (std::size_t i = 0; i < again.all.slices.size(); ++i)
    CHECK(prepared.mapping->all.slices[i].core == again.all.slices[i].core);
  CHECK(simulate(prepared).reference.mismatches == 0);
}

TEST_CASE("Do progress and observers leave results as they are, and see all rows?") {
  const PreparedRun prepared = small_run();
  RowCounter rows;
  std::uint64_t done = 0, total = 0;
  RunHooks hooks;
  hooks.observers = {&rows};
  hooks.progress = [&](std::uint64_t so_far, std::uint64_t all) { done = so_far, total = all; };
  CHECK(json_of(run(prepared, hooks)) == json_of(run(prepared)));
  CHECK(done == total);
  CHECK(rows.rows == total);
}

TEST_CASE("Does an observer that is asked for by name stand in results and summary, and otherwise leave no trace?") {
  const PreparedRun prepared = small_run();
  RunHooks hooks;
  hooks.observe = {ObserverRequest::parse("layer_spans")};
  const FinishedRun plain = run(prepared), watched = run(prepared, hooks);
  nlohmann::json json = json_of(watched);
  CHECK_FALSE(json_of(plain).contains("observers"));
  REQUIRE(json["observers"]["layer_spans"].size() == prepared.inputs->network.layers.size());
  CHECK(json["observers"]["layer_spans"][0]["layer"] == prepared.inputs->network.layers[0].name);
  json.erase("observers");
  CHECK(json == json_of(plain));
  const std::string summary = summary_text(plain.report(), 100);
  CHECK(summary_text(watched.report(), 100).rfind(summary + "\nWhen layers worked\n", 0) == 0);
}

TEST_CASE("Is what a run throws told as data?") {
  CHECK_FALSE(failure_of([] {}).has_value());
  CHECK(failure_of([] { throw InputError("a"); })->kind == Failure::Kind::BadInput);
  CHECK(failure_of([] { throw std::bad_alloc(); })->text == "out of memory");
  CHECK(failure_of([] { throw std::logic_error("b"); })->kind == Failure::Kind::Unexpected);
  RunSpec late = *small_run().spec;
  late.max_cycles = 10;
  PreparedRun prepared = small_run();
  prepared.spec = std::make_shared<const RunSpec>(late);
  const auto failure = failure_of([&] { simulate(prepared); });
  REQUIRE(failure.has_value());
  CHECK(failure->kind == Failure::Kind::RunFailed);
  CHECK_THAT(failure->text, Catch::Contains("max_cycles"));
  CHECK(simulate(small_run()).reference.mismatches == 0);  // a run that failed does not touch the next
}

TEST_CASE("Is every measure of a sweep a number in the results of a run?") {
  const nlohmann::json results = json_of(run(small_run()));
  for (const Measure& measure : measures()) {
    INFO(measure.name << ": " << measure.path);
    if (measure.path[0] == '/') {  // the others are computed of all cores
      const nlohmann::json::json_pointer path(measure.path);
      REQUIRE(results.contains(path));
      CHECK(results.at(path).is_number());
    }
  }
  CHECK(measure(results).size() == measures().size());
}

}  // namespace
}  // namespace spikeloom
