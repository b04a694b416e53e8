// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tensor of a checkpoint, widened to double: folding is done in double whatever the file's type.

#include <cstdint>
#include <string>
#include <vector>

namespace spikeloom {

using TensorShape = std::vector<std::int64_t>;

struct Tensor {
  TensorShape shape;
  std::vector<double> values;  ///< row-major
};

inline std::string to_string(const TensorShape& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

}  // namespace spikeloom
