// SPDX-License-Identifier: Apache-2.0
// A build without MPI. Ranks that do not know of each other would each simulate everything.

#include "base/error.hpp"
#include "runs/execute/rank_link.hpp"

namespace spikeloom {

std::unique_ptr<RankLink> join_ranks() {
  if (launched_ranks() <= 1) return nullptr;
  throw InputError("mpirun started " + std::to_string(launched_ranks()) +
                   " ranks, but this program was built without MPI (SPIKELOOM_MPI); allowed: one rank, --jobs N, "
                   "--part I/N, or a build with libboost-mpi-dev");
}

}  // namespace spikeloom
