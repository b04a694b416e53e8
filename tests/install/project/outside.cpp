// SPDX-License-Identifier: Apache-2.0
// outside RUN: runs a run file through the installed libraries and prints figures that the test compares.
#include <iostream>
#include <systemc>

#include "runs/run.hpp"
#include "runs/run_file.hpp"

int sc_main(int count, char** arguments) {
  if (count != 2) return 2;
  try {
    const spikeloom::FinishedRun finished = spikeloom::run(spikeloom::prepare(spikeloom::read_run(arguments[1])));
    std::cout << "cycles " << finished.results.cycles << "\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
