// SPDX-License-Identifier: Apache-2.0
#include "report/progress_line.hpp"

#include <catch2/catch.hpp>

namespace spikeloom {

TEST_CASE("the line tells part, count, rate and time left") {
  CHECK(progress_line("eval", "images", 250, 1000, 2.5) ==
        "eval [######..................] 25 %  250/1000 images  100/s  8 s left");
  CHECK(progress_line("eval", "images", 1, 1000, 2.0) ==
        "eval [........................] 0 %  1/1000 images  0.5/s  33 min 18 s left");
  CHECK(progress_line("eval", "images", 1000, 1000, 2.0) ==
        "eval [########################] 100 %  1000/1000 images  500/s  0 s left");
}

TEST_CASE("nothing is promised before anything is done") {
  CHECK(progress_line("eval", "images", 0, 8, 1.0) == "eval [........................] 0 %  0/8 images");
  CHECK(progress_line("eval", "images", 0, 0, 0.0) == "eval [........................] 0 %  0/0 images");
}

}  // namespace spikeloom
