// SPDX-License-Identifier: Apache-2.0
#pragma once
// An image as the network takes it: 8-bit pixels, channels innermost: [y][x][c].

#include <cstdint>
#include <string>
#include <vector>

#include "models/layer.hpp"

namespace spikeloom {

struct Image {
  MapShape shape;
  std::vector<std::uint8_t> pixels;
  std::uint8_t pixel(int y, int x, int c) const {
    return pixels[(static_cast<std::size_t>(y) * shape.width + x) * shape.channels + c];
  }
};

/// Images of an idx file (magic 0x00000803), plain or gzip'ed, read on demand by index.
class IdxImages {
 public:
  explicit IdxImages(const std::string& path);  ///< throws InputError: missing, not idx, truncated
  int count() const { return count_; }
  MapShape shape() const { return shape_; }
  Image image(int index) const;  ///< throws InputError past the end, naming file, index and count

 private:
  std::string path_;
  int count_ = 0;
  MapShape shape_;
  std::vector<std::uint8_t> bytes_;
};

/// Labels of an idx file (magic 0x00000801), plain or gzip'ed.
std::vector<std::uint8_t> read_idx_labels(const std::string& path);

/// One picture: binary PGM (P5) or PPM (P6) with 8 bits a channel, PNG or JPEG. Throws InputError.
Image read_image(const std::string& path);

/// Binary PGM or PPM. Throws InputError when it cannot be written.
void write_image(const Image& image, const std::string& path);

/// Throws InputError with both sizes unless the image has the network's size.
void require_shape(const Image& image, const MapShape& expected, const std::string& what);

}  // namespace spikeloom
