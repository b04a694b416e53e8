// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/stream_homes.hpp"

#include <catch2/catch.hpp>

#include "mapping/check/check.hpp"
#include "mapping/search/mapper.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/support/random_network.hpp"

using spikeloom::Mapping;
using spikeloom::MappingOptions;
using spikeloom::Network;
using spikeloom::Residual;
using spikeloom::roomy_target;

namespace {

Mapping mapped(const Network& network, Residual residual) {
  MappingOptions options;
  options.residual = residual;
  return map_network(network, roomy_target(4, 4), options);
}

int residuals_at_home(const Network& network, const Mapping& mapping) {
  int count = 0;
  for (const auto& slice : mapping.slices)
    for (const auto& d : slice.destinations) {
      if (d.slice == spikeloom::kHostSlice || !d.home) continue;
      const int layer = mapping.slices[static_cast<std::size_t>(d.slice)].layer;
      count += network.layers[static_cast<std::size_t>(layer)].input_index(spikeloom::Role::Residual) == d.port;
    }
  return count;
}

}  // namespace

TEST_CASE("do residuals stay at home when they are asked to, and only then?", "[homes]") {
  const Network network = spikeloom::random_network(3);
  CHECK(residuals_at_home(network, mapped(network, Residual::Noc)) == 0);
  const Mapping home = mapped(network, Residual::Home);
  CHECK(residuals_at_home(network, home) > 0);
  spikeloom::check_mapping(network, home);
}

TEST_CASE("is every slice in one group?", "[homes]") {
  const Network network = spikeloom::random_network(3);
  const Mapping mapping = mapped(network, Residual::Home);
  const std::vector<std::int64_t> cycles(mapping.slices.size(), 1);
  for (const Residual residual : {Residual::Noc, Residual::Home}) {
    std::vector<int> times(mapping.slices.size());
    for (const auto& group : slice_groups(network, mapping, cycles, residual))
      for (const int slice : group) ++times[static_cast<std::size_t>(slice)];
    for (const int n : times) CHECK(n == 1);
  }
}
