// SPDX-License-Identifier: Apache-2.0
#pragma once
// The DRAM behind one port: how long a request takes, what is counted, and what lies in it between passes.

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>

#include "chip/actions.hpp"
#include "chip/chip_spec.hpp"
#include "models/maps.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

/// Requests are served in the order in which they are made, reads and writes by the same wires: each holds them for
/// its bits at the port's bandwidth. The latency of one request overlaps the transfer of others.
class DramChannel {
 public:
  DramChannel(const DramSpec& spec, double clock_mhz)
      : bits_per_cycle_(spec.bandwidth_gbytes_per_s * 8000.0 / clock_mhz),
        latency_(static_cast<Cycle>(std::ceil(spec.latency_ns * clock_mhz / 1000.0))) {}

  /// The cycle in which the last bit is here.
  Cycle read(Cycle now, std::int64_t bits) {
    actions_.add(Action::DramRead, static_cast<std::uint64_t>(bits));
    transfer(now, bits);
    return free_at() + latency_;
  }
  void write(Cycle now, std::int64_t bits) {
    actions_.add(Action::DramWrite, static_cast<std::uint64_t>(bits));
    transfer(now, bits);
  }
  /// First cycle in which a request made then would not wait.
  Cycle free_at() const { return static_cast<Cycle>(std::ceil(free_at_)); }
  const ActionCounts& actions() const { return actions_; }

 private:
  void transfer(Cycle now, std::int64_t bits) {
    free_at_ = std::max(free_at_, static_cast<double>(now)) + static_cast<double>(bits) / bits_per_cycle_;
  }

  double bits_per_cycle_;
  Cycle latency_;
  double free_at_ = 0;
  ActionCounts actions_;
};

/// A stream's requests that are under way or whose data wait in the port's buffer, which hides the latency.
class ReadAhead {
 public:
  static constexpr std::int64_t kBufferBits = 8 * 4096;  ///< of a stream; one request may be larger

  explicit ReadAhead(DramChannel& channel) : channel_(channel) {}

  bool has_room(std::int64_t bits) const { return pending_.empty() || buffered_ + bits <= kBufferBits; }
  void request(Cycle now, std::int64_t bits) {
    pending_.push_back({channel_.read(now, bits), bits});
    buffered_ += bits;
  }
  bool empty() const { return pending_.empty(); }
  /// Of the oldest request.
  Cycle ready_at() const { return pending_.front().ready; }
  void take() {
    buffered_ -= pending_.front().bits;
    pending_.pop_front();
  }

 private:
  struct Pending {
    Cycle ready;
    std::int64_t bits;
  };
  DramChannel& channel_;
  std::deque<Pending> pending_;
  std::int64_t buffered_ = 0;
};

/// The maps that passes leave for later ones, of the images that are between their first pass and their last.
class DramContents {
 public:
  struct Map {
    SpikeMap spikes;
    ValueMap values;
  };
  Map& map(int layer, std::uint32_t image) { return maps_[{layer, image}]; }
  void clear() { maps_.clear(); }

 private:
  std::map<std::pair<int, std::uint32_t>, Map> maps_;
};

}  // namespace spikeloom
