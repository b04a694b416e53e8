// SPDX-License-Identifier: Apache-2.0
#pragma once
// NOC.yaml -> NocAloneSpec: every parameter, the rules between them, and the trace that it names. Throws InputError
// with file, line and column (or the option that is at fault).

#include <string>
#include <vector>

#include "noc/alone/spec.hpp"

namespace spikeloom {

/// `overrides`: "noc.vcs=4", as if it were written in the file.
NocAloneSpec read_noc_alone(const std::string& path, const std::vector<std::string>& overrides = {});

}  // namespace spikeloom
