// SPDX-License-Identifier: Apache-2.0
#pragma once
// The blocks a chip can be built from, by the name in its YAML. Filled explicitly by the program (apps), so that sim
// knows contracts only; an unknown name is refused with the known ones.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/config/chip_spec.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

class Catalogue {
 public:
  using CoreFactory = std::function<std::unique_ptr<Core>(const sc_core::sc_module_name&, const CoreContext&)>;
  using FabricFactory = std::function<std::unique_ptr<Fabric>(const sc_core::sc_module_name&, const FabricContext&)>;

  void add_core(const std::string& name, CoreFactory factory) { cores_[name] = std::move(factory); }
  void add_fabric(const std::string& name, FabricFactory factory) { fabrics_[name] = std::move(factory); }

  /// Throw InputError with the place of the name and the known names.
  const CoreFactory& core(const BlockName& block) const;
  const FabricFactory& fabric(const BlockName& block) const;

 private:
  std::map<std::string, CoreFactory> cores_;
  std::map<std::string, FabricFactory> fabrics_;
};

}  // namespace spikeloom
