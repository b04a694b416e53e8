// SPDX-License-Identifier: Apache-2.0
#include "energy/dense_baseline.hpp"

#include <algorithm>
#include <initializer_list>

#include "energy/prices.hpp"

namespace spikeloom {
namespace {

constexpr double kActivationBits = 8;

/// Nominal prices of the things that both networks do.
class DenseModel {
 public:
  DenseModel(const ChipSpec& chip, const ChipPrices& prices) : prices_(prices), core_(chip.core) {}

  double pj(Action action) const { return prices_.action_pj[static_cast<std::size_t>(action)].value.nominal; }
  double sum(const ActionCounts& counts, std::initializer_list<Action> actions) const {
    double sum = 0;
    for (const Action action : actions) sum += static_cast<double>(counts[action]) * pj(action);
    return sum;
  }
  double all(const ActionCounts& counts) const {
    double sum = 0;
    for (std::size_t i = 0; i < kActions; ++i)
      sum += static_cast<double>(counts.at(i)) * prices_.action_pj[i].value.nominal;
    return sum;
  }
  double mac_pj() const { return prices_.dense_mac_pj.value.nominal; }
  double words(int bits) const { return static_cast<double>(bits) / core_.sram_word_bits; }
  /// An accumulator read and written.
  double accumulator_pj() const {
    return words(core_.accumulator_bits) * (pj(Action::AccumulatorRead) + pj(Action::AccumulatorWrite));
  }
  double weight_pj() const { return words(core_.weight_bits) * pj(Action::WeightRead); }

 private:
  const ChipPrices& prices_;
  const CoreSpec& core_;
};

constexpr auto kCoreTraffic = {Action::QueuePush, Action::QueuePop, Action::WordEncode, Action::FlitSend};
/// Accumulators that the neuron unit reads and writes: every sum, and every membrane where there are several steps.
double sweep_pj(const CountedLayer& layer, const EnergyInput& input, const DenseModel& model) {
  const auto outputs = static_cast<double>(layer.outputs) * static_cast<double>(input.images);
  const auto neurons = static_cast<double>(layer.neuron_steps);
  const double sweeps = neurons > 0 ? neurons * (input.time_steps > 1 ? 2 : 1) : outputs;
  return std::min(sweeps * model.accumulator_pj(),
                  model.sum(layer.actions, {Action::AccumulatorRead, Action::AccumulatorWrite}));
}

YardstickLayer layer_of(const CountedLayer& layer, const EnergyInput& input, const DenseModel& model) {
  const double images = static_cast<double>(input.images), steps = input.time_steps;
  const double outputs = static_cast<double>(layer.outputs) * images;
  const double traffic = model.sum(layer.actions, kCoreTraffic);
  YardstickLayer result;
  result.name = layer.name;
  result.macs = static_cast<double>(layer.operations.as_simulated) * images;
  result.spiking_pj = model.all(layer.actions);
  result.fixed_pj =
      traffic + model.sum(layer.actions, {Action::LifStep, Action::WeightWrite}) + sweep_pj(layer, input, model);
  result.dense_pj = result.macs * (model.mac_pj() + model.weight_pj() + model.accumulator_pj()) +
                    outputs * (model.mac_pj() + model.accumulator_pj()) + traffic * kActivationBits / steps +
                    model.sum(layer.actions, {Action::WeightWrite});
  if (result.macs > 0) result.rate = static_cast<double>(layer.synaptic_additions) / (result.macs * steps);
  return result;
}

void add(YardstickLayer& total, const YardstickLayer& layer) {
  total.spiking_pj += layer.spiking_pj;
  total.dense_pj += layer.dense_pj;
  total.fixed_pj += layer.fixed_pj;
  total.macs += layer.macs;
}

/// What belongs to no layer: routers, links, credits, ports at the edge and the DRAM behind them.
void add_rest(YardstickLayer& total, const EnergyInput& input, const DenseModel& model) {
  const ActionCounts counts = input.chip_actions();
  const double dram = model.sum(counts, {Action::DramRead, Action::DramWrite});
  const double rest = model.all(counts) - total.spiking_pj;
  total.spiking_pj += rest;
  total.fixed_pj += rest;
  total.dense_pj += (rest - dram) * kActivationBits / input.time_steps + dram;
}

}  // namespace

double YardstickLayer::break_even_rate() const {
  if (!has_break_even() || dense_pj <= fixed_pj) return 0;
  return rate * (dense_pj - fixed_pj) / (spiking_pj - fixed_pj);
}

DenseBaseline yardstick_of(const EnergyInput& input, const ChipSpec& chip, const ChipPrices& prices) {
  const DenseModel model(chip, prices);
  DenseBaseline dense_baseline;
  dense_baseline.time_steps = input.time_steps;
  dense_baseline.total.name = "total";
  double additions = 0;
  for (const CountedLayer& layer : input.layers) {
    dense_baseline.layers.push_back(layer_of(layer, input, model));
    add(dense_baseline.total, dense_baseline.layers.back());
    additions += static_cast<double>(layer.synaptic_additions);
  }
  add_rest(dense_baseline.total, input, model);
  if (dense_baseline.total.macs > 0)
    dense_baseline.total.rate = additions / (dense_baseline.total.macs * input.time_steps);
  return dense_baseline;
}

}  // namespace spikeloom
