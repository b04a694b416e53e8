// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures of merit that follow from an energy report. The operation of "SOP" is a synaptic addition: a weight, or a
// KV element, added into an accumulator; shifted additions of value words are such operations, too.

#include <string>

#include "energy/energy.hpp"

namespace spikeloom {

struct EnergyFigures {
  Band area_mm2;
  Band energy_uj;                         ///< per inference, all in
  double latency_us = 0;                  ///< of the first image
  double images_per_s = 0;                ///< in the steady state
  double power_mw = 0;                    ///< average over the run
  double edp_uj_ms = 0;                   ///< energy per inference x latency
  double pj_per_addition = 0;             ///< all in
  double arithmetic_pj_per_addition = 0;  ///< what the adders took, in this price list
  double gsop_per_s = 0;
  double tsop_per_s_per_w = 0;
  double gsop_per_s_per_mm2 = 0;
  double utilisation = 0;  ///< mean share of cycles in which a datapath was busy
};

EnergyFigures energy_figures(const EnergyReport& energy);

/// What an architect has to know before using the figures: an SRAM slower than the clock, tiles larger than their
/// pitch, sizes outside of tables, figures that the chip's supply did not reach. One sentence each.
std::vector<std::string> energy_warnings(const EnergyReport& energy);

}  // namespace spikeloom
