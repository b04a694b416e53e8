// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every packet that goes between cores and network in a run, with the slices that may have sent it.

#include <functional>
#include <vector>

#include "chip/packet.hpp"
#include "tests/system/random_chip.hpp"

namespace spikeloom {

struct HeardPacket {
  const Packet& packet;
  const std::vector<int>& senders;  ///< of the core that it leaves; where it arrives, anybody
  bool leaves = true;               ///< else it arrives
};

/// Runs the case, comparing with the reference; returns what the run without listeners does.
RunResults hear_packets(const SystemCase& system_case, const Mapping& mapping,
                        const std::function<void(const HeardPacket&)>& hear);

}  // namespace spikeloom
