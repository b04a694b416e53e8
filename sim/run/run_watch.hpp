// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who watches a run, in one chip or in passes: the comparison with the reference, progress, occupancy, the caller's own
// observers; and where replayed rows come from. Used by sim/run/{simulation,pass_run}.

#include <chrono>

#include "sim/run/occupancy.hpp"
#include "sim/run/progress_observer.hpp"
#include "sim/run/reference_check.hpp"

namespace spikeloom {

class RunWatch {
 public:
  explicit RunWatch(const SimulationInput& input)
      : input_(input),
        compares_(input.compare && !input.replay),
        book_(activity_of(input)),
        check_(input.network, input.mapping, book_),
        progress_(input),
        occupancy_(input.network, input.mapping) {}

  /// `run.attach(observer)` for each of them; the run's time begins.
  template <class Run>
  void attach_to(Run& run) {
    run.attach(occupancy_);
    if (compares_ || input_.replay) run.attach(book_);
    if (compares_) run.attach(check_);
    if (input_.progress) run.attach(progress_);
    for (Observer* observer : input_.observers) run.attach(*observer);
    begin_ = std::chrono::steady_clock::now();
  }
  /// Null unless the run is replayed.
  const RecordedActivity* recorded() const { return input_.replay ? &book_ : nullptr; }

  /// What they saw, and the run's time without the reference's.
  void report(RunResults& results) const {
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - begin_;
    results.reference_seconds = book_.seconds();
    results.host_seconds = all.count() - results.reference_seconds;
    results.occupancy = occupancy_.result();
    if (compares_) results.reference = check_.result();
    results.reference.replayed = input_.replay;
  }

 private:
  const SimulationInput& input_;
  const bool compares_;
  ReferenceActivity book_;
  ReferenceCheck check_;
  ProgressObserver progress_;
  Occupancy occupancy_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace spikeloom
