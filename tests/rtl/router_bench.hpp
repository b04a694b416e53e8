// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random networks (tests/noc) for the routers of a set of RTL parameters, and what was seen in them.

#include <cstdint>
#include <string>

#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/random_case.hpp"
#include "tests/rtl/set_specs.hpp"

namespace spikeloom {

/// A random case on such a network: up to 6 x 6, trees, slow sinks, hot spots.
MeshCase rtl_case(const std::string& set, std::uint64_t seed, int packets = 400);

/// What lock-step compared and what the routers went through, over many cases.
struct RouterCoverage {
  std::uint64_t cases = 0, cycles = 0, flits = 0, credits = 0;                               ///< compared
  std::uint64_t singles = 0, heads = 0, bodies = 0, tails = 0, trees = 0, host_packets = 0;  ///< sent
  std::uint64_t full = 0, no_credit = 0, no_vc = 0, lost_vc = 0, lost_switch = 0, blocked_branch = 0, wraps = 0;

  std::string text() const;
  /// Points that were not reached; empty: all were.
  std::string missing() const;
};

/// Every router of the case in lock-step with the fabric of that kernel; the first difference throws, and leaves its
/// waveform in that folder.
void run_in_lockstep(const MeshCase& mesh, const std::string& kernel, RouterCoverage& coverage,
                     const std::string& waveform_folder = ".");

}  // namespace spikeloom
