// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace spikeloom {

class Catalogue;

/// Adds the RTL twins, rtl and lockstep, of routers, cores and tiles; in a program that was built without RTL, the
/// reason why they are not there.
void register_rtl(Catalogue& catalogue);

}  // namespace spikeloom
