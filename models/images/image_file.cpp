// SPDX-License-Identifier: Apache-2.0
// Single pictures: binary PGM and PPM (netpbm), PNG through libpng's simplified interface, JPEG (image_jpeg.cpp).
#include <png.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "models/images/image.hpp"
#include "models/images/image_error.hpp"
#include "models/images/image_jpeg.hpp"

namespace spikeloom {
namespace {

std::string read_bytes(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse_image(path, errno != 0 ? std::strerror(errno) : "cannot be opened");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (bytes.str().empty()) refuse_image(path, "empty, or not a file");
  return bytes.str();
}

/// The header of a netpbm picture: decimal numbers between white space and comments (# to the end of the line).
class NetpbmHeader {
 public:
  NetpbmHeader(const std::string& path, const std::string& bytes) : path_(path), bytes_(bytes) {}

  int number(const std::string& what, int largest) {
    skip_space();
    int value = 0;
    const std::size_t first = next_;
    for (; next_ < bytes_.size() && is_digit(bytes_[next_]) && value <= largest; ++next_)
      value = value * 10 + (bytes_[next_] - '0');
    if (next_ == first || value < 1 || value > largest)
      refuse_image(path_, what + " is missing or not within 1.." + std::to_string(largest));
    return value;
  }

  std::size_t pixels() const { return next_ + 1; }  ///< one white space ends the header

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

  void skip_space() {
    for (bool comment = false; next_ < bytes_.size(); ++next_) {
      const char c = bytes_[next_];
      comment = comment ? c != '\n' : c == '#';
      if (!comment && !is_space(c)) return;
    }
  }

  const std::string& path_;
  const std::string& bytes_;
  std::size_t next_ = 2;  // behind P5 or P6
};

Image read_netpbm(const std::string& path, const std::string& bytes) {
  NetpbmHeader header(path, bytes);
  Image image;
  image.shape.channels = bytes[1] == '6' ? 3 : 1;
  image.shape.width = header.number("width", kLargestSide);
  image.shape.height = header.number("height", kLargestSide);
  const int white = header.number("largest pixel", 65535);
  if (white != 255) refuse_image(path, "largest pixel is " + std::to_string(white) + ": only 255 (8 bits) is read");
  const std::size_t size = static_cast<std::size_t>(image.shape.positions()) * image.shape.channels;
  const std::size_t there = bytes.size() - std::min(bytes.size(), header.pixels());
  if (there != size)
    refuse_image(path, std::to_string(there) + " bytes of pixels: the header promises " + std::to_string(size));
  image.pixels.assign(bytes.end() - static_cast<std::ptrdiff_t>(size), bytes.end());
  return image;
}

/// Frees what libpng holds whichever way the reader is left.
struct PngImage {
  png_image png{};
  PngImage() { png.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&png); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
};

void check_png(const std::string& path, const png_image& png) {
  if ((png.format & PNG_FORMAT_FLAG_ALPHA) != 0) refuse_image(path, "has transparency: only grey and RGB are read");
  if ((png.format & PNG_FORMAT_FLAG_LINEAR) != 0) refuse_image(path, "has 16 bits a channel: only 8 are read");
  if (png.width > kLargestSide || png.height > kLargestSide)
    refuse_image(path, std::to_string(png.width) + "x" + std::to_string(png.height) + ": sides of up to " +
                           std::to_string(kLargestSide) + " are read");
}

Image read_png(const std::string& path, const std::string& bytes) {
  PngImage holder;
  png_image& png = holder.png;
  if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) refuse_image(path, png.message);
  check_png(path, png);
  const bool colour = (png.format & PNG_FORMAT_FLAG_COLOR) != 0;
  png.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  Image image{{colour ? 3 : 1, static_cast<int>(png.height), static_cast<int>(png.width)}, {}};
  image.pixels.resize(PNG_IMAGE_SIZE(png));
  if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0) refuse_image(path, png.message);
  return image;
}

}  // namespace

Image read_image(const std::string& path) {
  const std::string bytes = read_bytes(path);
  if (bytes.rfind("P5", 0) == 0 || bytes.rfind("P6", 0) == 0) return read_netpbm(path, bytes);
  if (bytes.rfind("\x89PNG", 0) == 0) return read_png(path, bytes);
  if (bytes.rfind("\xFF\xD8", 0) == 0) return read_jpeg(path, bytes);
  refuse_image(path, "not a picture: PGM (P5), PPM (P6), PNG and JPEG are read");
}

void write_image(const Image& image, const std::string& path) {
  const char* magic = image.shape.channels == 3 ? "P6 " : "P5 ";
  const std::string header =
      magic + std::to_string(image.shape.width) + " " + std::to_string(image.shape.height) + " 255\n";
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << header;
  for (const std::uint8_t pixel : image.pixels) file.put(static_cast<char>(pixel));
  file.close();
  if (!file) refuse_image(path, "cannot be written");
}

}  // namespace spikeloom
