// SPDX-License-Identifier: Apache-2.0
#pragma once
// SWEEP.yaml -> SweepSpec. Throws InputError with file, line and column for what is wrong with the file itself; whether
// the keys of its axes exist is found out by making points (runs/sweep/points).

#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

SweepSpec read_sweep(const std::string& path);

}  // namespace spikeloom
