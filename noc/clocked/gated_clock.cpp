// SPDX-License-Identifier: Apache-2.0
#include "noc/clocked/gated_clock.hpp"

#include <algorithm>

namespace spikeloom::clocked {

void GatedClock::expect(Cycle at) {
  last_arrival_ = std::max(last_arrival_, at);
  scheduler_.wake(block_, at);
}

void GatedClock::step(Cycle now) {
  if (error_) std::rethrow_exception(error_);
  if (now > last_arrival_ + (buffered_flits_ > 0 ? kPatienceCycles : 0)) return;
  now_ = now;
  edge_.notify(sc_core::SC_ZERO_TIME);
  scheduler_.wake(block_, now + 1);
}

}  // namespace spikeloom::clocked
