// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>

#include "apps/spikeloom/sweep/rank_link.hpp"

namespace spikeloom {

int launched_ranks() {
  int ranks = 1;
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})  // Open MPI; MPICH, Intel MPI and Slurm's PMI
    if (const char* text = std::getenv(name)) ranks = std::max(ranks, std::atoi(text));
  return ranks;
}

}  // namespace spikeloom
