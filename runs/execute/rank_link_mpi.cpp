// SPDX-License-Identifier: Apache-2.0
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <cstdlib>
#include <list>
#include <memory>

#include "base/error.hpp"
#include "runs/execute/rank_link.hpp"

namespace spikeloom {
namespace {

namespace mpi = boost::mpi;

constexpr int kTag = 1;

class MpiLink final : public RankLink {
 public:
  /// Errors of a dead rank are not ours: they are returned, and its silence is noticed.
  MpiLink() { MPI_Comm_set_errhandler(world_, MPI_ERRORS_RETURN); }

  ~MpiLink() override {
    if (abandoned_ && launcher_goes_on()) static_cast<void>(environment_.release());  // never ended
  }

  int rank() const override { return world_.rank(); }
  int size() const override { return world_.size(); }

  void send(int to, const std::string& text) override {
    Sending& sending = sending_.emplace_back();
    sending.text = text;
    const int length = static_cast<int>(text.size());
    if (!works([&] { sending.request = world_.isend(to, kTag, sending.text.data(), length); })) sending_.pop_back();
  }

  std::optional<RankMessage> receive() override {
    std::optional<RankMessage> message;
    works([&] {
      if (const auto status = world_.iprobe(mpi::any_source, kTag)) message = take(*status);
    });
    sending_.remove_if([](Sending& sending) {
      bool sent = false;
      return !works([&] { sent = sending.request.test().has_value(); }) || sent;
    });
    return message;
  }

  void abandon() override { abandoned_ = true; }

 private:
  struct Sending {
    std::string text;  ///< must stand until it is sent
    mpi::request request;
  };

  /// False when MPI reports an error.
  template <class Call>
  static bool works(const Call& call) {
    try {
      call();
      return true;
    } catch (const mpi::exception&) {
      return false;
    }
  }

  /// Whether mpirun was told to go on without dead ranks (--enable-recovery). It takes an end without MPI's for a
  /// failure otherwise, and ends all ranks when one dies.
  static bool launcher_goes_on() {
    const char* recovery = std::getenv("OMPI_MCA_orte_enable_recovery");
    return recovery != nullptr && std::string(recovery) == "1";
  }

  RankMessage take(const mpi::status& status) {
    RankMessage message{status.source(), std::string(static_cast<std::size_t>(*status.count<char>()), ' ')};
    world_.recv(status.source(), kTag, message.text.data(), static_cast<int>(message.text.size()));
    return message;
  }

  bool abandoned_ = false;
  std::list<Sending> sending_;  ///< outlives the end of MPI, which may still send
  /// No abort when an exception ends the program.
  std::unique_ptr<mpi::environment> environment_ = std::make_unique<mpi::environment>(mpi::threading::funneled, false);
  mpi::communicator world_;
};

}  // namespace

std::unique_ptr<RankLink> join_ranks() {
  if (launched_ranks() <= 1) return nullptr;
  auto link = std::make_unique<MpiLink>();
  if (link->size() == launched_ranks()) return link;
  throw InputError("the launcher started " + std::to_string(launched_ranks()) + " ranks, but their MPI sees " +
                   std::to_string(link->size()) + "; allowed: the mpirun of the MPI that this program was built with");
}

}  // namespace spikeloom
