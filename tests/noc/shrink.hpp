// SPDX-License-Identifier: Apache-2.0
#pragma once
// From a case that fails to a smaller one that still does.

#include <functional>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {

/// Drops packets, shortens them, moves them to earlier cycles and sets parameters to their defaults, for as long as
/// `fails` stays true.
MeshCase shrink(MeshCase mesh, const std::function<bool(const MeshCase&)>& fails);

}  // namespace spikeloom
