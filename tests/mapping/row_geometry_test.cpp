// SPDX-License-Identifier: Apache-2.0
// Row geometry against going through every tap, for kernels, strides, paddings and bands.
#include <catch2/catch.hpp>

#include "mapping/plan/row_geometry.hpp"

using spikeloom::admitted_rows;
using spikeloom::Kernel;
using spikeloom::Layer;
using spikeloom::Operator;
using spikeloom::Range;
using spikeloom::Role;
using spikeloom::Signal;
using spikeloom::Slice;

namespace {

Layer layer_with(Kernel kernel, int input_height) {
  Layer layer;
  layer.kernel = kernel;
  layer.in = {1, input_height, 1};
  layer.out = {1, (input_height + 2 * kernel.padding - kernel.height) / kernel.stride + 1, 1};
  layer.inputs = {{0, Role::Main, Signal::Spikes}, {0, Role::Residual, Signal::Values}};
  return layer;
}

std::vector<int> rows_read(const Layer& layer, int out) {
  std::vector<int> rows;
  for (int tap = 0; tap < layer.kernel.height; ++tap) {
    const int in = out * layer.kernel.stride - layer.kernel.padding + tap;
    if (in >= 0 && in < layer.in.height) rows.push_back(in);
  }
  return rows;
}

template <class Check>
void for_all_convolutions(Check check) {
  for (int taps : {1, 3, 7})
    for (int stride : {1, 2, 3})
      for (int height : {7, 8, 13})
        for (int padding = 0; padding <= taps / 2; ++padding) check(layer_with({taps, taps, stride, padding}, height));
}

template <class Check>
void for_all_bands(const Layer& layer, Check check) {
  for (int begin = 0; begin < layer.out.height; ++begin)
    for (int end = begin + 1; end <= layer.out.height; ++end) check(Range{begin, end});
}

}  // namespace

TEST_CASE("an output row needs the rows that its taps read", "[row_geometry]") {
  for_all_convolutions([](const Layer& layer) {
    for (int out = 0; out < layer.out.height; ++out) {
      const std::vector<int> rows = rows_read(layer, out);
      REQUIRE(first_needed_row(layer, 0, out) == rows.front());
      REQUIRE(last_needed_row(layer, 0, out, layer.in.height) == rows.back());
    }
  });
}

TEST_CASE("a band needs the rows of all its output rows", "[row_geometry]") {
  for_all_convolutions([](const Layer& layer) {
    for_all_bands(layer, [&](Range band) {
      const Range rows = needed_rows(layer, 0, band, layer.in.height);
      REQUIRE(rows.begin == rows_read(layer, band.begin).front());
      REQUIRE(rows.end == rows_read(layer, band.end - 1).back() + 1);
    });
  });
}

TEST_CASE("the last touched row is the last of the band that reads the row", "[row_geometry]") {
  for_all_convolutions([](const Layer& layer) {
    for_all_bands(layer, [&](Range band) {
      for (int out = band.begin; out < band.end; ++out)
        for (const int in : rows_read(layer, out))
          REQUIRE(last_touched_row(layer, 0, in, band) >= out - band.begin);  // never freed too early
      for (int in = 0; in < layer.in.height; ++in) {
        const int out = last_touched_row(layer, 0, in, band) + band.begin;
        REQUIRE(band.contains(out));
        const bool first = out == band.begin;  // rows before the band's reach belong to its first row
        REQUIRE((first || first_needed_row(layer, 0, out) <= in));
      }
    });
  });
}

TEST_CASE("residuals meet row by row, attention and sums need the whole map", "[row_geometry]") {
  Layer layer = layer_with({3, 3, 1, 1}, 9);
  CHECK(last_needed_row(layer, 1, 4, 9) == 4);
  CHECK(first_needed_row(layer, 1, 4) == 4);
  CHECK(last_touched_row(layer, 1, 6, {4, 9}) == 2);
  for (const Operator op : {Operator::Attention, Operator::SpatialSum}) {
    layer.op = op;
    CHECK(first_needed_row(layer, 0, 4) == 0);
    CHECK(last_needed_row(layer, 0, 0, 9) == 8);
    CHECK(last_touched_row(layer, 0, 0, {0, 9}) == 8);
  }
}

TEST_CASE("admitted rows are those whose last touched row is inside the window", "[row_geometry]") {
  for_all_convolutions([](const Layer& layer) {
    for_all_bands(layer, [&](Range band) {
      Slice slice;
      slice.rows = band;
      const Range rows = needed_rows(layer, 0, band, layer.in.height);
      for (int limit = 0; limit <= 3 * band.size(); ++limit) {
        int count = 0;
        for (int image = 0; image < 3; ++image)
          for (int in = rows.begin; in < rows.end; ++in)
            count += image * band.size() + last_touched_row(layer, 0, in, band) < limit ? 1 : 0;
        REQUIRE(admitted_rows(layer, slice, 0, rows, limit) == count);
      }
    });
  });
}
