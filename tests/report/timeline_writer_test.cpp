// SPDX-License-Identifier: Apache-2.0
#include "report/timeline_writer.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

using Json = nlohmann::json;

Json trace_of_two_tiles() {
  const Network network = small_network();
  const Mapping mapping = small_mapping();
  TimelineWriter writer(network, mapping, 500);
  writer.on_image_begin(0, 0);
  writer.on_datapath({0, 10, 20});
  writer.on_datapath({0, 20, 30});  // goes on: one interval
  writer.on_datapath({0, 40, 50});
  writer.on_datapath({1, 45, 46});
  RowEvent row;
  row.slice = 1;
  row.row = 3;
  row.t = 1;
  row.begin_cycle = 50;
  row.end_cycle = 60;
  writer.on_row(row);
  writer.on_image_end(0, 100);
  const TemporaryFile file("trace.json", "");
  writer.write(file.path());
  return Json::parse(file_text(file.path()));
}

std::vector<Json> spans(const Json& trace, int process, int thread) {
  std::vector<Json> found;
  for (const Json& event : trace["traceEvents"])
    if (event["ph"] == "X" && event["pid"] == process && event["tid"] == thread) found.push_back(event);
  return found;
}

TEST_CASE("a trace is valid JSON with the intervals of the run") {
  const Json trace = trace_of_two_tiles();
  const std::vector<Json> first = spans(trace, 0, 0), second = spans(trace, 1, 0), rows = spans(trace, 1, 1);
  REQUIRE(first.size() == 2);
  CHECK(first[0]["name"] == "stem");
  CHECK(first[0]["ts"].get<double>() == Approx(0.02));  // cycle 10 at 500 MHz
  CHECK(first[0]["dur"].get<double>() == Approx(0.04));
  CHECK(first[0]["args"]["end_cycle"] == 30);
  REQUIRE(second.size() == 1);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["name"] == "head row 3 t 1");
  REQUIRE(spans(trace, 2, 0).size() == 1);
  CHECK(spans(trace, 2, 0)[0]["dur"].get<double>() == Approx(0.2));
}

TEST_CASE("a trace names its tiles and units") {
  std::vector<std::string> names;
  const Json trace = trace_of_two_tiles();
  for (const Json& event : trace["traceEvents"])
    if (event["ph"] == "M") names.push_back(event["args"]["name"]);
  CHECK_THAT(names, Catch::VectorContains(std::string("tile (1,0)")));
  CHECK_THAT(names, Catch::VectorContains(std::string("neuron unit")));
}

TEST_CASE("a trace that cannot be written is told") {
  const Network network = small_network();
  const Mapping mapping = small_mapping();
  const TimelineWriter writer(network, mapping, 500);
  CHECK_THROWS_AS(writer.write("no_such_folder/trace.json"), InputError);
}

}  // namespace
}  // namespace spikeloom::report_test
