// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows flowing through the slices, without time: a row is emitted when its inputs have ended and every consumer's
// window admits it. Sizes the windows (skew of parting and meeting paths included) and proves that nothing waits for
// ever.
//
// Why this decides it. An emission that is possible stays possible until it happens, so the order of emissions does
// not matter: if one order brings an image through, every order does. After the image all slices are back where they
// began, so one image stands for any number of them. With LoopOrder::RowInStep a step is an image of one step: the
// same.

#include <optional>
#include <vector>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

/// A row whose inputs are there and that a consumer's window refuses for ever.
struct BlockedRow {
  int producer = kHostSlice;
  int row = 0;  ///< of the producing layer's map
  int consumer = 0;
  int window_needed = 0;  ///< of the consumer
};

/// The smallest windows that bring an image through, found by letting rows flow through windows of one row and widening
/// one only when everything stands still (Parks 1995, bounded scheduling of process networks): a window that is part of
/// a circle of slices waiting for each other. Sources and destinations must be filled.
std::vector<int> smallest_windows(const Network& network, const Mapping& mapping);

/// Nothing when the mapping's windows bring an image through; else a row that is refused for ever.
std::optional<BlockedRow> find_blocked_row(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
