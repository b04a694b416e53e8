// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/test_models.hpp"

#include <cstdlib>

namespace spikeloom {

std::shared_ptr<ModelLibrary> test_models() {
  const char* folder = std::getenv("SPIKELOOM_RTL_MODELS");
  return std::make_shared<ModelLibrary>(folder != nullptr ? folder : SPIKELOOM_TEST_MODELS);
}

}  // namespace spikeloom
