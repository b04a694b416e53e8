// SPDX-License-Identifier: Apache-2.0
#pragma once
// Addresses of the configuration port: one write a clock, before the first cycle of a run. The package that the modules
// read is generated from these.

namespace spikeloom::config_map {

/// The block that a write is for: bits [31:24] of its address.
constexpr int kBlockOffset = 24;
constexpr int kRouter = 64;  ///< a core's tables (core_tables.hpp) have the numbers below

// Of the router: registers, and tables whose entry is in the low bits.
constexpr int kRouterTableOffset = 16;  ///< bits [23:16]
constexpr int kRouterPlace = 0;         ///< entries below
constexpr int kRouterGroups = 1;        ///< [group]: outputs
constexpr int kRouterPlaces = 2;        ///< [direction]: places of each virtual channel behind the output
constexpr int kPlaceColumn = 0, kPlaceRow = 1, kPlaceColumns = 2, kPlaceTiles = 3;

}  // namespace spikeloom::config_map
