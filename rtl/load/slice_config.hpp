// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of a core's image that one slice takes: descriptor, weights, accumulators, ports. Tables of one operator
// alone are written by its loader (rtl/load/operators), with the functions that are public here.

#include <optional>

#include "mapping/plan/channel_parameters.hpp"
#include "rtl/load/core_config.hpp"
#include "rtl/load/operators/operator_loader.hpp"

namespace spikeloom {

class SliceConfig {
 public:
  static constexpr int kMaxKernel = 8;  ///< rows and columns of a kernel that the tables have room for

  SliceConfig(CoreConfig& image, std::size_t slot);

  void write();

  const Layer& layer() const { return layer_; }
  int time_steps() const { return network_.time_steps; }
  std::size_t slot() const { return slot_; }
  int channels() const { return channels_; }  ///< of the slice
  int columns() const { return columns_; }    ///< of the slice
  const RtlParameters& sizes() const;

  /// Row a, entry b of a table whose rows have `pitch` entries.
  static std::size_t at(std::size_t a, int pitch, int b) {
    return a * static_cast<std::size_t>(pitch) + static_cast<std::size_t>(b);
  }
  void set(core_tables::Field field, std::int64_t value);
  void write_table(core_tables::Table table, std::size_t index, std::int64_t data);
  /// Throws InputError when the RTL has less than the mapping needs.
  void require(int needed, int available, const char* what, const char* parameter) const;
  /// Number of the core's next attention unit.
  int take_attention_unit();
  void take_kv_elements(int count);

 private:
  void write_shape();
  void write_places();
  void write_accumulators();
  void write_rows();
  void write_kernel();
  void write_weight_rows(int taps, int inputs);
  void write_channels();
  void write_ports();
  void write_consumers();

  CoreConfig& image_;
  const std::size_t slot_;
  const Mapping& mapping_;
  const Network& network_;
  const Slice& slice_;
  const Layer& layer_;
  const std::optional<OperatorLoader> loader_;
  const int channels_, columns_, accumulator_steps_;
};

}  // namespace spikeloom
