// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reader of the safetensors format: u64 little-endian header length, JSON header (name -> dtype, shape, data_offsets),
// then the tensors' little-endian bytes without gaps or overlaps. A damaged file is refused when it is opened.

#include <map>
#include <string>
#include <vector>

#include "import/tensor.hpp"

namespace spikeloom {

class SafetensorsFile {
 public:
  explicit SafetensorsFile(const std::string& path);  ///< throws InputError

  bool has(const std::string& name) const { return entries_.count(name) != 0; }
  std::vector<std::string> names() const;  ///< sorted
  const TensorShape& shape(const std::string& name) const { return entries_.at(name).shape; }

  /// Throws InputError unless the tensor is there, F32, F16 or BF16, and all its values are finite.
  Tensor read(const std::string& name) const;

 private:
  struct Entry {
    std::string dtype;
    TensorShape shape;
    std::uint64_t begin = 0, end = 0;  ///< in the data behind the header
  };
  void read_header(const std::string& text);
  void require_no_gaps() const;
  [[noreturn]] void fail(const std::string& what) const;

  std::string path_;
  std::string bytes_;
  std::uint64_t data_begin_ = 0;
  std::map<std::string, Entry> entries_;
};

/// Halves widened exactly, subnormal numbers, infinities and NaN included.
float half_to_float(std::uint16_t bits);
float bfloat16_to_float(std::uint16_t bits);

}  // namespace spikeloom
