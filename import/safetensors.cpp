// SPDX-License-Identifier: Apache-2.0
#include "import/safetensors.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.hpp"
#include "base/json_reader.hpp"

namespace spikeloom {

namespace {

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::int64_t kLargestTensor = std::int64_t{1} << 40;  // values; keeps products of sizes in 64 bits

/// Bytes of a value by the format's names; all may stand in a file, only three are read.
const std::map<std::string, std::uint64_t>& dtype_bytes() {
  static const std::map<std::string, std::uint64_t> bytes{
      {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E5M2", 1}, {"F8_E4M3", 1}, {"I16", 2}, {"U16", 2}, {"F16", 2},
      {"BF16", 2}, {"I32", 4}, {"U32", 4}, {"F32", 4},     {"F64", 8},     {"I64", 8}, {"U64", 8}};
  return bytes;
}

std::uint64_t little_endian(const char* bytes, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

float float_of_bits(std::uint32_t bits) {
  float value = 0.0F;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

float value_at(const char* bytes, const std::string& dtype) {
  if (dtype == "F32") return float_of_bits(static_cast<std::uint32_t>(little_endian(bytes, 4)));
  const auto half = static_cast<std::uint16_t>(little_endian(bytes, 2));
  return dtype == "F16" ? half_to_float(half) : bfloat16_to_float(half);
}

std::uint64_t count_of(const TensorShape& shape, JsonReader& entry) {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) {
    if (size != 0 && count > kLargestTensor / size) entry.fail("shape", to_string(shape) + " is too large");
    count *= size;
  }
  return static_cast<std::uint64_t>(count);
}

}  // namespace

float half_to_float(std::uint16_t bits) {
  const int exponent = (bits >> 10U) & 0x1F;
  const int fraction = bits & 0x3FF;
  const float sign = (bits & 0x8000U) != 0 ? -1.0F : 1.0F;
  if (exponent == 0x1F) return fraction == 0 ? sign * INFINITY : NAN;
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
  return sign * std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
}

float bfloat16_to_float(std::uint16_t bits) { return float_of_bits(static_cast<std::uint32_t>(bits) << 16U); }

SafetensorsFile::SafetensorsFile(const std::string& path) : path_(path), bytes_(read_file(path)) {
  if (bytes_.size() < kLengthBytes) fail("no safetensors file: shorter than 8 bytes");
  const std::uint64_t length = little_endian(bytes_.data(), kLengthBytes);
  if (length > bytes_.size() - kLengthBytes)
    fail("truncated, or no safetensors file: the header has " + std::to_string(length) + " bytes, the file " +
         std::to_string(bytes_.size() - kLengthBytes) + " after the length");
  data_begin_ = kLengthBytes + length;
  read_header(bytes_.substr(kLengthBytes, length));
  require_no_gaps();
}

void SafetensorsFile::read_header(const std::string& text) {
  const std::string where = path_ + ": header";
  const Json header = parse_json(text, where);
  if (!header.is_object()) fail("header: must be an object");
  for (const auto& item : header.items()) {
    if (item.key() == "__metadata__") continue;
    JsonReader reader(item.value(), where, item.key());
    Entry entry;
    entry.dtype = reader.text("dtype");
    const auto bytes = dtype_bytes().find(entry.dtype);
    if (bytes == dtype_bytes().end()) reader.fail("dtype", "unknown type '" + entry.dtype + "'");
    entry.shape = reader.integers("shape", 0, kLargestTensor);
    const auto offsets = reader.integers("data_offsets", 0, INT64_MAX);
    require_count(reader, "data_offsets", offsets, 2);
    reader.finish();
    entry.begin = static_cast<std::uint64_t>(offsets[0]);
    entry.end = static_cast<std::uint64_t>(offsets[1]);
    const std::uint64_t needed = count_of(entry.shape, reader) * bytes->second;
    if (entry.end < entry.begin || entry.end - entry.begin != needed)
      reader.fail("data_offsets", "must span " + std::to_string(needed) + " bytes, the size of " + entry.dtype + " " +
                                      to_string(entry.shape));
    entries_.emplace(item.key(), entry);
  }
}

void SafetensorsFile::require_no_gaps() const {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [name, entry] : entries_) order.emplace_back(entry.begin, name);
  // Empty tensors share their begin with a neighbour: sort by end as well.
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return std::make_pair(a.first, entries_.at(a.second).end) < std::make_pair(b.first, entries_.at(b.second).end);
  });
  const std::uint64_t available = bytes_.size() - data_begin_;
  std::uint64_t end = 0;
  for (const auto& [begin, name] : order) {
    if (begin != end)
      fail("tensor " + name + ": " + (begin < end ? "overlaps another" : "leaves a gap before it") + " at byte " +
           std::to_string(begin));
    end = entries_.at(name).end;
    if (end > available)
      fail("truncated: tensor " + name + " ends at byte " + std::to_string(end) + " of " + std::to_string(available));
  }
  if (end != available)
    fail("damaged: " + std::to_string(available - end) + " bytes behind the last tensor belong to none");
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> list;
  for (const auto& item : entries_) list.push_back(item.first);
  return list;
}

Tensor SafetensorsFile::read(const std::string& name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) fail("tensor " + name + ": is missing");
  const Entry& entry = found->second;
  if (entry.dtype != "F32" && entry.dtype != "F16" && entry.dtype != "BF16")
    fail("tensor " + name + ": has type " + entry.dtype + ", allowed are F32, F16 and BF16");
  const std::uint64_t step = dtype_bytes().at(entry.dtype);
  Tensor tensor{entry.shape, {}};
  tensor.values.reserve((entry.end - entry.begin) / step);
  for (std::uint64_t at = entry.begin; at < entry.end; at += step) {
    tensor.values.push_back(static_cast<double>(value_at(bytes_.data() + data_begin_ + at, entry.dtype)));
    if (!std::isfinite(tensor.values.back())) fail("tensor " + name + ": holds a value that is not finite");
  }
  return tensor;
}

void SafetensorsFile::fail(const std::string& what) const { throw InputError(path_ + ": " + what); }

}  // namespace spikeloom
