// SPDX-License-Identifier: Apache-2.0
#include "report/run_observer.hpp"

#include "base/output_file.hpp"

namespace spikeloom {

void RunObserver::write(const std::string& path, const RunResults& results) const {
  write_text(path, json(results).dump(1) + "\n");
}

}  // namespace spikeloom
