// SPDX-License-Identifier: Apache-2.0
// Images and labels in idx files (http://yann.lecun.com/exdb/mnist: big-endian header, then bytes), plain or gzip'ed.
#include "models/images/image.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "models/images/image_error.hpp"

namespace spikeloom {
namespace {

constexpr std::uint32_t kImageMagic = 0x00000803;
constexpr std::uint32_t kLabelMagic = 0x00000801;
constexpr std::uint32_t kLargestDimension = 1U << 30U;

using Bytes = std::vector<std::uint8_t>;

/// zlib hands a file through unchanged when it is not gzip'ed.
Bytes read_unzipped(const std::string& path) {
  errno = 0;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) refuse_image(path, errno != 0 ? std::strerror(errno) : "cannot be opened");
  Bytes bytes;
  std::array<std::uint8_t, 1U << 16U> chunk;
  int n = 0;
  while ((n = gzread(file.get(), chunk.data(), chunk.size())) > 0)
    bytes.insert(bytes.end(), chunk.data(), chunk.data() + n);
  int code = Z_OK;
  const char* message = gzerror(file.get(), &code);
  if (n < 0) refuse_image(path, code == Z_ERRNO ? std::strerror(errno) : message);
  if (code == Z_BUF_ERROR) refuse_image(path, "gzip data end too early (truncated)");
  return bytes;
}

std::uint32_t big_endian(const Bytes& bytes, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | bytes[offset + i];
  return value;
}

std::string hex(std::uint32_t value) {
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 0xFU];
  return text;
}

/// Checks magic and length; returns the dimensions. The items follow the header.
std::vector<std::uint32_t> idx_dimensions(const std::string& path, const Bytes& bytes, std::uint32_t magic) {
  const std::size_t rank = magic & 0xFFU;
  const std::size_t header = 4 + 4 * rank;
  if (bytes.size() < header)
    refuse_image(path, std::to_string(bytes.size()) + " bytes: an idx header has " + std::to_string(header));
  if (big_endian(bytes, 0) != magic)
    refuse_image(path, "begins with " + hex(big_endian(bytes, 0)) + ": expected the idx magic " + hex(magic));
  std::vector<std::uint32_t> dimensions;
  std::uint64_t items = 1;
  for (std::size_t i = 0; i < rank; ++i) {
    dimensions.push_back(big_endian(bytes, 4 + 4 * i));
    if (dimensions.back() == 0 || dimensions.back() > kLargestDimension)
      refuse_image(path, "dimension " + std::to_string(i) + " is " + std::to_string(dimensions.back()));
    // A product beyond the file's size is wrong already; stopping there keeps it from overflowing.
    items = std::min<std::uint64_t>(items, bytes.size()) * dimensions.back();
  }
  if (bytes.size() - header < items)
    refuse_image(
        path, "truncated: " + std::to_string(bytes.size() - header) + " bytes after the header, which promises more");
  if (bytes.size() - header > items)
    refuse_image(path, std::to_string(bytes.size() - header) + " bytes after the header, which promises " +
                           std::to_string(items));
  return dimensions;
}

std::string text(const MapShape& s) {
  return std::to_string(s.width) + "x" + std::to_string(s.height) + " with " + std::to_string(s.channels) +
         (s.channels == 1 ? " channel" : " channels");
}

}  // namespace

IdxImages::IdxImages(const std::string& path) : path_(path), bytes_(read_unzipped(path)) {
  const std::vector<std::uint32_t> dimensions = idx_dimensions(path, bytes_, kImageMagic);
  count_ = static_cast<int>(dimensions[0]);
  shape_ = {1, static_cast<int>(dimensions[1]), static_cast<int>(dimensions[2])};
  bytes_.erase(bytes_.begin(), bytes_.begin() + 16);
}

Image IdxImages::image(int index) const {
  if (index < 0 || index >= count_)
    throw InputError("image " + std::to_string(index) + " of " + path_ + ": it holds " + std::to_string(count_) +
                     " images, 0.." + std::to_string(count_ - 1));
  const std::size_t size = static_cast<std::size_t>(shape_.neurons());
  const std::uint8_t* first = bytes_.data() + static_cast<std::size_t>(index) * size;
  return {shape_, Bytes(first, first + size)};
}

std::vector<std::uint8_t> read_idx_labels(const std::string& path) {
  Bytes bytes = read_unzipped(path);
  idx_dimensions(path, bytes, kLabelMagic);
  bytes.erase(bytes.begin(), bytes.begin() + 8);
  return bytes;
}

void require_shape(const Image& image, const MapShape& expected, const std::string& what) {
  if (!(image.shape == expected))
    throw InputError(what + ": " + text(image.shape) + ": the network takes " + text(expected));
}

}  // namespace spikeloom
