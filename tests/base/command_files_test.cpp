// SPDX-License-Identifier: Apache-2.0
#include "base/command_files.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/support/error_of.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {

TEST_CASE("an output that is an input is refused under each of its names") {
  const ScratchFolder folder;
  const std::string input = folder.write("in.yaml", "a: 1");
  std::filesystem::create_symlink(input, folder.path("soft"));
  std::filesystem::create_hard_link(input, folder.path("hard"));
  CommandFiles files;
  files.reads(input);
  for (const char* name : {"in.yaml", "./in.yaml", "soft", "hard"})
    CHECK_THROWS_WITH(files.writes("--json", folder.path(name)), Catch::Contains("is an input of this command"));
  CHECK_NOTHROW(files.writes("--json", folder.path("out.json")));
}

TEST_CASE("two outputs of one name are refused before the first exists") {
  const ScratchFolder folder;
  CommandFiles files;
  files.writes("--json", folder.path("x"));
  CHECK_THROWS_WITH(files.writes("--csv", folder.path("./x")), Catch::Contains("already the output of --json"));
}

TEST_CASE("devices take several outputs, and an empty path is none") {
  CommandFiles files;
  for (const char* path : {"/dev/null", "/dev/null", "", ""}) CHECK_NOTHROW(files.writes("--json", path));
}

}  // namespace spikeloom
