// SPDX-License-Identifier: Apache-2.0
// Photographs as networks take them: resampling against PIL, JPEG against what was written.
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <numeric>

#include <jpeglib.h>

#include "models/images/image_fit.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;
using Pixels = std::vector<std::uint8_t>;

/// Rough on purpose: what a filter gets wrong shows.
Image pattern(int height, int width, int channels) {
  Image image{{channels, height, width}, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c)
        image.pixels.push_back(static_cast<std::uint8_t>((x * 37 + y * 91 + x * y * 13 + c * 50) % 256));
  return image;
}

// Expected numbers: PIL 9.4.0, Image.resize(size, Image.BICUBIC) of the same pattern.
TEST_CASE("resizing gives PIL's pixels, smaller and larger") {
  CHECK(resized(pattern(11, 13, 1), 5, 7).pixels == Pixels{91,  139, 133, 141, 120, 89,  159, 128, 146, 145, 130, 138,
                                                           115, 121, 112, 122, 162, 126, 152, 135, 100, 154, 156, 145,
                                                           152, 149, 156, 155, 127, 130, 91,  127, 98,  106, 146});
  CHECK(resized(pattern(5, 4, 1), 7, 9).pixels ==
        Pixels{0,   0,   14,  33,  50,  65,  84,  99,  106, 42,  49,  67,  91,  119, 146, 170,
               188, 196, 119, 131, 158, 179, 170, 162, 182, 210, 222, 176, 191, 234, 240, 149,
               57,  63,  106, 121, 46,  61,  96,  127, 136, 145, 176, 211, 226, 39,  56,  97,
               130, 122, 114, 147, 188, 206, 105, 126, 181, 200, 113, 25,  44,  99,  120});
}

TEST_CASE("a picture is resized by its shorter side and cropped in the middle") {
  const Image fitted = fit_image(pattern(61, 45, 3), {3, 28, 28}, "x");  // PIL: 32 x 43, from row 8, column 2
  CHECK(fitted.shape == MapShape{3, 28, 28});
  const auto at = [&](int y, int x) {
    return Pixels{fitted.pixel(y, x, 0), fitted.pixel(y, x, 1), fitted.pixel(y, x, 2)};
  };
  CHECK(at(0, 0) == Pixels{98, 149, 152});
  CHECK(at(0, 27) == Pixels{114, 141, 117});
  CHECK(at(13, 5) == Pixels{92, 125, 169});
  CHECK(at(27, 27) == Pixels{149, 192, 115});
  CHECK(std::accumulate(fitted.pixels.begin(), fitted.pixels.end(), 0) == 297910);
}

TEST_CASE("a picture of the right size is left alone, a grey one becomes colour") {
  const Image image = pattern(16, 16, 3);
  CHECK(fit_image(image, {3, 16, 16}, "x").pixels == image.pixels);
  const Image grey = pattern(16, 16, 1);
  const Image colour = fit_image(grey, {3, 16, 16}, "x");
  CHECK(colour.shape == MapShape{3, 16, 16});
  CHECK(colour.pixel(7, 5, 2) == grey.pixel(7, 5, 0));
  CHECK(fit_image(pattern(50, 200, 3), {3, 32, 64}, "x").shape == MapShape{3, 32, 64});
}

TEST_CASE("what cannot be fitted is refused with both sizes") {
  CHECK(error_of([] {
          fit_image(pattern(200, 300, 3), {3, 224, 224}, "cat.png");
        }) == "cat.png: 300x200 with 3 channels: the network takes 224x224 with 3 channels");
  CHECK_THAT(error_of([] { fit_image(pattern(40, 40, 3), {1, 28, 28}, "x"); }), Contains("with 1 channel"));
}

std::string write_jpeg(const ScratchFolder& folder, const Image& image) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  std::FILE* file = std::fopen(folder.path("a.jpg").c_str(), "wb");
  REQUIRE(file != nullptr);
  jpeg_stdio_dest(&jpeg, file);
  jpeg.image_width = static_cast<JDIMENSION>(image.shape.width);
  jpeg.image_height = static_cast<JDIMENSION>(image.shape.height);
  jpeg.input_components = image.shape.channels;
  jpeg.in_color_space = image.shape.channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 100, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  const std::size_t row_size = static_cast<std::size_t>(image.shape.width) * image.shape.channels;
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(image.pixels.data() + jpeg.next_scanline * row_size);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::fclose(file);
  return folder.path("a.jpg");
}

Image ramp(int channels) {
  Image image{{channels, 24, 40}, {}};
  for (int y = 0; y < 24; ++y)
    for (int x = 0; x < 40; ++x)
      for (int c = 0; c < channels; ++c) image.pixels.push_back(static_cast<std::uint8_t>(40 + 2 * x + 3 * y));
  return image;
}

TEST_CASE("JPEG pictures are read, grey and coloured") {
  const ScratchFolder folder;
  for (const int channels : {1, 3}) {
    const Image written = ramp(channels);
    const Image read = read_image(write_jpeg(folder, written));
    REQUIRE(read.shape == written.shape);
    for (std::size_t i = 0; i < read.pixels.size(); ++i) CHECK(std::abs(read.pixels[i] - written.pixels[i]) <= 3);
  }
}

TEST_CASE("damaged JPEG pictures are refused") {
  const ScratchFolder folder;
  const std::string path = write_jpeg(folder, pattern(40, 40, 3));
  for (const int percent : {1, 30, 60, 95}) {
    const std::string copy = folder.path("b.jpg");
    std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(copy, std::max<std::uintmax_t>(std::filesystem::file_size(path) * percent / 100, 3));
    CHECK_THAT(error_of([&] { read_image(copy); }), Contains("b.jpg: "));
  }
  CHECK_THAT(error_of([&] { read_image(folder.write("c.jpg", "\xFF\xD8 nothing of the kind")); }), Contains("c.jpg: "));
}

}  // namespace
}  // namespace spikeloom
