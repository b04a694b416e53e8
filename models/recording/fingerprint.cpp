// SPDX-License-Identifier: Apache-2.0
// XXH3 over integers in a fixed order and form, so that the same network has the same fingerprint on every host.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdio>
#include <memory>

#include "models/recording/activity_file.hpp"

namespace spikeloom {
namespace {

class Hash {
 public:
  Hash() { XXH3_64bits_reset(state_.get()); }

  void number(std::int64_t value) {
    std::uint8_t bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
    XXH3_64bits_update(state_.get(), bytes, sizeof bytes);
  }
  /// Lists tell their length first: no two sequences of lists look the same.
  template <class T>
  void numbers(const std::vector<T>& list) {
    number(static_cast<std::int64_t>(list.size()));
    if constexpr (sizeof(T) == 1) {
      XXH3_64bits_update(state_.get(), list.data(), list.size());
    } else {
      for (const T value : list) number(value);
    }
  }
  void shape(const MapShape& shape) {
    for (const int size : {shape.channels, shape.height, shape.width}) number(size);
  }
  std::uint64_t value() const { return XXH3_64bits_digest(state_.get()); }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_{XXH3_createState()};
};

void add_layer(const Layer& layer, Hash& hash) {
  hash.number(static_cast<int>(layer.op));
  hash.shape(layer.in);
  hash.shape(layer.out);
  const Kernel& k = layer.kernel;
  for (const int size : {k.height, k.width, k.stride, k.padding, layer.heads}) hash.number(size);
  hash.number(static_cast<std::int64_t>(layer.inputs.size()));
  for (const LayerInput& input : layer.inputs)
    for (const int part : {input.source, static_cast<int>(input.role), static_cast<int>(input.signal)})
      hash.number(part);
  hash.numbers(layer.weights);
  hash.numbers(layer.weight_shift);
  hash.numbers(layer.output_shift);
  hash.numbers(layer.bias);
  hash.numbers(layer.threshold);
  for (const bool flag : {layer.fires, layer.emits_values, layer.constant_over_time, layer.accumulates_over_time})
    hash.number(flag ? 1 : 0);
}

}  // namespace

std::uint64_t fingerprint(const Network& network) {
  Hash hash;
  hash.number(network.time_steps);
  hash.shape(network.input.shape);
  hash.numbers(network.input.pixel_offset);
  hash.number(static_cast<std::int64_t>(network.layers.size()));
  for (const Layer& layer : network.layers) add_layer(layer, hash);
  return hash.value();
}

std::uint64_t fingerprint(const Image& image) {
  Hash hash;
  hash.shape(image.shape);
  hash.numbers(image.pixels);
  return hash.value();
}

std::string fingerprint_text(std::uint64_t fingerprint) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fingerprint));
  return text;
}

}  // namespace spikeloom
