// SPDX-License-Identifier: Apache-2.0
#pragma once
// A name that the reader cannot check: only the table that it is looked up in knows the allowed ones.

#include <string>

namespace spikeloom {

/// A name with its source (file, line, column, key), for the error message of the lookup.
struct BlockName {
  std::string name;
  std::string where;
};

}  // namespace spikeloom
