// SPDX-License-Identifier: Apache-2.0
#pragma once
// chip.yaml -> ChipSpec: every parameter and the rules between them. Throws InputError with file, line and column.

#include <string>
#include <vector>

#include "base/document.hpp"
#include "base/field_reader.hpp"
#include "chip/chip_spec.hpp"

namespace spikeloom {

/// `overrides`: "core.lanes=32" and the like.
ChipSpec read_chip(const std::string& path, const std::vector<std::string>& overrides = {});

/// A chip that stands in a larger document: `reader` is opened at the chip's map.
ChipSpec read_chip_section(FieldReader& reader);

}  // namespace spikeloom
