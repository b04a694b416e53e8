// SPDX-License-Identifier: Apache-2.0
#include "runs/catalogue.hpp"

#include "cores/register.hpp"
#include "noc/register.hpp"
#include "rtl/register.hpp"

namespace spikeloom {

Catalogue make_catalogue() {
  Catalogue catalogue;
  register_cores(catalogue);
  register_fabrics(catalogue);
  register_rtl(catalogue, std::make_shared<ModelLibrary>(default_model_folder()));
  return catalogue;
}

}  // namespace spikeloom
