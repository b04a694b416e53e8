// SPDX-License-Identifier: Apache-2.0
// In place of search.cpp where pagmo is missing.
#include "base/error.hpp"
#include "runs/sweep/search.hpp"

namespace spikeloom {

std::vector<Coordinates> search(const SweepSpec& /*sweep*/, const Evaluate& /*evaluate*/) {
  throw InputError("sweep.search: this program was built without pagmo; install libpagmo-dev, build again");
}

}  // namespace spikeloom
