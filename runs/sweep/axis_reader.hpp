// SPDX-License-Identifier: Apache-2.0
#pragma once
// Axes and listed points of SWEEP.yaml. Used by runs/sweep/sweep_file.

#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

/// `core.lanes` is `chip.core.lanes`: what is no key of a run is one of its chip.
std::string run_key(const std::string& key);

/// `axes`: a map from keys to lists of values, or to {from, to, step} or {from, to, factor}.
std::vector<Axis> read_axes(const ConfigNode& axes);

/// `points`: a list of maps from keys to values, all with the same keys. Fills axes and listed points.
void read_points(const ConfigNode& points, SweepSpec& sweep);

}  // namespace spikeloom
