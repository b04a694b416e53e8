// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a neuron core in RTL is loaded with: the tables and memories of one tile, from the same network and mapping that
// a behavioural core is built from, as writes to its configuration port (rtl/verilated/core_tables.hpp).

#include <cstdint>
#include <string>
#include <vector>

#include "rtl/verilated/core_tables.hpp"
#include "rtl/verilated/model_parameters.hpp"
#include "rtl/wires/packet_codec.hpp"
#include "sim/machine/core.hpp"

namespace spikeloom {

/// One cycle of the configuration port.
struct ConfigWrite {
  std::uint32_t address = 0;
  std::uint32_t data = 0;
};

class CoreConfig {
 public:
  /// Throws InputError for what the RTL does not do, and for a table that is too small: with both figures and the
  /// parameter in rtl/configurations.cmake.
  CoreConfig(const CoreContext& context, const PacketCodec& codec, const RtlParameters& parameters);

  const std::vector<ConfigWrite>& writes() const { return writes_; }

 private:
  friend class SliceConfig;
  friend class EgressConfig;
  friend class IngressConfig;

  void write(core_tables::Table table, std::size_t index, std::int64_t data);
  void require(int needed, int available, const char* what, const char* parameter) const;
  void refuse(const std::string& what) const;

  const CoreContext& context_;
  const PacketCodec& codec_;
  const RtlParameters& sizes_;
  std::vector<ConfigWrite> writes_;
  // Places that the slices so far have taken.
  int channels_ = 0, accumulators_ = 0, weights_ = 0, membranes_ = 0, kv_elements_ = 0, attentions_ = 0;
  int programs_ = 0, word_entries_ = 0, grants_ = 0;
};

}  // namespace spikeloom
