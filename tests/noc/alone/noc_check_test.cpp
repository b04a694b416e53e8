// SPDX-License-Identifier: Apache-2.0
// Combinations that cannot work, once each, and their neighbours that can.
#include "chip/noc_check.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

std::string objection(const std::string& noc_keys, const MulticastUse& multicast = {}) {
  const ConfigNode document = parse_document("noc: {" + noc_keys + "}", {"f.yaml", 1, 1});
  return error_of([&] {
    FieldReader reader(&document, "");
    NocSpec noc;
    reader.section("noc", noc, "");
    check_noc(noc, multicast, reader);
  });
}

bool starts(const std::string& text, const std::string& begin) { return text.compare(0, begin.size(), begin) == 0; }

}  // namespace

TEST_CASE("a torus needs two virtual channels and a fixed order of dimensions") {
  CHECK(starts(objection("topology: torus"), "f.yaml:1:6: noc.vcs: a torus needs at least 2 virtual channels"));
  CHECK(starts(objection("topology: torus, vcs: 1"), "f.yaml:1:29: noc.vcs: a torus needs at least 2"));
  CHECK(objection("topology: torus, vcs: 2") == "no error");
  CHECK(starts(objection("topology: torus, vcs: 2, routing: odd_even"),
               "f.yaml:1:41: noc.routing: odd_even cannot route on a torus"));
  CHECK(objection("topology: torus, vcs: 2, routing: yx") == "no error");
}

TEST_CASE("trees need dimension order and room for whole packets, but only where there is multicast") {
  CHECK(objection("routing: odd_even, buffer_flits: 1") == "no error");
  CHECK(starts(objection("routing: odd_even", {true, 1}), "f.yaml:1:16: noc.routing: odd_even has no multicast trees"));
  CHECK(objection("routing: odd_even, multicast: unicast", {true, 64}) == "no error");
  CHECK(starts(objection("buffer_flits: 7", {true, 8}),
               "f.yaml:1:21: noc.buffer_flits: a multicast packet of 8 flits does not fit a buffer of 7"));
  CHECK(objection("buffer_flits: 8", {true, 8}) == "no error");
  CHECK(objection("buffer_flits: 7, multicast: unicast", {true, 8}) == "no error");
}

TEST_CASE("a bypass needs a cycle to skip to") {
  CHECK(starts(objection("bypass: true"), "f.yaml:1:15: noc.bypass: a bypass skips the cycles"));
  CHECK(objection("bypass: true, switch_delay_cycles: 1") == "no error");
}

TEST_CASE("spike words have four widths") {
  for (const char* width : {"16", "32", "64", "128"})
    CHECK(objection("spike_word_channels: " + std::string(width)) == "no error");
  CHECK(objection("spike_word_channels: 48") ==
        "f.yaml:1:28: noc.spike_word_channels: 48 channels is not a width of a spike word; allowed: 16, 32, 64, 128");
}

}  // namespace spikeloom
