// SPDX-License-Identifier: Apache-2.0
// The smallest block of the router's allocators, in every state.

#include <catch2/catch.hpp>

#include "noc/allocate.hpp"
#include "tests/rtl/unit_model.hpp"

namespace spikeloom {

TEST_CASE("round_robin.sv is first_from() for all requests and pointers") {
  ModelInstance rtl(unit_model("round_robin", "6"));
  ModelPort request = rtl.port("request_i"), current = rtl.port("pointer_i");
  const ModelPort grant = rtl.port("grant_o");
  for (unsigned requests = 0; requests < 64; ++requests)
    for (int pointer = 0; pointer <= 6; ++pointer) {
      request.set(requests);
      current.set(static_cast<std::uint64_t>(pointer));
      rtl.eval();
      const unsigned expected = requests == 0 ? 0 : 1U << static_cast<unsigned>(first_from(requests, pointer));
      if (grant.get() != expected) FAIL("requests " << requests << " pointer " << pointer);
    }
}

}  // namespace spikeloom
