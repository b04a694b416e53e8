// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bit-sliced values: bit k of a plane belongs to router k of a group, so that one operation decides for all of them.
// Used by BitParallelKernel. A group has 64 routers for each word of its planes; two words are one register of any
// x86-64, four one register where there is AVX2. Everything that has a plane as argument or result is inlined, whatever
// the optimisation: functions compiled for different processors hand vectors over in different ways.

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/machine/router.hpp"

#define SPIKELOOM_WOVEN [[gnu::always_inline]] inline
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"  // of such functions, were they not inlined

namespace spikeloom {

constexpr std::size_t kWordRouters = 64;

template <std::size_t kWords>
struct PlaneWords;
template <>
struct PlaneWords<1> {
  using Type = std::uint64_t;
};
template <>
struct PlaneWords<2> {
  using Type [[gnu::vector_size(16)]] = std::uint64_t;
};
template <>
struct PlaneWords<4> {
  using Type [[gnu::vector_size(32)]] = std::uint64_t;
};

/// A bit for each router of a group.
template <std::size_t kWords>
struct alignas(kWords * sizeof(std::uint64_t)) Plane {
  using Words = typename PlaneWords<kWords>::Type;
  Words words{};

  SPIKELOOM_WOVEN static Plane all() { return ~Plane{}; }
  SPIKELOOM_WOVEN static Plane bit(std::size_t lane) {
    Plane plane;
    plane.insert(lane);
    return plane;
  }

  SPIKELOOM_WOVEN std::uint64_t word(std::size_t i) const {
    if constexpr (kWords == 1)
      return words;
    else
      return words[i];
  }
  /// The words in memory; a vector may be touched as what it consists of.
  SPIKELOOM_WOVEN std::uint64_t* data() { return reinterpret_cast<std::uint64_t*>(&words); }
  SPIKELOOM_WOVEN void insert(std::size_t lane) {
    data()[lane / kWordRouters] |= std::uint64_t{1} << lane % kWordRouters;
  }
  SPIKELOOM_WOVEN bool any() const {
    std::uint64_t all_words = 0;
    for (std::size_t i = 0; i < kWords; ++i) all_words |= word(i);
    return all_words != 0;
  }
  SPIKELOOM_WOVEN bool has(std::size_t lane) const {
    return (word(lane / kWordRouters) >> lane % kWordRouters & 1U) != 0;
  }

  SPIKELOOM_WOVEN Plane operator&(const Plane& other) const { return {words & other.words}; }
  SPIKELOOM_WOVEN Plane operator|(const Plane& other) const { return {words | other.words}; }
  SPIKELOOM_WOVEN Plane operator^(const Plane& other) const { return {words ^ other.words}; }
  SPIKELOOM_WOVEN Plane operator~() const { return {~words}; }
  SPIKELOOM_WOVEN Plane& operator&=(const Plane& other) { return *this = *this & other; }
  SPIKELOOM_WOVEN Plane& operator|=(const Plane& other) { return *this = *this | other; }
  SPIKELOOM_WOVEN Plane& operator^=(const Plane& other) { return *this = *this ^ other; }
};

/// Every bit goes to the lane that is `lanes` higher, 1 to 64; what goes beyond the last lane is lost.
template <std::size_t kWords>
SPIKELOOM_WOVEN Plane<kWords> moved_up(const Plane<kWords>& plane, unsigned lanes) {
  using Words = typename Plane<kWords>::Words;
  Words below{};  // in place of each word the one below it
  if constexpr (kWords == 2) below = __builtin_shuffle(plane.words, below, Words{2, 0});
  if constexpr (kWords == 4) below = __builtin_shuffle(plane.words, below, Words{4, 0, 1, 2});
  if (lanes == kWordRouters) return {below};
  return {plane.words << lanes | below >> (kWordRouters - lanes)};
}

/// The same to lower lanes.
template <std::size_t kWords>
SPIKELOOM_WOVEN Plane<kWords> moved_down(const Plane<kWords>& plane, unsigned lanes) {
  using Words = typename Plane<kWords>::Words;
  Words above{};
  if constexpr (kWords == 2) above = __builtin_shuffle(plane.words, above, Words{1, 2});
  if constexpr (kWords == 4) above = __builtin_shuffle(plane.words, above, Words{1, 2, 3, 4});
  if (lanes == kWordRouters) return {above};
  return {plane.words >> lanes | above << (kWordRouters - lanes)};
}

/// Calls visit(word, lane) for each bit, lane counted over all words.
template <std::size_t kWords, class Visit>
SPIKELOOM_WOVEN void for_lanes(const Plane<kWords>& plane, Visit&& visit) {
  for (std::size_t i = 0; i < kWords; ++i)
    for (std::uint64_t set = plane.word(i); set != 0; set &= set - 1)
      visit(i * kWordRouters + static_cast<std::size_t>(__builtin_ctzll(set)));
}

template <std::size_t kWords>
using PortPlanes = std::array<Plane<kWords>, kDirections>;

template <std::size_t kWords>
SPIKELOOM_WOVEN Plane<kWords> any_of(const PortPlanes<kWords>& p) {
  return (p[0] | p[1]) | (p[2] | p[3]) | (p[4] | p[5]);
}

/// Where at least two of three are.
template <std::size_t kWords>
SPIKELOOM_WOVEN Plane<kWords> majority(const Plane<kWords>& a, const Plane<kWords>& b, const Plane<kWords>& c) {
  return (a & b) | ((a ^ b) & c);
}

/// In how many of six planes a router has a bit, in three digits.
template <std::size_t kWords>
SPIKELOOM_WOVEN std::array<Plane<kWords>, 3> sum_of(const PortPlanes<kWords>& p) {
  const Plane<kWords> low = p[0] ^ p[1] ^ p[2], high = p[3] ^ p[4] ^ p[5], carry = low & high;
  const Plane<kWords> low_carry = majority(p[0], p[1], p[2]), high_carry = majority(p[3], p[4], p[5]);
  return {low ^ high, low_carry ^ high_carry ^ carry, majority(low_carry, high_carry, carry)};
}

/// A number for each router, binary digit by digit; the lowest `digits` of them are in use.
template <std::size_t kWords, std::size_t kDigits>
class CounterPlanes {
 public:
  using Bits = Plane<kWords>;

  /// Adds one in the routers of `plane`.
  SPIKELOOM_WOVEN void add(const Bits& plane, std::size_t digits) {
    digits <= kFew ? add_to(plane, kFew) : add_to(plane, digits);
  }
  /// Takes one away in the routers of `plane`, where the number is not 0. Returns where it is not 0 now.
  SPIKELOOM_WOVEN Bits subtract(const Bits& plane, std::size_t digits) {
    return digits <= kFew ? subtract_from(plane, kFew) : subtract_from(plane, digits);
  }
  /// Adds numbers of three digits; what is carried out of all digits comes back.
  SPIKELOOM_WOVEN Bits add(const std::array<Bits, 3>& number) {
    Bits carry{};
    for (std::size_t d = 0; d < kDigits; ++d) {
      const Bits digit = d < number.size() ? number[d] : Bits{}, sum = digits_[d] ^ digit;
      const Bits next = (digits_[d] & digit) | (sum & carry);
      digits_[d] = sum ^ carry;
      carry = next;
    }
    return carry;
  }
  unsigned at(std::size_t lane) const {
    unsigned number = 0;
    for (std::size_t d = 0; d < kDigits; ++d) number |= static_cast<unsigned>(digits_[d].has(lane)) << d;
    return number;
  }
  void set(std::size_t lane, unsigned number) {
    for (std::size_t d = 0; d < kDigits; ++d) {
      digits_[d] &= ~Bits::bit(lane);
      if ((number >> d & 1U) != 0) digits_[d] |= Bits::bit(lane);
    }
  }

 private:
  static constexpr std::size_t kFew = 3;  ///< digits of most buffers: so many are worth a loop of their own

  SPIKELOOM_WOVEN void add_to(const Bits& one, std::size_t digits) {
    Bits plane = one;
    for (std::size_t d = 0; d < digits; ++d) {
      const Bits carry = digits_[d] & plane;
      digits_[d] ^= plane;
      plane = carry;
    }
  }
  SPIKELOOM_WOVEN Bits subtract_from(const Bits& one, std::size_t digits) {
    Bits plane = one, nonzero{};
    for (std::size_t d = 0; d < digits; ++d) {
      const Bits borrow = plane & ~digits_[d];
      digits_[d] ^= plane;
      plane = borrow;
      nonzero |= digits_[d];
    }
    return nonzero;
  }

  std::array<Bits, kDigits> digits_{};
};

}  // namespace spikeloom

#pragma GCC diagnostic pop
