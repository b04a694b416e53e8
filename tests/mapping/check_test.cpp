// SPDX-License-Identifier: Apache-2.0
// Every rule of check_mapping, broken once.
#include <catch2/catch.hpp>
#include <functional>

#include "mapping/check/check.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"

using Catch::Contains;
using spikeloom::check_mapping;
using spikeloom::error_of;
using spikeloom::grant_first_credits;
using spikeloom::Mapping;
using spikeloom::mapping_of;
using spikeloom::Network;
using spikeloom::Operator;
using spikeloom::roomy_target;
using spikeloom::Slice;
using spikeloom::slice_memory;

namespace {

struct Case {
  Network network = spikeloom::random_network(5);
  Mapping mapping = mapping_of(network, roomy_target(3, 2), spikeloom::Partition(network.layers.size(), {2, 1}), 0);

  std::string error() const {
    return error_of([&] { check_mapping(network, mapping); });
  }
  /// Windows, credits and memory follow what was changed, so that only the broken rule speaks.
  void settle() {
    grant_first_credits(network, mapping);
    for (Slice& slice : mapping.slices) slice.memory = slice_memory(network, mapping.target, slice);
  }
  Slice& slice_of(const std::string& layer) {
    for (Slice& slice : mapping.slices)
      if (network.layers[static_cast<std::size_t>(slice.layer)].name == layer) return slice;
    throw std::logic_error("no layer " + layer);
  }
};

const char* const kJoint = "ConvBlock1.0.Conv.pwconv2";

}  // namespace

TEST_CASE("a mapping from the mapper breaks no rule", "[check]") { CHECK(Case().error() == "no error"); }

TEST_CASE("too narrow accumulators are refused with the layer and the bits", "[check]") {
  Case c;
  c.network.layers[2].bounds.accumulator_bits = 33;
  CHECK(c.error() == "layer '" + c.network.layers[2].name + "': accumulators of 33 bits needed, the chip has 32");
}

TEST_CASE("too narrow membranes are refused with the layer and the bits", "[check]") {
  Case c;
  c.network.layers[1].bounds.membrane_bits = 40;
  CHECK(c.error() == "layer '" + c.network.layers[1].name + "': membranes of 40 bits needed, the chip has 32");
}

TEST_CASE("weights wider than the chip's are refused", "[check]") {
  Case c;
  c.mapping.target.weight_bits = 4;
  CHECK(c.error() == "network: weights of 8 bits, the chip has 4");
}

TEST_CASE("header fields limit the network", "[check]") {
  Case c;
  auto& layer = c.network.layers[0];
  SECTION("rows") {
    layer.out.height = 257;
    CHECK_THAT(c.error(), Contains("rows: 257 is more than the 256 of a header"));
  }
  SECTION("columns") {
    layer.out.width = 300;
    CHECK_THAT(c.error(), Contains("columns: 300 is more than the 256"));
  }
  SECTION("spike groups") {
    layer.out.channels = 64 * 128 + 1;
    CHECK_THAT(c.error(), Contains("channel groups of spike words: 129 is more than the 128"));
  }
  SECTION("time steps") {
    c.network.time_steps = 9;
    CHECK_THAT(c.error(), Contains("time steps: 9 is more than the 8"));
  }
  SECTION("tiles") {
    c.mapping.target.columns = c.mapping.target.rows = 64;
    CHECK_THAT(c.error(), Contains("a mesh of 4096 is more than the 4095 tiles"));
  }
}

TEST_CASE("a packet must fit the queue of its receiver and the buffers of its tree", "[check]") {
  Case c;
  auto& target = c.mapping.target;
  SECTION("spikes, queue") {
    target.flit_bits = 16;
    target.input_queue_flits = 6;
    CHECK(
        c.error() ==
        "chip: a spike word of 7 flits does not fit the input queue of a core: core.input_queue_flits is 6, must be at "
        "least 7");
  }
  SECTION("spikes, buffers") {
    target.flit_bits = 16;
    CHECK(
        c.error() ==
        "chip: a spike word of 7 flits does not fit a router's buffer, as multicast trees demand: noc.buffer_flits is "
        "4, must be at least 7 (or noc.multicast unicast)");
  }
  SECTION("spikes, longest packet") {
    target.flit_bits = 1;
    CHECK(c.error() ==
          "chip: a spike word of 112 flits is longer than the 64 flits of the longest packet; noc.flit_bits is 1");
  }
  SECTION("values") {
    c.network.layers[0].bounds.value_bits = 465;  // with the header, one bit more than 4 flits
    CHECK_THAT(c.error(), Contains("': a value word of 5 flits does not fit a router's buffer"));
    target.buffer_flits = 5;
    target.input_queue_flits = 4;
    CHECK_THAT(c.error(), Contains("a value word of 5 flits does not fit the input queue"));
  }
  SECTION("image") {
    target.flit_bits = 30;
    target.spike_word_channels = 8;  // 56 bits: 2 flits; header and a pixel of 9: 2
    target.buffer_flits = 2;
    c.network.input.pixel_offset.assign(c.network.input.pixel_offset.size(), 1 << 20);
    CHECK_THAT(c.error(), Contains("image: a value word of 3 flits"));
  }
}

TEST_CASE("words that need no multicast may be longer than a buffer", "[check]") {
  spikeloom::Network network = spikeloom::random_network(5);
  spikeloom::Target target = roomy_target(3, 2);
  target.flit_bits = 16;
  target.multicast = spikeloom::Multicast::Unicast;
  CHECK(error_of([&] { check_limits(network, target); }) == "no error");
}

TEST_CASE("a chip has at least one of everything", "[check]") {
  Case c;
  c.mapping.target.lanes = 0;
  CHECK(c.error() == "chip: lanes is 0; at least 1 is needed");
}

TEST_CASE("each row and channel is computed exactly once", "[check]") {
  Case c;
  SECTION("never") {
    c.mapping.slices[0].channels.begin = 1;
    CHECK_THAT(c.error(), Contains("channel 0 row 0 column 0 is computed by 0 slices"));
  }
  SECTION("twice") {
    c.mapping.slices[1].channels.begin -= 1;
    CHECK_THAT(c.error(), Contains("is computed by 2 slices instead of one"));
  }
  SECTION("a row never") {
    c.mapping.slices[0].rows.end -= 1;
    CHECK_THAT(c.error(), Contains("is computed by 0 slices"));
  }
}

TEST_CASE("a slice lies in its layer, on a core, in order", "[check]") {
  Case c;
  SECTION("channels") {
    c.mapping.slices[1].channels.end += 1;
    CHECK_THAT(c.error(), Contains("must lie in the layer's 12 channels"));
  }
  SECTION("empty rows") {
    c.mapping.slices[0].rows = {3, 3};
    CHECK_THAT(c.error(), Contains("must lie in the layer's"));
  }
  SECTION("layer") {
    c.mapping.slices.back().layer = 99;
    CHECK_THAT(c.error(), Contains("layer 99 of a slice is not one of the network's"));
  }
  SECTION("core") {
    c.mapping.slices[0].core = 6;
    CHECK_THAT(c.error(), Contains("core 6 is not one of the 6 tiles"));
  }
  SECTION("order") {
    std::swap(c.mapping.slices[0], c.mapping.slices[2]);
    CHECK_THAT(c.error(), Contains("slices must stand in layer order"));
  }
  SECTION("heads") {
    Slice& slice = c.slice_of("block2.0.attn");
    ++slice.channels.end, ++(&slice + 1)->channels.begin;
    CHECK_THAT(c.error(), Contains("attention must be cut between heads, at multiples of 10 channels"));
  }
}

TEST_CASE("sources and destinations mirror each other and the geometry", "[check]") {
  Case c;
  Slice& slice = c.mapping.slices[2];
  SECTION("missing source") {
    slice.sources.pop_back();
    CHECK_THAT(c.error(), Contains("sources of layer") && Contains("missing"));
  }
  SECTION("surplus source") {
    slice.sources.front().rows.end -= 1;
    CHECK_THAT(c.error(), Contains("sources of layer") && Contains("missing"));
  }
  SECTION("missing destination") {
    slice.destinations.pop_back();
    CHECK_THAT(c.error(), Contains("destinations of layer") && Contains("missing"));
  }
  SECTION("surplus destination") {
    slice.destinations.push_back(c.mapping.slices[0].destinations.front());
    CHECK_THAT(c.error(), Contains("destinations of layer") && Contains("not needed"));
  }
  SECTION("double destination") {
    slice.destinations.push_back(slice.destinations.front());
    CHECK_THAT(c.error(), Contains("an entry stands there twice"));
  }
  SECTION("wrong signal") {
    slice.destinations.front().signal = spikeloom::Signal::Values;
    CHECK_THAT(c.error(), Contains("destinations of layer"));
  }
  SECTION("image") {
    c.mapping.image_table.front().rows.begin += 1;
    CHECK_THAT(c.error(), Contains("image table: missing"));
  }
  SECTION("values per word") {
    c.slice_of(kJoint).values_per_word = 1;
    CHECK_THAT(c.error(), Contains("values_per_word is 1, must be"));
  }
  SECTION("image values per word") {
    c.mapping.image_values_per_word = 3;
    CHECK(c.error() == "mapping: image_values_per_word is 3, must be 8");
  }
  SECTION("flits of a value word") {
    c.slice_of(kJoint).value_word_flits = 2;
    CHECK_THAT(c.error(), Contains("value_word_flits is 2, must be 1"));
  }
  SECTION("flits of an image word") {
    c.mapping.image_word_flits = 2;
    CHECK(c.error() == "mapping: image_word_flits is 2, must be 1");
  }
  SECTION("host tile") {
    c.mapping.host_tile = 6;
    CHECK(c.error() == "mapping: host_tile 6 is not on the chip");
  }
}

TEST_CASE("first credits are what the windows admit", "[check]") {
  Case c;
  SECTION("of a slice") {
    c.slice_of(kJoint).destinations.front().initial_rows += 1;
    CHECK_THAT(c.error(), Contains("initial_rows of") && Contains("its window admits"));
  }
  SECTION("of the image") {
    c.mapping.image_table.front().initial_rows = 0;
    CHECK_THAT(c.error(), Contains("image table: initial_rows"));
  }
}

TEST_CASE("windows bring the image through and stay within the band", "[check]") {
  Case c;
  Slice& joint = c.slice_of(kJoint);
  SECTION("none") { joint.window_rows = 0; }
  SECTION("larger than the band") { joint.window_rows = joint.rows.size() + 1; }
  SECTION("too small for the skew") { joint.window_rows -= 1; }
  c.settle();
  CHECK_THAT(c.error(), Contains(std::string("layer '") + kJoint + "'") &&
                            (Contains("must be 1..6") || Contains("never admits row 3 of") || Contains("are needed")));
}

TEST_CASE("each core's SRAMs hold its slices", "[check]") {
  Case c;
  SECTION("weights") {
    c.mapping.target.weight_sram_bytes = 1000;
    CHECK_THAT(c.error(), Contains("bytes of weights, its weight SRAM has 1000"));
  }
  SECTION("accumulators") {
    c.mapping.target.accumulator_sram_bytes = 1001;
    CHECK_THAT(c.error(), Contains("bytes of accumulators and row buffers, its accumulator SRAM has 1001"));
  }
  SECTION("row buffers count") {
    c.mapping.target.row_buffers = 1 << 24;
    CHECK_THAT(c.error(), Contains("bytes of accumulators and row buffers"));
  }
  SECTION("slices") {
    spikeloom::Partition partition;
    for (const auto& layer : c.network.layers) partition.push_back({2, layer.out.height > 1 ? 2 : 1});
    c.mapping = mapping_of(c.network, c.mapping.target, partition, 0);
    for (Slice& slice : c.mapping.slices) slice.core = 0;
    CHECK_THAT(c.error(), Contains("core 0: ") && Contains(" slices, a header numbers 32"));
  }
  SECTION("the figures themselves") {
    c.mapping.slices[3].memory.weights -= 1;
    CHECK_THAT(c.error(), Contains("its memory is not what its channels, rows, columns, inputs and window need"));
  }
}
