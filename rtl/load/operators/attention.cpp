// SPDX-License-Identifier: Apache-2.0
// Tables of an attention slice: its unit, the map of its tokens, and where K^T V of each step and channel begins.
#include <algorithm>

#include "rtl/load/slice_config.hpp"

namespace spikeloom {
namespace {

constexpr int kHeadShift = 20;  ///< of a channel offset: the first channel of its head lies behind

void require_room(const SliceConfig& config) {
  const MapShape& map = config.layer().out;
  config.require(config.channels(), config.sizes().HeadBits, "channels in an attention slice", "HeadBits");
  config.require(config.channels(), config.sizes().InputChannels, "channels in an attention slice", "InputChannels");
  config.require(std::max(map.height, map.width), config.sizes().Side, "tokens in a row or column", "Side");
  config.require(config.columns(), map.width, "columns in an attention slice", "whole rows");
}

}  // namespace

void write_attention_tables(SliceConfig& config) {
  require_room(config);
  const int head = config.layer().head_channels(), channels = config.channels();
  config.set(core_tables::kAttention, config.take_attention_unit() | std::int64_t{1} << 31);
  config.set(core_tables::kMapHeight, config.layer().out.height);
  config.set(core_tables::kMapWidth, config.layer().out.width);
  config.set(core_tables::kHeadChannels, head);
  constexpr int kTaps = SliceConfig::kMaxKernel * SliceConfig::kMaxKernel;
  for (int t = 0; t < config.time_steps(); ++t)
    config.write_table(core_tables::kTapOffset, SliceConfig::at(config.slot(), kTaps, t), t * channels * head);
  for (int c = 0; c < channels; ++c)
    config.write_table(core_tables::kChannelOffset, SliceConfig::at(config.slot(), config.sizes().InputChannels, c),
                       c * head | (c / head * head) << kHeadShift);
  config.take_kv_elements(config.time_steps() * channels * head);
}

}  // namespace spikeloom
