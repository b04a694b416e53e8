// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rules between the parameters of a network on chip, for chips and for the network alone.

#include "base/field_reader.hpp"
#include "chip/chip_spec.hpp"

namespace spikeloom {

/// What will be sent to several tiles at once. In a chip with `multicast: tree` that is every word.
struct MulticastUse {
  bool possible = false;
  int longest_packet_flits = 1;
};

/// Throws InputError for a combination that cannot work, with the reason and what would. `reader` is open at the map
/// that has the section `noc`.
void check_noc(const NocSpec& noc, const MulticastUse& multicast, const FieldReader& reader);

}  // namespace spikeloom
