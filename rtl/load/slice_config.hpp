// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of a core's image that one slice takes: descriptor, weights, accumulators, ports.

#include "mapping/plan/channel_parameters.hpp"
#include "rtl/load/core_config.hpp"

namespace spikeloom {

class SliceConfig {
 public:
  SliceConfig(CoreConfig& image, std::size_t slot);

  void write();

 private:
  void set(core_tables::Field field, std::int64_t value);
  void write_shape();
  void write_places();
  void write_accumulators();
  void write_rows();
  void write_kernel();
  void write_weight_rows(int taps, int inputs);
  void write_attention();
  void write_channels();
  void write_ports();
  void write_consumers();
  bool is_attention() const { return layer_.op == Operator::Attention; }

  CoreConfig& image_;
  const std::size_t slot_;
  const Mapping& mapping_;
  const Network& network_;
  const Slice& slice_;
  const Layer& layer_;
  const int channels_, columns_, accumulator_steps_;
};

}  // namespace spikeloom
