// SPDX-License-Identifier: Apache-2.0
#include "runs/sweep/outcome.hpp"

#include <catch2/catch.hpp>

#include "runs/sweep/measures.hpp"
#include "runs/sweep/table.hpp"

namespace spikeloom {
namespace {

Outcome finished(double energy, double latency) {
  Outcome outcome;
  outcome.at = {0};
  outcome.key = "k";
  outcome.state = PointState::Finished;
  outcome.values.assign(measures().size(), 0);
  outcome.values[measure_index("energy_uj")] = energy;
  outcome.values[measure_index("latency_us")] = latency;
  return outcome;
}

SweepSpec two_objectives() {
  SweepSpec sweep;
  sweep.axes = {{"core.lanes", {}, {{{}, "a,\"b\""}}}};
  sweep.objectives = {{"energy_uj", false}, {"latency_us", false}};
  sweep.constraints = {{"latency_us <= 10", "latency_us", true, 10, {}}};
  return sweep;
}

TEST_CASE("the front holds what nothing feasible beats") {
  Outcome failed;
  failed.at = {0};
  failed.state = PointState::Failed;
  std::vector<Outcome> outcomes = {finished(1, 9), finished(2, 5), finished(2, 6), finished(0, 11), failed};
  judge(two_objectives(), outcomes);
  CHECK(outcomes[0].on_front);
  CHECK(outcomes[1].on_front);
  CHECK(outcomes[2].feasible);
  CHECK_FALSE(outcomes[2].on_front);
  CHECK_FALSE(outcomes[3].feasible);
  CHECK(outcomes[3].reason == "latency_us <= 10: 11");
  CHECK_FALSE(outcomes[4].feasible);
}

TEST_CASE("violation is relative to the bound") {
  CHECK(violation(two_objectives(), finished(1, 15).values) == Approx(0.5));
  CHECK(violation(two_objectives(), finished(1, 10).values) == 0);
}

TEST_CASE("the table quotes what needs it and has a row for each measure") {
  std::vector<Outcome> outcomes = {finished(1, 2)};
  const SweepSpec sweep = two_objectives();
  judge(sweep, outcomes);
  const std::string csv = table_csv(sweep, outcomes);
  CHECK(csv.find("0,k,finished,\"a,\"\"b\"\"\",true,true,,energy_uj,uJ,1\n") != std::string::npos);
  CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) == measures().size() + 1);
}

}  // namespace
}  // namespace spikeloom
