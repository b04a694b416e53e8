// SPDX-License-Identifier: Apache-2.0
#include "report/observers.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "tests/report/report_fixture.hpp"

namespace spikeloom::report_test {
namespace {

TEST_CASE("Which words ask for an observer?") {
  CHECK(ObserverRequest::parse("layer_spans").file.empty());
  CHECK(ObserverRequest::parse("timeline:a:b.json").file == "a:b.json");
  CHECK_THROWS_WITH(
      ObserverRequest::parse("layer_span"),
      "--observe: unknown observer 'layer_span'; did you mean 'layer_spans'? known: layer_spans, timeline");
  CHECK_THROWS_WITH(ObserverRequest::parse("timeline"), "--observe timeline: needs a file; allowed: timeline:FILE");
  CHECK_THROWS_WITH(ObserverRequest::parse("layer_spans:"),
                    "--observe layer_spans:: no file behind ':'; allowed: NAME or NAME:FILE");
  CHECK_THROWS_AS(require_different({{"timeline", "a"}, {"timeline", "b"}}), InputError);
  CHECK_THROWS_AS(require_different({{"layer_spans", "a"}, {"timeline", "a"}}), InputError);
  CHECK_NOTHROW(require_different({{"layer_spans", ""}, {"timeline", "a"}}));
}

TEST_CASE("Does an observer with a file write there what else stands in results.json?") {
  const Report report;
  const ObservedRun run{report.network, report.chip, report.mapping};
  const TemporaryFile file("spans.json", "");
  for (const std::string& path : {std::string(), file.path()}) {
    const ObserverSet observers({{"layer_spans", path}}, run);
    for (Observer* observer : observers.all()) {
      observer->on_datapath({0, 10, 20});
      observer->on_datapath({0, 5, 15});
    }
    const nlohmann::ordered_json spans = {{{"layer", "stem"}, {"begin_cycle", 5}, {"end_cycle", 20}}};
    observers.write(report.results);
    if (path.empty())
      CHECK(observers.json(report.results) == nlohmann::ordered_json{{"layer_spans", spans}});
    else
      CHECK(nlohmann::ordered_json::parse(file_text(path)) == spans);
    if (!path.empty()) CHECK(observers.json(report.results).empty());
    CHECK(observers.sections(report.results, 80).size() == 1);
  }
}

}  // namespace
}  // namespace spikeloom::report_test
