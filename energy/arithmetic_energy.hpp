// SPDX-License-Identifier: Apache-2.0
#pragma once
// The accounting of the literature: arithmetic and nothing else, E = E_AC x accumulates + E_MAC x multiply-accumulates.
// One mechanism for runs of ours (energy/energy) and for networks that others have published
// (energy/operation_file): a list of operators with how many they are and how often they happen.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "chip/pricing_spec.hpp"
#include "energy/energy_input.hpp"

namespace spikeloom {

constexpr std::array<CountedOperators, 4> kCountedOperators{CountedOperators::AsSimulated, CountedOperators::AsReleased,
                                                            CountedOperators::RepConvFused, CountedOperators::AllFused};
constexpr std::array<CountedImageLayer, 2> kCountedImageLayers{CountedImageLayer::Once, CountedImageLayer::EveryStep};

/// One operator of a network, over all images that are counted. `macs`: dense, of one time step and image.
struct CountedOperator {
  enum class Kind : std::uint8_t { Image, Spikes, Values };  ///< Image and Values are multiplied, Spikes accumulated
  std::string name;
  Kind kind = Kind::Spikes;
  std::array<double, kCountedOperators.size()> macs{};  ///< in the order of kCountedOperators
  double rate = 1;                                      ///< share of inputs that are not zero
  double counted = -1;  ///< additions that were really done, in place of macs x rate x steps; -1: not known
  bool once = false;    ///< of one time step only
};

struct OperationList {
  std::string name;
  double images = 1;
  int time_steps = 1;
  std::vector<CountedOperator> operators;
};

struct ArithmeticPrices {
  double accumulate_pj = 0.9, multiply_accumulate_pj = 4.6;
};

/// Accumulates and multiply-accumulates of all images under one choice.
struct ArithmeticTotal {
  CountedOperators operators = CountedOperators::AsSimulated;
  CountedImageLayer image_layer = CountedImageLayer::Once;
  double accumulates = 0, multiply_accumulates = 0;
  double energy_pj = 0;
};

struct ArithmeticTotals {
  ArithmeticPrices prices;
  ArithmeticTotal chosen;                ///< by energy.operators and energy.image_layer
  std::vector<ArithmeticTotal> choices;  ///< all there are, in a fixed order
};

/// The operators of a run. Rates are additions over dense multiply-accumulates, so the padding of a map lowers them.
OperationList operation_list(const EnergyInput& input);

ArithmeticTotals convention_of(const OperationList& list, const ArithmeticPrices& prices, const PricingSpec& chosen);

/// "as simulated", "RepConv fused", ...; "once", "every step".
std::string convention_name(CountedOperators operators);
std::string convention_name(CountedImageLayer image_layer);

}  // namespace spikeloom
