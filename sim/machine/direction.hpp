// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace spikeloom {

/// Ports of a router. Host: the link to a port at the edge, bound where the chip has one.
enum class Direction : std::uint8_t { Local, North, East, South, West, Host };
constexpr int kDirections = 6;
constexpr std::array<const char*, kDirections> kDirectionNames{"local", "north", "east", "south", "west", "host"};
constexpr std::size_t at(Direction d) { return static_cast<std::size_t>(d); }

}  // namespace spikeloom
