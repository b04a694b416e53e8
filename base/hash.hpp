// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one mixing function behind hashes and random numbers.

#include <cstdint>

namespace spikeloom {

constexpr std::uint64_t kGoldenGamma = 0x9e3779b97f4a7c15ULL;

/// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

/// The hash of what `hash` stands for followed by `word`.
constexpr std::uint64_t combine(std::uint64_t hash, std::uint64_t word) { return mix(hash + kGoldenGamma + word); }

}  // namespace spikeloom
