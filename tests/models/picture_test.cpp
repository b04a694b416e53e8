// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <png.h>

#include "base/error.hpp"
#include "models/images/image.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

template <class Pixel>
std::string write_png(const ScratchFolder& folder, unsigned format, unsigned width, unsigned height,
                      const std::vector<Pixel>& pixels) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = width;
  png.height = height;
  png.format = format;
  REQUIRE(png_image_write_to_file(&png, folder.path("a.png").c_str(), 0, pixels.data(), 0, nullptr) != 0);
  return folder.path("a.png");
}

TEST_CASE("PGM and PPM pictures are read") {
  const ScratchFolder folder;
  const Image grey = read_image(folder.write("a.pgm", "P5\n# a comment\n3 2 # another\n255\nabcdef"));
  CHECK(grey.shape == MapShape{1, 2, 3});
  CHECK(grey.pixel(1, 0, 0) == 'd');
  const Image colour = read_image(folder.write("a.ppm", "P6 1 2 255\nrgbRGB"));
  CHECK(colour.shape == MapShape{3, 2, 1});
  CHECK(colour.pixel(1, 0, 2) == 'B');
  // The first pixel may look like white space.
  CHECK(read_image(folder.write("b.pgm", "P5 1 1 255\n\n")).pixels == std::vector<std::uint8_t>{'\n'});
}

TEST_CASE("what is written is read again") {
  const ScratchFolder folder;
  for (const int channels : {1, 3}) {
    const Image image{{channels, 2, 1}, {10, 0, 255, 35, 7, 32}};
    const Image cut{image.shape, {image.pixels.begin(), image.pixels.begin() + image.shape.neurons()}};
    write_image(cut, folder.path("a.ppm"));
    const Image read = read_image(folder.path("a.ppm"));
    CHECK(read.shape == cut.shape);
    CHECK(read.pixels == cut.pixels);
  }
  CHECK_THROWS_AS(write_image(Image{{1, 1, 1}, {0}}, folder.path("none/a.ppm")), InputError);
}

TEST_CASE("PNG pictures are read as they are stored") {
  const ScratchFolder folder;
  const std::vector<std::uint8_t> pixels{0, 1, 100, 200, 254, 255};
  const Image grey = read_image(write_png(folder, PNG_FORMAT_GRAY, 3, 2, pixels));
  CHECK(grey.shape == MapShape{1, 2, 3});
  CHECK(grey.pixels == pixels);
  const Image colour = read_image(write_png(folder, PNG_FORMAT_RGB, 1, 2, pixels));
  CHECK(colour.shape == MapShape{3, 2, 1});
  CHECK(colour.pixels == pixels);
}

TEST_CASE("PNG pictures with transparency or 16 bits are refused") {
  const ScratchFolder folder;
  const std::vector<std::uint8_t> pixels{0, 1, 100, 200};
  CHECK_THROWS_WITH(read_image(write_png(folder, PNG_FORMAT_RGBA, 1, 1, pixels)), Contains("has transparency"));
  const std::vector<std::uint16_t> wide{1, 2, 3};
  CHECK_THROWS_WITH(read_image(write_png(folder, PNG_FORMAT_LINEAR_RGB, 1, 1, wide)), Contains("16 bits"));
}

TEST_CASE("bad pictures are refused, each with its figure") {
  const ScratchFolder folder;
  const auto refusal = [&](const std::string& bytes, const std::string& why) {
    const std::string path = folder.write("bad", bytes);
    CHECK_THROWS_AS(read_image(path), InputError);
    CHECK_THROWS_WITH(read_image(path), Contains(path) && Contains(why));
  };
  refusal("", "empty");
  refusal("GIF89a", "not a picture: PGM (P5), PPM (P6), PNG and JPEG are read");
  refusal("P2 1 1 255\n9", "not a picture");
  refusal("P5", "width is missing");
  refusal("P5 3", "height is missing");
  refusal("P5 0 2 255\n", "width is missing or not within 1..32768");
  refusal("P5 99999999999999 2 255\n", "width");
  refusal("P5 3 -2 255\n", "height");
  refusal("P5 1 1 65535\nab", "largest pixel is 65535: only 255");
  refusal("P5 3 2 255\nabcde", "5 bytes of pixels: the header promises 6");
  refusal("P6 1 1 255\nabcd", "4 bytes of pixels: the header promises 3");
  refusal("P5 1 1 255", "0 bytes of pixels");
  refusal("\x89PNG\r\n\x1a\n nothing", "");
  CHECK_THROWS_WITH(read_image(folder.path("none.png")), folder.path("none.png") + ": No such file or directory");
  CHECK_THROWS_AS(read_image(folder.path(".")), InputError);
}

TEST_CASE("a PNG cut short is refused") {
  const ScratchFolder folder;
  const std::string path = write_png(folder, PNG_FORMAT_GRAY, 30, 20, std::vector<std::uint8_t>(600, 7));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  CHECK_THROWS_AS(read_image(path), InputError);
}

}  // namespace
}  // namespace spikeloom
