// SPDX-License-Identifier: Apache-2.0
// libjpeg reports errors by a function that must not return. It jumps back (setjmp) over C frames only: no function
// here that is jumped over has anything to destroy.
#include "models/images/image_jpeg.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdio>

#include <jpeglib.h>

#include "models/images/image_error.hpp"

namespace spikeloom {
namespace {

struct JpegReader {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  std::jmp_buf failed{};
  char message[JMSG_LENGTH_MAX] = "";

  JpegReader() = default;
  ~JpegReader() { jpeg_destroy_decompress(&jpeg); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;
};

[[noreturn]] void jump_back(j_common_ptr jpeg) {
  auto* reader = static_cast<JpegReader*>(jpeg->client_data);
  jpeg->err->format_message(jpeg, reader->message);
  std::longjmp(reader->failed, 1);
}

/// Warnings are about damaged data.
void take_warning(j_common_ptr jpeg, int level) {
  if (level < 0) jump_back(jpeg);
}

bool read_header(JpegReader& reader, const std::string& bytes) {
  jpeg_decompress_struct& jpeg = reader.jpeg;
  jpeg.err = jpeg_std_error(&reader.errors);
  jpeg.client_data = &reader;
  reader.errors.error_exit = jump_back;
  reader.errors.emit_message = take_warning;
  if (setjmp(reader.failed) != 0) return false;
  jpeg_create_decompress(&jpeg);
  jpeg.client_data = &reader;
  jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  return true;
}

bool read_pixels(JpegReader& reader, std::uint8_t* pixels) {
  jpeg_decompress_struct& jpeg = reader.jpeg;
  if (setjmp(reader.failed) != 0) return false;
  jpeg_start_decompress(&jpeg);
  const std::size_t row_size = static_cast<std::size_t>(jpeg.output_width) * jpeg.output_components;
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + jpeg.output_scanline * row_size;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  return true;
}

}  // namespace

Image read_jpeg(const std::string& path, const std::string& bytes) {
  JpegReader reader;
  if (!read_header(reader, bytes)) throw InputError(path + ": " + reader.message);
  const jpeg_decompress_struct& jpeg = reader.jpeg;
  if (std::max(jpeg.image_width, jpeg.image_height) > static_cast<JDIMENSION>(kLargestSide))
    throw InputError(path + ": " + std::to_string(jpeg.image_width) + "x" + std::to_string(jpeg.image_height) +
                     ": sides of up to " + std::to_string(kLargestSide) + " are read");
  Image image{
      {jpeg.num_components == 1 ? 1 : 3, static_cast<int>(jpeg.image_height), static_cast<int>(jpeg.image_width)}, {}};
  image.pixels.resize(static_cast<std::size_t>(image.shape.neurons()));
  if (!read_pixels(reader, image.pixels.data())) throw InputError(path + ": " + reader.message);
  return image;
}

}  // namespace spikeloom
