// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which points of a space a sweep looks at. Deterministic: the same seed gives the same points on every host.

#include "runs/sweep/sweep_spec.hpp"

namespace spikeloom {

constexpr std::uint64_t kMostPoints = 1000000;

/// Points of the whole space; kMostPoints + 1 when there are more.
std::uint64_t space_size(const std::vector<Axis>& axes);

/// Of grid, list, latin_hypercube and random, without repetition (so a small space may give fewer than asked for). The
/// last axis turns fastest. Throws InputError for a grid of more than kMostPoints.
std::vector<Coordinates> chosen_points(const SweepSpec& sweep);

/// `samples` points of which every stretch of every axis has its share.
std::vector<Coordinates> latin_hypercube(const std::vector<Axis>& axes, int samples, std::uint64_t seed);

}  // namespace spikeloom
