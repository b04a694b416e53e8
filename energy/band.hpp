// SPDX-License-Identifier: Apache-2.0
#pragma once
// A figure with what it may be at least and at most. Used for every price and whatever follows from prices.

namespace spikeloom {

/// Sums of bands are bands with everything low, or everything high, at once: the widest there is.
struct Band {
  double low = 0, nominal = 0, high = 0;
  Band& operator+=(const Band& other) {
    low += other.low;
    nominal += other.nominal;
    high += other.high;
    return *this;
  }
};

inline Band operator+(Band a, const Band& b) { return a += b; }
inline Band operator*(const Band& a, double factor) { return {a.low * factor, a.nominal * factor, a.high * factor}; }
inline bool operator==(const Band& a, const Band& b) {
  return a.low == b.low && a.nominal == b.nominal && a.high == b.high;
}

}  // namespace spikeloom
