// SPDX-License-Identifier: Apache-2.0
#pragma once
// Networks that several tests run, and shorthands for running them.

#include <string>
#include <utility>
#include <vector>

#include "noc/alone/standalone_noc.hpp"

namespace spikeloom {

/// The router of four cycles that BookSim's reference figures were made with (tests/noc/alone/booksim2.csv).
NocAloneSpec booksim_like(int columns, int rows);

/// One recorded packet.
struct Recorded {
  Cycle cycle;
  int source;
  std::vector<int> destinations;
  int flits = 1;
};
/// Makes the trace of a spec, with every packet measured.
void set_trace(NocAloneSpec& spec, const std::vector<Recorded>& packets);

Catalogue fabrics();
NocResults run(const NocAloneSpec& spec);

/// What the two kernels must agree on: everything but the host's time.
void check_same(const NocResults& a, const NocResults& b);

}  // namespace spikeloom
