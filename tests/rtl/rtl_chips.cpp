// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/rtl_chips.hpp"

#include "cores/register.hpp"
#include "noc/register.hpp"
#include "rtl/register.hpp"
#include "sim/machine/fresh_context.hpp"
#include "tests/rtl/test_models.hpp"

namespace spikeloom {
namespace {

RunResults run_chip(const SystemCase& system_case, const ChipSpec& chip, const Mapping& mapping) {
  const FreshContext context;
  Catalogue blocks;
  register_cores(blocks);
  register_fabrics(blocks);
  register_rtl(blocks, test_models());
  SimulationInput input{system_case.network, chip, mapping, system_case.images};
  input.images_in_flight = system_case.images_in_flight;
  return simulate(input, blocks);
}

}  // namespace

RunResults run_rtl_cores(const SystemCase& system_case, const Mapping& mapping) {
  ChipSpec chip = system_case.chip;
  chip.core.impl.name = "rtl";
  return run_chip(system_case, chip, mapping);
}

RunResults run_rtl_tiles(const SystemCase& system_case, const Mapping& mapping, const std::string& impl) {
  ChipSpec chip = system_case.chip;
  chip.tile.impl.name = impl;
  return run_chip(system_case, chip, mapping);
}

}  // namespace spikeloom
