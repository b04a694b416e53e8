// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tensors of a checkpoint by the authors' state-dict names. Every tensor must be asked for with its shape, and all
// that the file holds must have been asked for in the end: a checkpoint of another network is refused by name.

#include <set>
#include <string>

#include "import/folding.hpp"
#include "import/safetensors.hpp"

namespace spikeloom {

class Checkpoint {
 public:
  explicit Checkpoint(const std::string& path);

  bool has(const std::string& name) const { return file_.has(name); }
  std::vector<double> take(const std::string& name, const TensorShape& shape);

  /// PREFIX.weight [outputs, inputs, k, k] and, with_bias, PREFIX.bias.
  DenseKernel convolution(const std::string& prefix, int outputs, int inputs, int size, bool with_bias);
  /// PREFIX.weight [outputs, inputs, 1] and PREFIX.bias: torch's Conv1d.
  DenseKernel pointwise(const std::string& prefix, int outputs, int inputs);
  /// PREFIX.weight [outputs, inputs] and PREFIX.bias.
  DenseKernel linear(const std::string& prefix, int outputs, int inputs);
  BatchNorm batch_norm(const std::string& prefix, int channels);

  /// Throws InputError with the first tensor that nobody asked for; num_batches_tracked is never of use.
  void require_all_taken() const;

 private:
  /// "; it looks like metaspikeformer-31m" when it has the channels of a named architecture.
  std::string resemblance() const;
  DenseKernel kernel(const std::string& prefix, const TensorShape& shape, bool with_bias);

  std::string path_;
  SafetensorsFile file_;
  std::set<std::string> taken_;
};

}  // namespace spikeloom
