// SPDX-License-Identifier: Apache-2.0
#pragma once
// A queue in one block of memory that begins at its first place again whenever it becomes empty: short queues, of which
// a chip has thousands, stay within a cache line.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace spikeloom {

template <class T>
class Ring {
 public:
  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }
  T& front() { return places_[head_]; }
  const T& front() const { return places_[head_]; }
  /// The i-th from the front.
  const T& operator[](std::size_t i) const { return places_[(head_ + i) & mask()]; }

  void push_back(const T& value) {
    if (count_ == places_.size()) grow();
    places_[(head_ + count_++) & mask()] = value;
  }
  void pop_front() {
    --count_;
    head_ = count_ == 0 ? 0 : (head_ + 1) & mask();
  }

 private:
  std::uint32_t mask() const { return static_cast<std::uint32_t>(places_.size() - 1); }
  void grow() {
    std::vector<T> more(places_.empty() ? 4 : 2 * places_.size());
    for (std::uint32_t i = 0; i < count_; ++i) more[i] = std::move(places_[(head_ + i) & mask()]);
    places_ = std::move(more);
    head_ = 0;
  }

  std::vector<T> places_;  ///< a power of two of them
  std::uint32_t head_ = 0, count_ = 0;
};

}  // namespace spikeloom
