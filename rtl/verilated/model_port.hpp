// SPDX-License-Identifier: Apache-2.0
#pragma once
// A port of a verilated model: a view of its bits, which stand where the model has them (model_interface.h).

#include <cstdint>
#include <cstring>

namespace spikeloom {

class ModelPort {
 public:
  ModelPort() = default;
  ModelPort(void* data, int bits)
      : data_(static_cast<unsigned char*>(data)),
        bits_(bits),
        bytes_(bits <= 8    ? 1
               : bits <= 16 ? 2
               : bits <= 32 ? 4
               : bits <= 64 ? 8
                            : (bits + 31) / 32 * 4) {}

  int bits() const { return bits_; }

  /// The low 64 bits.
  std::uint64_t get() const {
    switch (bytes_) {
      case 1:
        return *data_;
      case 2:
        return read<std::uint16_t>(0);
      case 4:
        return read<std::uint32_t>(0);
      default:
        return read<std::uint64_t>(0);
    }
  }
  /// All bits of a port that has at most 64; what is above its width is dropped.
  void set(std::uint64_t value) {
    value &= mask(bits_);
    if (bytes_ == 1)
      *data_ = static_cast<unsigned char>(value);
    else if (bytes_ == 2)
      write(0, static_cast<std::uint16_t>(value));
    else if (bytes_ == 4)
      write(0, static_cast<std::uint32_t>(value));
    else
      write(0, value);
  }

  /// Up to 32 bits from `offset` on.
  std::uint32_t get(int offset, int width) const {
    if (bytes_ <= 8) return static_cast<std::uint32_t>(get() >> static_cast<unsigned>(offset) & mask(width));
    const int byte = offset / 32 * 4;
    const std::uint64_t words = byte + 8 <= bytes_ ? read<std::uint64_t>(byte) : read<std::uint32_t>(byte);
    return static_cast<std::uint32_t>(words >> static_cast<unsigned>(offset % 32) & mask(width));
  }
  void set(int offset, int width, std::uint32_t value) {
    if (bytes_ <= 8) return set(spliced(get(), offset, width, value));
    const int byte = offset / 32 * 4;
    if (byte + 8 <= bytes_)
      write(byte, spliced(read<std::uint64_t>(byte), offset % 32, width, value));
    else
      write(byte, static_cast<std::uint32_t>(spliced(read<std::uint32_t>(byte), offset % 32, width, value)));
  }

 private:
  static std::uint64_t mask(int width) {
    return width >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << static_cast<unsigned>(width)) - 1;
  }
  static std::uint64_t spliced(std::uint64_t bits, int offset, int width, std::uint32_t value) {
    const std::uint64_t field = mask(width) << static_cast<unsigned>(offset);
    return (bits & ~field) | (std::uint64_t{value} << static_cast<unsigned>(offset) & field);
  }
  template <class Word>
  Word read(int byte) const {
    Word word;
    std::memcpy(&word, data_ + byte, sizeof word);
    return word;
  }
  template <class Word>
  void write(int byte, Word word) {
    std::memcpy(data_ + byte, &word, sizeof word);
  }

  unsigned char* data_ = nullptr;
  int bits_ = 0, bytes_ = 0;
};

}  // namespace spikeloom
