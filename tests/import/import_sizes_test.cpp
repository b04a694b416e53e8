// SPDX-License-Identifier: Apache-2.0
// The named networks against published figures: data/metaspikeformer_layers.csv.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <sstream>

#include "import/architectures.hpp"
#include "import/layer_plan.hpp"
#include "models/network_size.hpp"
#include "tests/support/source_folder.hpp"

namespace spikeloom {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

/// The operators of one network in one form.
std::vector<Row> published(const std::string& arch, const std::string& rep_conv) {
  std::ifstream file(source_folder() + "/tests/models/data/metaspikeformer_layers.csv");
  std::vector<std::string> names;
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind('#', 0) == 0) continue;
    const std::vector<std::string> cells = cells_of(line);
    if (names.empty()) {
      names = cells;
      continue;
    }
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[names.at(i)] = cells[i];
    if (row["arch"] == arch && row["rep_conv"] == rep_conv) rows.push_back(row);
  }
  return rows;
}

std::uint64_t number(const Row& row, const std::string& key) { return std::stoull(row.at(key)); }

std::uint64_t weights_of(const Row& row) {
  return number(row, "params") - number(row, "cout") * (number(row, "bias") + 2 * number(row, "bn"));
}

LayerPlan plan_of(const std::string& arch, const OperatorForms& forms) {
  for (const NamedArchitecture& known : architectures())
    if (known.name == "metaspikeformer-" + arch) return plan_layers(known.config, forms);
  FAIL("no architecture " + arch);
  return {};
}

/// One number a channel behind every convolution that has a bias or a batch norm.
std::uint64_t folded_biases(const PlannedLayer& planned) {
  const bool none = planned.recipe == KernelRecipe::None || planned.recipe == KernelRecipe::Depthwise ||
                    planned.recipe == KernelRecipe::RepConvDepthwise;
  return none ? 0 : planned.layer.out.channels;
}

struct Totals {
  std::uint64_t parameters = 0, macs = 0;
};

Totals totals_of(const LayerPlan& plan) {
  Totals totals;
  for (const PlannedLayer& planned : plan.layers) {
    totals.parameters += weight_count(planned.layer) + folded_biases(planned);
    totals.macs += multiply_accumulates(planned.layer);
  }
  return totals;
}

void check_against(const std::vector<Row>& rows, const LayerPlan& plan) {
  std::size_t next = 0;
  for (const PlannedLayer& planned : plan.layers) {
    const Layer& layer = planned.layer;
    if (layer.op == Operator::SpatialSum) continue;  // the tables count no sums
    INFO(layer.name);
    REQUIRE(next < rows.size());
    std::uint64_t macs = number(rows[next], "macs");
    // The tables have both products of attention.
    if (layer.op == Operator::Attention) macs += number(rows[++next], "macs");
    const Row& row = rows[next++];
    CHECK(row.at("key") == layer.name);
    CHECK(weight_count(layer) == weights_of(row));
    CHECK(multiply_accumulates(layer) == macs);
    CHECK(static_cast<std::uint64_t>(layer.out.channels) == number(row, "cout"));
    CHECK(static_cast<std::uint64_t>(layer.out.height) == number(row, "hout"));
    if (layer.op != Operator::Attention)
      CHECK((layer.inputs.front().signal == Signal::Spikes) == (row.at("inp") == "B"));
  }
  CHECK(next == rows.size());
}

TEST_CASE("layers, weights and operations of the named networks are the published ones") {
  for (const std::string arch : {"15m", "31m", "55m"}) {
    INFO(arch);
    const LayerPlan fused = plan_of(arch, {});
    CHECK(fused.layers.size() == 90 - 8 + 1);  // attention is one layer, and the pool is one
    check_against(published(arch, "fused"), fused);
    const LayerPlan factored = plan_of(arch, {RepConvForm::Factored, SepConvForm::BitSerial});
    CHECK(factored.layers.size() == 154 - 8 + 1);
    check_against(published(arch, "factored"), factored);
  }
}

TEST_CASE("parameters and operations add up to the published totals in every form") {
  struct Published {
    std::string arch;
    OperatorForms forms;
    std::uint64_t parameters;
    double giga_macs;
  };
  const OperatorForms fused{}, released{RepConvForm::Factored, SepConvForm::BitSerial},
      sep_fused{RepConvForm::Factored, SepConvForm::Fused}, both{RepConvForm::Fused, SepConvForm::Fused};
  // The specification's table 1.1: inference parameters, GMAC of a step with padding taps.
  const std::vector<Published> table{{"15m", released, 15'049'056, 6.473},   {"15m", fused, 33'226'464, 10.037},
                                     {"15m", sep_fused, 18'651'808, 11.327}, {"15m", both, 36'829'216, 14.891},
                                     {"31m", released, 31'242'376, 14.017},  {"31m", fused, 68'786'824, 21.378},
                                     {"31m", sep_fused, 39'374'440, 24.997}, {"31m", both, 76'918'888, 32.358},
                                     {"55m", released, 55'228'264, 24.817},  {"55m", fused, 122'031'976, 37.914},
                                     {"55m", sep_fused, 69'708'264, 44.389}, {"55m", both, 136'511'976, 57.486}};
  for (const Published& row : table) {
    INFO(row.arch);
    const Totals totals = totals_of(plan_of(row.arch, row.forms));
    CHECK(totals.parameters == row.parameters);
    CHECK(static_cast<double>(totals.macs) / 1e9 == Approx(row.giga_macs).margin(0.0006));
  }
}

TEST_CASE("the named networks have the published numbers of neurons") {
  const std::map<std::string, std::uint64_t> neurons{{"15m", 11'597'288}, {"31m", 17'160'672}, {"55m", 22'880'896}};
  for (const auto& [arch, published_neurons] : neurons) {
    std::uint64_t there = 0;
    for (const PlannedLayer& planned : plan_of(arch, {}).layers)
      there += planned.layer.fires ? static_cast<std::uint64_t>(planned.layer.out.neurons()) : 0;
    CHECK(there == published_neurons);
  }
}

TEST_CASE("an image may have any size that the strides divide") {
  ModelConfig config = architectures().front().config;
  CHECK(image_size_unit(config) == 16);
  set_image_size(config, 160, 256);
  const LayerPlan plan = plan_layers(config);
  CHECK(plan.layers[0].layer.out == MapShape{32, 80, 128});
  CHECK(plan.layers.back().layer.in == MapShape{360, 1, 1});
}

}  // namespace
}  // namespace spikeloom
