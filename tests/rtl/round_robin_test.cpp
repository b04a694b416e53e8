// SPDX-License-Identifier: Apache-2.0
// The smallest block of the router's allocators, in every state.

#include <catch2/catch.hpp>

#include "noc/allocate.hpp"
#include "rtl/verilated/round_robin_6/Vround_robin_6.h"

namespace spikeloom {

TEST_CASE("round_robin.sv is first_from() for all requests and pointers") {
  VerilatedContext context;
  Vround_robin_6 rtl(&context);
  for (unsigned requests = 0; requests < 64; ++requests)
    for (int pointer = 0; pointer <= 6; ++pointer) {
      rtl.request_i = static_cast<CData>(requests);
      rtl.pointer_i = static_cast<CData>(pointer);
      rtl.eval();
      const unsigned expected = requests == 0 ? 0 : 1U << static_cast<unsigned>(first_from(requests, pointer));
      if (rtl.grant_o != expected) FAIL("requests " << requests << " pointer " << pointer);
    }
}

}  // namespace spikeloom
