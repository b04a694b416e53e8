// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "runs/execute/rank_link.hpp"

namespace spikeloom {
namespace {

bool is_set(const char* name) { return std::getenv(name) != nullptr; }

int number_in(const char* name) { return is_set(name) ? std::atoi(std::getenv(name)) : 1; }

}  // namespace

int launched_ranks() {
  if (is_set("OMPI_COMM_WORLD_SIZE")) return number_in("OMPI_COMM_WORLD_SIZE");  // mpirun, maybe in a step of Slurm
  if (is_set("PMI_SIZE")) return number_in("PMI_SIZE");                          // MPICH, Intel MPI, Slurm's PMI
  return is_set("PMIX_RANK") ? number_in("SLURM_STEP_NUM_TASKS") : 1;
}

bool is_uncoordinated_srun() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"})
    if (is_set(name)) return false;
  return number_in("SLURM_STEP_NUM_TASKS") > 1;
}

}  // namespace spikeloom
