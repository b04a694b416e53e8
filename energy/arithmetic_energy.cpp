// SPDX-License-Identifier: Apache-2.0
#include "energy/arithmetic_energy.hpp"

namespace spikeloom {
namespace {

using Kind = CountedOperator::Kind;

double number(std::uint64_t n) { return static_cast<double>(n); }

CountedOperator counted_operator(const CountedLayer& layer, double images, int time_steps) {
  const LayerOperations& macs = layer.operations;
  CountedOperator result;
  result.name = layer.name;
  result.kind = layer.reads_image ? Kind::Image : Kind::Spikes;
  result.macs = {number(macs.as_simulated), number(macs.as_released), number(macs.repconv_fused),
                 number(macs.all_fused)};
  if (layer.reads_image) return result;
  result.counted = number(layer.synaptic_additions);
  const double dense = number(macs.as_simulated) * images * time_steps;
  result.rate = dense > 0 ? result.counted / dense : 0;
  return result;
}

double steps_of(const CountedOperator& op, const OperationList& list, CountedImageLayer image_layer) {
  const bool once = op.once || (op.kind == Kind::Image && image_layer == CountedImageLayer::Once);
  return once ? 1 : list.time_steps;
}

ArithmeticTotal total_of(const OperationList& list, const ArithmeticPrices& prices, std::size_t form,
                         CountedImageLayer image_layer) {
  ArithmeticTotal total{kCountedOperators[form], image_layer, 0, 0, 0};
  for (const CountedOperator& op : list.operators) {
    const bool exact = total.operators == CountedOperators::AsSimulated && op.counted >= 0;
    const double steps = steps_of(op, list, image_layer);
    const double operations = exact ? op.counted : op.macs[form] * op.rate * steps * list.images;
    (op.kind == Kind::Spikes ? total.accumulates : total.multiply_accumulates) += operations;
  }
  total.energy_pj =
      total.accumulates * prices.accumulate_pj + total.multiply_accumulates * prices.multiply_accumulate_pj;
  return total;
}

}  // namespace

OperationList operation_list(const EnergyInput& input) {
  OperationList list;
  list.images = static_cast<double>(input.images);
  list.time_steps = input.time_steps;
  for (const CountedLayer& layer : input.layers)
    list.operators.push_back(counted_operator(layer, list.images, list.time_steps));
  return list;
}

ArithmeticTotals convention_of(const OperationList& list, const ArithmeticPrices& prices, const PricingSpec& chosen) {
  ArithmeticTotals convention{prices, {}, {}};
  for (std::size_t form = 0; form < kCountedOperators.size(); ++form)
    for (const CountedImageLayer image_layer : kCountedImageLayers) {
      convention.choices.push_back(total_of(list, prices, form, image_layer));
      if (kCountedOperators[form] == chosen.operators && image_layer == chosen.image_layer)
        convention.chosen = convention.choices.back();
    }
  return convention;
}

std::string convention_name(CountedOperators operators) {
  switch (operators) {
    case CountedOperators::AsSimulated:
      return "as simulated";
    case CountedOperators::AsReleased:
      return "as released";
    case CountedOperators::RepConvFused:
      return "RepConv fused";
    case CountedOperators::AllFused:
      return "all fused";
  }
  return "";
}

std::string convention_name(CountedImageLayer image_layer) {
  return image_layer == CountedImageLayer::Once ? "once" : "every step";
}

}  // namespace spikeloom
