// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/traffic.hpp"

#include "noc/alone/multicast_traffic.hpp"
#include "noc/alone/packet_trace_traffic.hpp"

namespace spikeloom {

std::unique_ptr<Traffic> make_traffic(const NocAloneSpec& spec, Fabric& fabric) {
  if (spec.traffic.pattern == Pattern::Trace) return std::make_unique<TraceTraffic>(spec, fabric);
  if (spec.traffic.destinations > 1) return std::make_unique<MulticastTraffic>(spec, fabric);
  return std::make_unique<SyntheticTraffic>(spec);
}

}  // namespace spikeloom
