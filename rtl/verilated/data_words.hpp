// SPDX-License-Identifier: Apache-2.0
#pragma once
// The data of a flit on a port of a verilated model.

#include <algorithm>

#include "rtl/verilated/model_port.hpp"
#include "rtl/verilated/wire_flit.hpp"

namespace spikeloom {

using DataWords = decltype(WireFlit::data);

/// Bits [offset, offset + bits) of the port.
inline void put_data(ModelPort& port, int offset, int bits, const DataWords& data) {
  for (int bit = 0; bit < bits; bit += 32)
    port.set(offset + bit, std::min(32, bits - bit), data[static_cast<std::size_t>(bit / 32)]);
}

inline void get_data(const ModelPort& port, int offset, int bits, DataWords& data) {
  for (int bit = 0; bit < bits; bit += 32)
    data[static_cast<std::size_t>(bit / 32)] = port.get(offset + bit, std::min(32, bits - bit));
}

}  // namespace spikeloom
