// SPDX-License-Identifier: Apache-2.0
#include "energy/price_scaling.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/units.hpp"

namespace spikeloom {
namespace {

constexpr double kAlpha = 1.3;

double delay(double supply_v, double threshold_v) { return supply_v / std::pow(supply_v - threshold_v, kAlpha); }

double time_factor(const Conditions& figure, double supply_v) {
  if (supply_v <= figure.vth_v)
    throw InputError("energy.voltage_v: " + plain_number(supply_v) + " V is not above the threshold of the SRAM's " +
                     "transistors, " + plain_number(figure.vth_v) + " V");
  return delay(supply_v, figure.vth_v) / delay(figure.vdd_v, figure.vth_v);
}

double temperature_factor(const Conditions& figure, double temperature_k) {
  if (figure.temperature_k == 0 || figure.leakage_per_50k == 0) return 1;
  return std::pow(figure.leakage_per_50k, (temperature_k - figure.temperature_k) / 50);
}

}  // namespace

double scaling_factor(Quantity quantity, const Conditions& figure, const PricingSpec& chip) {
  const bool supply = chip.voltage_v > 0 && figure.vdd_v > 0;
  const double volts = supply ? chip.voltage_v / figure.vdd_v : 1;
  switch (quantity) {
    case Quantity::Energy:
      return volts * volts;
    case Quantity::Leakage:
      return volts * temperature_factor(figure, chip.temperature_k);
    case Quantity::Time:
      return supply ? time_factor(figure, chip.voltage_v) : 1;
    case Quantity::Area:
      return 1;
  }
  return 1;
}

bool lacks_supply(Quantity quantity, const Conditions& figure, const PricingSpec& chip) {
  return quantity != Quantity::Area && chip.voltage_v > 0 && figure.vdd_v == 0;
}

}  // namespace spikeloom
