// SPDX-License-Identifier: Apache-2.0
#include "energy/operation_file.hpp"

#include <cmath>

#include "base/text_table.hpp"
#include "base/units.hpp"
#include "energy/price_node.hpp"

namespace spikeloom {
namespace {

constexpr int kMostTimeSteps = 1000;

CountedOperator::Kind read_kind(const PriceNode& node) {
  const std::string word = node.text();
  if (word == "image") return CountedOperator::Kind::Image;
  if (word == "spikes") return CountedOperator::Kind::Spikes;
  if (word == "values") return CountedOperator::Kind::Values;
  node.refuse("unknown kind '" + word + "'; known: image, spikes, values");
}

/// A number, or a list of numbers to be multiplied: taps, channels, height, width.
double read_product(const PriceNode& node) {
  if (!node.is_list()) return node.not_negative("count");
  double product = 1;
  for (const PriceNode& factor : node.elements()) product *= factor.not_negative("count");
  return product;
}

/// A number, or a list of numbers of which the mean counts.
double read_rate(const PriceNode& node) {
  if (!node.is_list()) return node.not_negative("rate");
  double sum = 0;
  const auto rates = node.elements();
  if (rates.empty()) node.refuse("a list without rates");
  for (const PriceNode& rate : rates) sum += rate.not_negative("rate");
  return sum / static_cast<double>(rates.size());
}

CountedOperator read_operator(const PriceNode& node) {
  node.check_keys({"name", "kind", "macs", "rate", "once"});
  CountedOperator op;
  op.name = node.child("name").text();
  op.kind = read_kind(node.child("kind"));
  op.macs.fill(read_product(node.child("macs")));
  if (node.has("rate")) op.rate = read_rate(node.child("rate"));
  if (op.kind == CountedOperator::Kind::Spikes && !node.has("rate")) node.refuse("spikes without 'rate'");
  op.once = node.has("once") && node.child("once").text() == "true";
  return op;
}

PublishedTotals read_published(const PriceNode& node) {
  node.check_keys({"accumulates", "multiply_accumulates", "energy_mj"});
  PublishedTotals totals;
  const auto read = [&](const char* key) { return node.has(key) ? node.child(key).not_negative("total") : 0; };
  totals.accumulates = read("accumulates");
  totals.multiply_accumulates = read("multiply_accumulates");
  totals.energy_mj = read("energy_mj");
  return totals;
}

TextTable::Row total_row(const std::string& name, double accumulates, double multiply_accumulates, double energy_mj) {
  const auto giga = [](double n) { return n == 0 ? std::string("-") : plain_number(std::floor(n / 1e5 + 0.5) / 1e4); };
  return {name, giga(accumulates), giga(multiply_accumulates),
          energy_mj == 0 ? "-" : plain_number(std::floor(energy_mj * 1e3 + 0.5) / 1e3)};
}

}  // namespace

OperationFile read_operation_file(const std::string& path) {
  const ConfigNode document = read_document(path);
  const PriceNode root(document);
  root.check_keys({"schema_version", "name", "source", "time_steps", "published", "operators"});
  root.require_schema_version(1);
  OperationFile file;
  file.list.name = root.child("name").text();
  file.source = root.child("source").text();
  const double steps = root.child("time_steps").number();
  file.list.time_steps = static_cast<int>(steps);
  if (steps < 1 || steps > kMostTimeSteps || file.list.time_steps != steps)
    root.child("time_steps").refuse("expected a whole number of 1 or more");
  if (root.has("published")) file.published = read_published(root.child("published"));
  for (const PriceNode& op : root.child("operators").elements()) file.list.operators.push_back(read_operator(op));
  return file;
}

std::string operation_text(const OperationFile& file, const ArithmeticPrices& prices, int width) {
  using Align = TextTable::Align;
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right});
  table.add({"", "accumulates G", "multiply-accumulates G", "energy mJ"});
  for (const ArithmeticTotal& total : convention_of(file.list, prices, {}).choices)
    if (total.operators == CountedOperators::AsSimulated)
      table.add(total_row("image layer " + convention_name(total.image_layer), total.accumulates,
                          total.multiply_accumulates, total.energy_pj * 1e-9));
  const PublishedTotals& published = file.published;
  table.add(total_row("published", published.accumulates, published.multiply_accumulates, published.energy_mj));
  return file.list.name + ", T = " + std::to_string(file.list.time_steps) + "\n" + table.text() +
         wrapped("source: " + file.source, 2, width);
}

}  // namespace spikeloom
