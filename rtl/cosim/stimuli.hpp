// SPDX-License-Identifier: Apache-2.0
#pragma once
// What came into the RTL of a core or a tile, kept for a waveform: once more from the beginning, into a second model
// that can be traced.

#include <algorithm>
#include <string>
#include <vector>

#include "rtl/verilated/wire_flit.hpp"
#include "sim/machine/observer.hpp"

namespace spikeloom {

struct Stimulus {
  static constexpr int kNoCredit = -1;

  Cycle arrival;
  WireFlit flit;
  int port;
  int credit_vc;  ///< or kNoCredit: then it is the flit

  bool is_credit() const { return credit_vc != kNoCredit; }
};

class Stimuli {
 public:
  void add_flit(int port, const WireFlit& flit, Cycle arrival) {
    stimuli_.push_back({arrival, flit, port, Stimulus::kNoCredit});
  }
  void add_credit(int port, int vc, Cycle arrival) { stimuli_.push_back({arrival, {}, port, vc}); }

  /// Clocks `traced`, which is loaded, as the first one was; from cycle `first` on every cycle goes to the file, until
  /// `last`. `put(stimulus)` puts one on its wires.
  template <class Dut, class Put>
  void replay(Dut& traced, const Put& put, const std::string& path, Cycle first, Cycle last) const {
    std::vector<Stimulus> stimuli = stimuli_;
    std::stable_sort(stimuli.begin(), stimuli.end(),
                     [](const Stimulus& a, const Stimulus& b) { return a.arrival < b.arrival; });
    std::size_t next = 0;
    for (Cycle now = 0; now <= last; ++now) {
      if (now == first) traced.open_waveform(path);
      bool arrivals = false;
      for (; next < stimuli.size() && stimuli[next].arrival <= now; ++next, arrivals = true) put(stimuli[next]);
      if (arrivals || traced.busy() || now >= first) traced.clock(now);
    }
  }

 private:
  std::vector<Stimulus> stimuli_;
};

}  // namespace spikeloom
