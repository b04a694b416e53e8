// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages between the ranks that mpirun started for one sweep. rank_link_mpi.cpp has them carried by Boost.MPI;
// rank_link_none.cpp stands in for it in a build without MPI.

#include <memory>
#include <optional>
#include <string>

namespace spikeloom {

struct RankMessage {
  int from = 0;
  std::string text;
};

/// Nothing here waits: a rank may be dead without anybody knowing.
class RankLink {
 public:
  virtual ~RankLink() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  virtual void send(int to, const std::string& text) = 0;
  /// The next message that has arrived.
  virtual std::optional<RankMessage> receive() = 0;
  /// A rank is lost. This one ends without the others where the launcher goes on without the dead: the common end of
  /// MPI would wait for them.
  virtual void abandon() = 0;
};

/// How many ranks a launcher (mpirun, mpiexec, srun with PMI) started, this process among them; 1 without any.
int launched_ranks();

/// Started by srun beside other tasks, with nothing by which they could find each other.
bool is_uncoordinated_srun();

/// None unless there are several ranks: MPI is not even initialised then. Throws InputError when this build has no MPI,
/// or another one than the launcher.
std::unique_ptr<RankLink> join_ranks();

}  // namespace spikeloom
