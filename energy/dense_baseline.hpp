// SPDX-License-Identifier: Apache-2.0
#pragma once
// A dense_baseline: the same network as a dense 8-bit integer network, once instead of T times, on the same figures.
// One multiplication and addition for each weight use; weights and accumulators are read and written as the spiking
// chip does for an addition. At which firing rate do both cost the same?
//
// Dynamic energy only (nobody says how long the dense one takes), and of a layer what its core does:
//   dense   = macs x (MAC + weight bits read + accumulator bits read and written)
//           + outputs x (MAC to requantise + accumulator bits read and written) + traffic x 8 / T
//   spiking = rate part (additions, weights, accumulators in the datapath) + fixed part (neurons, their accumulators,
//             traffic: words are sent whatever is in them)
// Traffic is queue, encoder and packetizer; for the total, everything that no layer owns (routers, links, ports), too.
// Used by energy/energy.

#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "energy/energy_input.hpp"

namespace spikeloom {

struct ChipPrices;

/// Energies of all images.
struct YardstickLayer {
  std::string name;
  double spiking_pj = 0, dense_pj = 0;
  double fixed_pj = 0;  ///< of the spiking energy: does not follow the rate
  double macs = 0;      ///< dense, of all images
  double rate = 0;      ///< additions per weight use and time step
  /// Without weights, or when nothing was added, there is none to be told.
  bool has_break_even() const { return macs > 0 && spiking_pj > fixed_pj; }
  /// Rate below which the spiking layer costs less; 0 when it never does, and when there is none.
  double break_even_rate() const;
};

struct DenseBaseline {
  int time_steps = 1;
  std::vector<YardstickLayer> layers;
  YardstickLayer total;  ///< of layers, ports, routers and links
};

DenseBaseline yardstick_of(const EnergyInput& input, const ChipSpec& chip, const ChipPrices& prices);

}  // namespace spikeloom
