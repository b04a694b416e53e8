// SPDX-License-Identifier: Apache-2.0
#pragma once
// run.yaml -> RunSpec. `chip` is a chip file or a map; relative paths start at the folder of the file that names them.
// Throws InputError with file, line and column (or the option that is at fault).

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/overrides.hpp"
#include "runs/run_spec.hpp"

namespace spikeloom {

/// `overrides`: "chip.core.lanes=32", as if it were written in the file.
RunSpec read_run(const std::string& path, const std::vector<std::string>& overrides = {});

/// With changes that were written in another file (a sweep's axes), whose place stands in messages about them.
RunSpec read_changed_run(const std::string& path, const std::vector<Override>& changes);

/// The resolved configuration, as results.json carries it.
nlohmann::ordered_json run_to_json(const RunSpec& run);

/// The paths of files and folders in such a configuration.
void for_each_file(nlohmann::ordered_json& config, const std::function<void(std::string& path)>& visit);

/// All files and folders that the run reads: its documents, network, images, recording and prices.
std::vector<std::string> input_files(const RunSpec& run);

}  // namespace spikeloom
