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
  using RouterFactory = std::function<std::unique_ptr<Router>(const sc_core::sc_module_name&, const RouterContext&)>;

  void add_core(const std::string& name, CoreFactory factory) { cores_[name] = std::move(factory); }
  void add_router(const std::string& name, RouterFactory factory) { routers_[name] = std::move(factory); }

  /// Throw InputError with the place of the name and the known names.
  const CoreFactory& core(const BlockName& block) const;
  const RouterFactory& router(const BlockName& block) const;

 private:
  std::map<std::string, CoreFactory> cores_;
  std::map<std::string, RouterFactory> routers_;
};

}  // namespace spikeloom
