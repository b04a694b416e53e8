// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace spikeloom {
namespace {

class Pieces {
 public:
  Pieces(int count, const std::function<void(int)>& work) : count_(count), failed_(count), work_(work) {}

  /// Pieces are taken in ascending order, so that all below a failed one are done or under way.
  void take_all() {
    for (int i = next_++; i < count_; i = next_++) {
      try {
        work_(i);
      } catch (...) {
        note(i);
      }
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void note(int piece) {
    const std::lock_guard<std::mutex> lock(mutex_);
    next_ = count_;
    if (piece >= failed_) return;
    failed_ = piece;
    failure_ = std::current_exception();
  }

  const int count_;
  int failed_;
  const std::function<void(int)>& work_;
  std::atomic<int> next_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void parallel_for(int threads, int count, const std::function<void(int)>& work) {
  Pieces pieces(count, work);
  std::vector<std::thread> helpers;
  for (int i = 1; i < std::min(threads, count); ++i) helpers.emplace_back([&pieces] { pieces.take_all(); });
  pieces.take_all();
  for (std::thread& helper : helpers) helper.join();
  pieces.rethrow();
}

}  // namespace spikeloom
