// SPDX-License-Identifier: Apache-2.0
// Destinations against the definitions of Dally and Towles, table 3.1, written out bit by bit and digit by digit.
#include "noc/alone/patterns.hpp"

#include <catch2/catch.hpp>
#include <set>

namespace spikeloom {
namespace {

MeshSpec mesh(int columns, int rows) {
  MeshSpec spec;
  spec.columns = columns;
  spec.rows = rows;
  return spec;
}

int bit(int number, int index) { return number >> index & 1; }

}  // namespace

TEST_CASE("bit permutations move single bits") {
  for (int bits = 1; bits <= 12; ++bits) {
    const MeshSpec m = mesh(1 << (bits / 2), 1 << (bits - bits / 2));
    for (int source = 0; source < (1 << bits); ++source)
      for (int i = 0; i < bits; ++i) {
        REQUIRE(bit(permuted(Pattern::BitComplement, m, source), i) == 1 - bit(source, i));
        REQUIRE(bit(permuted(Pattern::BitReverse, m, source), i) == bit(source, bits - 1 - i));
        REQUIRE(bit(permuted(Pattern::Shuffle, m, source), i) == bit(source, (i + bits - 1) % bits));
        if (m.columns == m.rows)
          REQUIRE(bit(permuted(Pattern::Transpose, m, source), i) == bit(source, (i + bits / 2) % bits));
      }
  }
}

TEST_CASE("transpose swaps column and row on any square") {
  const MeshSpec m = mesh(5, 5);
  CHECK(permuted(Pattern::Transpose, m, 0) == 0);
  CHECK(permuted(Pattern::Transpose, m, 4) == 20);
  CHECK(permuted(Pattern::Transpose, m, 7) == 11);
}

TEST_CASE("tornado goes almost half way around both rings, neighbour one step along both") {
  CHECK(permuted(Pattern::Tornado, mesh(8, 8), 0) == 3 * 8 + 3);
  CHECK(permuted(Pattern::Tornado, mesh(8, 8), 63) == 2 * 8 + 2);
  CHECK(permuted(Pattern::Tornado, mesh(5, 4), 0) == 1 * 5 + 2);
  CHECK(permuted(Pattern::Tornado, mesh(2, 1), 1) == 1);
  CHECK(permuted(Pattern::Neighbour, mesh(8, 8), 0) == 9);
  CHECK(permuted(Pattern::Neighbour, mesh(8, 8), 63) == 0);
  CHECK(permuted(Pattern::Neighbour, mesh(3, 5), 14) == 0);
}

TEST_CASE("every permutation reaches every tile once") {
  for (const Pattern pattern : {Pattern::Transpose, Pattern::BitComplement, Pattern::BitReverse, Pattern::Shuffle,
                                Pattern::Tornado, Pattern::Neighbour})
    for (const MeshSpec& m : {mesh(8, 8), mesh(4, 4), mesh(16, 16), mesh(1, 1), mesh(2, 2)}) {
      std::set<int> reached;
      for (int source = 0; source < m.columns * m.rows; ++source) {
        const int destination = permuted(pattern, m, source);
        REQUIRE((destination >= 0 && destination < m.columns * m.rows));
        reached.insert(destination);
      }
      CHECK(static_cast<int>(reached.size()) == m.columns * m.rows);
    }
}

TEST_CASE("a mesh that a permutation does not fit is refused with the reason") {
  CHECK(pattern_objection(Pattern::Transpose, mesh(4, 8)) ==
        "transpose swaps columns and rows and needs a square mesh, not 4 x 8");
  for (const Pattern pattern : {Pattern::BitComplement, Pattern::BitReverse, Pattern::Shuffle}) {
    CHECK(
        pattern_objection(pattern, mesh(3, 4)) ==
        "a permutation of the bits of tile numbers needs a power of two of tiles (2, 4, 8, ... 4096), not 3 x 4 = 12");
    CHECK(pattern_objection(pattern, mesh(2, 16)).empty());
  }
  CHECK(pattern_objection(Pattern::Transpose, mesh(5, 5)).empty());
  for (const Pattern pattern : {Pattern::Uniform, Pattern::Tornado, Pattern::Neighbour, Pattern::Hotspot})
    CHECK(pattern_objection(pattern, mesh(3, 5)).empty());
}

}  // namespace spikeloom
