// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <zlib.h>

#include "base/error.hpp"
#include "models/images/image.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Matchers::Contains;

std::string word(unsigned value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

/// Two images of two rows and three columns, pixels 0..11.
std::string two_images() {
  std::string bytes = word(0x803) + word(2) + word(2) + word(3);
  for (char pixel = 0; pixel < 12; ++pixel) bytes += pixel;
  return bytes;
}

std::string gzip(const ScratchFolder& folder, const std::string& name, const std::string& bytes) {
  const gzFile file = gzopen(folder.path(name).c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  return folder.path(name);
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_CASE("idx images are read, plain and gzip'ed") {
  const ScratchFolder folder;
  const std::string path =
      GENERATE(true, false) ? folder.write("images", two_images()) : gzip(folder, "images.gz", two_images());
  const IdxImages images(path);
  CHECK(images.count() == 2);
  CHECK(images.shape() == MapShape{1, 2, 3});
  CHECK(images.image(0).pixels == std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5});
  CHECK(images.image(1).pixel(1, 2, 0) == 11);
}

TEST_CASE("an index past the end of an idx file is refused") {
  const ScratchFolder folder;
  const std::string path = folder.write("images", two_images());
  const IdxImages images(path);
  CHECK_THROWS_WITH(images.image(2), "image 2 of " + path + ": it holds 2 images, 0..1");
  CHECK_THROWS_AS(images.image(-1), InputError);
}

TEST_CASE("idx labels are read") {
  const ScratchFolder folder;
  const std::string bytes = word(0x801) + word(3) + "\x01\x09\x07";
  const std::vector<std::uint8_t> expected{1, 9, 7};
  CHECK(read_idx_labels(folder.write("labels", bytes)) == expected);
  CHECK(read_idx_labels(gzip(folder, "labels.gz", bytes)) == expected);
}

TEST_CASE("bad idx files are refused, each with its figure") {
  const ScratchFolder folder;
  const auto refusal = [&](const std::string& bytes, const std::string& why) {
    const std::string path = folder.write("bad", bytes);
    CHECK_THROWS_AS(IdxImages(path), InputError);
    CHECK_THROWS_WITH(IdxImages(path), Contains(path) && Contains(why));
  };
  refusal("", "0 bytes: an idx header has 16");
  refusal(two_images().substr(0, 15), "15 bytes");
  refusal(word(0x801) + two_images().substr(4), "begins with 0x00000801: expected the idx magic 0x00000803");
  refusal(two_images().substr(0, 27), "truncated: 11 bytes");
  refusal(two_images() + "x", "13 bytes after the header, which promises 12");
  refusal(word(0x803) + word(0) + word(2) + word(3), "dimension 0 is 0");
  refusal(word(0x803) + word(0xFFFFFFFF) + word(2) + word(3), "dimension 0 is 4294967295");
  refusal(word(0x803) + word(1U << 30U) + word(1U << 30U) + word(1U << 30U), "truncated");
}

TEST_CASE("a missing idx file and a cut gzip file are refused") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(IdxImages(folder.path("none")), folder.path("none") + ": No such file or directory");
  CHECK_THROWS_WITH(read_idx_labels(folder.path("none")), Contains("No such file"));
  CHECK_THROWS_AS(IdxImages(folder.path(".")), InputError);
  const std::string whole = contents(gzip(folder, "whole.gz", two_images()));
  const std::string cut = folder.write("cut.gz", whole.substr(0, whole.size() - 12));
  CHECK_THROWS_WITH(IdxImages(cut), Contains(cut));
}

}  // namespace
}  // namespace spikeloom
