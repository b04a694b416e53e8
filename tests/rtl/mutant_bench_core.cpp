// SPDX-License-Identifier: Apache-2.0
// mutant_bench_core SET CYCLES WAVEFORM_FOLDER: lock-step of neuron_core.sv in random chips until a difference (it is
// printed; exit code 1), or until so many block-cycles are compared and everything was reached (0; see
// core_coverage.hpp). 2: something was not reached in ten times as many. The models are those of SPIKELOOM_RTL_MODELS,
// as for the routers (mutant_bench_router.cpp).

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <systemc>

#include "tests/rtl/core_bench.hpp"

int sc_main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: mutant_bench_core SET CYCLES WAVEFORM_FOLDER\n";
    return 2;
  }
  spikeloom::CoreCoverage coverage;
  try {
    const std::uint64_t cycles = std::strtoull(argv[2], nullptr, 10);
    const auto missing = [&] { return coverage.missing(argv[1] == std::string("small")); };
    for (std::uint64_t seed = 1; coverage.cycles < cycles || !missing().empty(); ++seed) {
      if (coverage.cycles > 10 * cycles) {
        std::cout << "not reached: " << missing() << "\n" << coverage.text();
        return 2;
      }
      spikeloom::SystemCase system_case = spikeloom::core_case(argv[1], seed);
      const spikeloom::Mapping mapping = spikeloom::core_mapping(system_case, seed);
      spikeloom::run_cores_in_lockstep(system_case, mapping, coverage, argv[3]);
    }
  } catch (const std::exception& error) {
    std::cout << error.what() << std::endl;
    return 1;
  }
  std::cout << coverage.text();
  return 0;
}
