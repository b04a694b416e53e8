// SPDX-License-Identifier: Apache-2.0
#include "models/recording/activity_codec.hpp"

#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/error.hpp"
#include "base/vector_clones.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "words of spikes are stored as they lie in memory");

constexpr int kLevel = 1;  // sections of a network of full size: higher levels save a few per cent and cost seconds
constexpr int kWordBytes = 4;
constexpr std::size_t kValueHead = 2;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

int bytes_of_values(const std::vector<std::int32_t>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return values.empty() ? 1 : (signed_bits(*low, *high) + 7) / 8;
}

bool is_constant_over_time(const ValueMap& map) {
  const std::vector<std::int32_t>& values = map.values();
  const std::ptrdiff_t step = map.shape().neurons();
  return map.time_steps() > 1 && std::equal(values.begin() + step, values.end(), values.begin());
}

/// The values of `width` byte planes, sign extended.
template <int width>
SPIKELOOM_VECTOR_CLONES void join_planes(const std::uint8_t* planes, std::size_t count, std::int32_t* values) {
  constexpr int kUnused = 8 * (kWordBytes - width);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t word = 0;
    for (int byte = 0; byte < width; ++byte)
      word |= static_cast<std::uint32_t>(planes[static_cast<std::size_t>(byte) * count + i]) << (8 * byte);
    values[i] = static_cast<std::int32_t>(word << kUnused) >> kUnused;
  }
}

void join_planes(int width, const std::uint8_t* planes, std::size_t count, std::int32_t* values) {
  if (width == 1) join_planes<1>(planes, count, values);
  if (width == 2) join_planes<2>(planes, count, values);
  if (width == 3) join_planes<3>(planes, count, values);
  if (width == 4) join_planes<4>(planes, count, values);
}

}  // namespace

std::string spike_bytes(const SpikeMap& map) {
  std::string bytes(map.bits().size() * sizeof(std::uint64_t), '\0');
  std::memcpy(bytes.data(), map.bits().data(), bytes.size());
  return bytes;
}

std::string value_bytes(const ValueMap& map) {
  const bool constant = is_constant_over_time(map);
  const int width = bytes_of_values(map.values());
  const std::size_t count = constant ? static_cast<std::size_t>(map.shape().neurons()) : map.values().size();
  std::string bytes(kValueHead + static_cast<std::size_t>(width) * count, '\0');
  bytes[0] = static_cast<char>(width);
  bytes[1] = constant ? '\1' : '\0';
  char* plane = bytes.data() + kValueHead;
  for (int byte = 0; byte < width; ++byte, plane += count)
    for (std::size_t i = 0; i < count; ++i) plane[i] = static_cast<char>(map.values()[i] >> (8 * byte));
  return bytes;
}

void take_spikes(const std::string& bytes, SpikeMap& map, const std::string& where) {
  if (bytes.size() != map.bits().size() * sizeof(std::uint64_t))
    throw InputError(where + ": damaged: " + std::to_string(bytes.size()) + " bytes of spikes, needed are " +
                     std::to_string(map.bits().size() * sizeof(std::uint64_t)));
  std::memcpy(map.bits().data(), bytes.data(), bytes.size());
}

void take_values(const std::string& bytes, ValueMap& map, const std::string& where) {
  const int width = bytes.size() < kValueHead ? 0 : bytes[0];
  const bool constant = width > 0 && bytes[1] != '\0';
  const std::size_t step = static_cast<std::size_t>(map.shape().neurons());
  const std::size_t count = constant ? step : map.values().size();
  if (width < 1 || width > kWordBytes || bytes.size() != kValueHead + static_cast<std::size_t>(width) * count)
    throw InputError(where + ": damaged: " + std::to_string(bytes.size()) + " bytes of values do not hold " +
                     std::to_string(count) + " values of " + std::to_string(width) + " bytes");
  const auto* planes = reinterpret_cast<const std::uint8_t*>(bytes.data()) + kValueHead;
  join_planes(width, planes, count, map.values().data());
  for (std::size_t filled = count; filled < map.values().size(); filled += step)
    std::copy_n(map.values().begin(), step, map.values().begin() + static_cast<std::ptrdiff_t>(filled));
}

std::string compress(const std::string& bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw RunError(std::string("zstd: ") + ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

std::string decompress(const std::string& frame, std::uint64_t most, const std::string& where) {
  // Unknown sizes and errors are very large numbers.
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > most) throw InputError(where + ": damaged: no frame of up to " + std::to_string(most) + " bytes");
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0) throw InputError(where + ": damaged: " + ZSTD_getErrorName(got));
  return bytes;
}

}  // namespace spikeloom
