// SPDX-License-Identifier: Apache-2.0
// The list of operators and the words for what layers are made of.
#include "models/operators/operator_model.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "models/layer_names.hpp"
#include "models/network_size.hpp"

namespace spikeloom {
namespace {

template <class Word>
void check_words(const std::vector<std::string>& names, Word last) {
  REQUIRE(names.size() == static_cast<std::size_t>(last) + 1);
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK_FALSE(names[i].empty());
    CHECK(to_string(static_cast<Word>(i)) == names[i]);
  }
}

/// A layer of 6 channels and 2 heads on a map of 8 x 10.
Layer layer_with(Operator op) {
  Layer layer;
  layer.op = op;
  layer.in = {6, 8, 10};
  layer.out = {4, 0, 0};
  layer.kernel = {3, 3, 2, 1};
  layer.heads = 2;
  return layer;
}

}  // namespace

TEST_CASE("Has every role, signal, operator and composite a word of its own?") {
  check_words(role_names(), Role::Partial);
  check_words(signal_names(), Signal::Values);
  check_words(composite_names(), Composite::SepConvTail);
  check_words(operator_names(), kOperators[kOperatorCount - 1].op);
  CHECK(to_string(Role::Partial) == "partial");
}

TEST_CASE("Are the roles of a layer's inputs all roles but partial?") {
  std::vector<std::string> names = input_role_names();
  names.push_back(to_string(Role::Partial));
  CHECK(names == role_names());
}

TEST_CASE("Is the model of each operator in the list that of the operator?") {
  for (const OperatorTraits& traits : kOperators) {
    INFO(traits.name);
    CHECK(operator_model(traits.op).traits().op == traits.op);
  }
}

TEST_CASE("Are an operator's optional operands its last ones, and no operand a partial sum?") {
  for (const OperatorTraits& traits : kOperators) {
    INFO(traits.name);
    const std::vector<Operand> operands = operator_model(traits.op).operands();
    REQUIRE_FALSE(operands.empty());
    CHECK_FALSE(operands.front().optional);
    for (std::size_t i = 0; i < operands.size(); ++i) {
      CHECK((operands[i].spikes || operands[i].values));
      CHECK(operands[i].role != Role::Partial);
      if (i > 0 && operands[i - 1].optional) CHECK(operands[i].optional);
    }
  }
}

TEST_CASE("Do output maps follow from input, kernel and, where channels are mixed, channels?") {
  const auto shape_of = [](Operator op) { return operator_model(op).output_shape(layer_with(op)); };
  CHECK(shape_of(Operator::Conv) == MapShape{4, 4, 5});
  CHECK(shape_of(Operator::DepthwiseConv) == MapShape{6, 4, 5});
  CHECK(shape_of(Operator::Attention) == MapShape{6, 8, 10});
  CHECK(shape_of(Operator::SpatialSum) == MapShape{6, 1, 1});
}

TEST_CASE("Is a layer's state what its operator stores: spikes of Q, K and V and a matrix of counts for each head?") {
  for (const OperatorTraits& traits : kOperators) {
    INFO(traits.name);
    Layer layer = layer_with(traits.op);
    layer.out = operator_model(traits.op).output_shape(layer);
    const std::int64_t positions = 8 * 10, channels = 6, steps = 4, head = 3, heads = 2, count_bits = 8;
    const std::int64_t stored = steps * (3 * positions * channels + heads * head * head * count_bits);
    CHECK(operator_model(traits.op).state_bits(layer, 6, 4) == (traits.op == Operator::Attention ? stored : 0));
  }
}

TEST_CASE(
    "Has a convolution a weight for each tap and pair of channels, and a depth-wise one for each tap and channel?") {
  const auto counted = [](Operator op) {
    Layer layer = layer_with(op);
    layer.out = operator_model(op).output_shape(layer);
    return weight_count(layer);
  };
  CHECK(counted(Operator::Conv) == 9 * 6 * 4);
  CHECK(counted(Operator::DepthwiseConv) == 9 * 6);
  CHECK(counted(Operator::Attention) == 0);
  CHECK(counted(Operator::SpatialSum) == 0);
}

}  // namespace spikeloom
