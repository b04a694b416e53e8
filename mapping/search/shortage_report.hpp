// SPDX-License-Identifier: Apache-2.0
#pragma once
// The answer to a chip that is too small: what is missing, where, and the smallest change that would fit.

#include <string>

#include "mapping/search/partition_search.hpp"

namespace spikeloom {

/// One line for an InputError; `fit` is the attempt that ran short.
std::string describe_shortage(const Network& network, const WorkModel& work, const FitOptions& options, const Fit& fit);

/// "layer 'x' (channels 0..63, rows 0..7)", both ends included.
std::string slice_name(const Network& network, const Slice& slice);

}  // namespace spikeloom
