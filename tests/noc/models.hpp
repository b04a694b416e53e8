// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that claims to keep the cycle table of noc/README.md.

#include <functional>
#include <vector>

#include "tests/noc/fabric_bench.hpp"
#include "tests/noc/naive.hpp"

namespace spikeloom {

struct Model {
  const char* name;
  std::function<Outcome(const MeshCase&)> run;
};

inline std::vector<Model> all_models() {
  return {{"naive", run_naive},
          {"active", [](const MeshCase& mesh) { return run_fabric(mesh, "active"); }},
          {"clocked", [](const MeshCase& mesh) { return run_fabric(mesh, "clocked"); }}};
}

}  // namespace spikeloom
