// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace spikeloom {

class Catalogue;

/// Adds the behavioural routers: mesh_router.
void register_routers(Catalogue& catalogue);

}  // namespace spikeloom
