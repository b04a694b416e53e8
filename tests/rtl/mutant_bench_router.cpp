// SPDX-License-Identifier: Apache-2.0
// mutant_bench_router SET CYCLES WAVEFORM_FOLDER: lock-step of spike_router.sv on random networks until a difference
// (it is printed; exit code 1) or so many block-cycles (0). The models are those of the folder SPIKELOOM_RTL_MODELS,
// where one of changed sources can take the place of the build's: tests/rtl/mutants.py.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <systemc>

#include "tests/rtl/router_bench.hpp"

int sc_main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: mutant_bench_router SET CYCLES WAVEFORM_FOLDER\n";
    return 2;
  }
  spikeloom::RouterCoverage coverage;
  try {
    const std::uint64_t cycles = std::strtoull(argv[2], nullptr, 10);
    for (std::uint64_t seed = 1; coverage.cycles < cycles; ++seed)
      spikeloom::run_in_lockstep(spikeloom::rtl_case(argv[1], seed, 150), "active", coverage, argv[3]);
  } catch (const std::exception& error) {
    std::cout << error.what() << std::endl;
    return 1;
  }
  std::cout << coverage.text();
  return 0;
}
