// SPDX-License-Identifier: Apache-2.0
#include "report/run_observer.hpp"

#include "base/json_writer.hpp"
#include "base/output_file.hpp"

namespace spikeloom {

void RunObserver::write(const std::string& path, const RunResults& results) const {
  write_text(path, json_file_text(json(results)));
}

}  // namespace spikeloom
