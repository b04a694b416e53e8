// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace spikeloom {

class Catalogue;

/// Adds the behavioural fabrics: active, clocked.
void register_fabrics(Catalogue& catalogue);

}  // namespace spikeloom
