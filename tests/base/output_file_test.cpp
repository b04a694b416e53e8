// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <stdexcept>

#include "base/json_reader.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

std::ptrdiff_t files_in(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

}  // namespace

TEST_CASE("a file is written whole and nothing is left beside it") {
  const ScratchFolder folder;
  write_text(folder.path("a.json"), "one");
  write_text(folder.path("a.json"), "two");
  CHECK(read_file(folder.path("a.json")) == "two");
  CHECK(files_in(folder.path("")) == 1);
}

TEST_CASE("what fails half-way leaves the old file") {
  const ScratchFolder folder;
  const std::string path = folder.write("a.json", "old");
  const auto fail_half_way = [](const std::string& temporary) {
    write_text(temporary, "half");
    throw std::runtime_error("stop");
  };
  CHECK_THROWS_AS(write_atomically(path, fail_half_way), std::runtime_error);
  CHECK(read_file(path) == "old");
  CHECK(files_in(folder.path("")) == 1);
}

TEST_CASE("a link stays a link") {
  const ScratchFolder folder;
  folder.write("real.json", "old");
  std::filesystem::create_symlink("real.json", folder.path("link.json"));
  write_text(folder.path("link.json"), "new");
  CHECK(std::filesystem::is_symlink(folder.path("link.json")));
  CHECK(read_file(folder.path("real.json")) == "new");
}

TEST_CASE("devices are written in place") {
  write_text("/dev/null", "gone");
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("what cannot be written is told before the work") {
  const ScratchFolder folder;
  CHECK(error_of([&] { require_writable(folder.path("none/a.json")); }).find("there is no folder") !=
        std::string::npos);
  CHECK(error_of([&] { require_writable(folder.path("")); }).find("it is a folder") != std::string::npos);
}

}  // namespace spikeloom
