// SPDX-License-Identifier: Apache-2.0
#pragma once
// A router with wiretaps on its links; otherwise the router that it is made of.

#include <memory>
#include <string>
#include <vector>

#include "rtl/cosim/link_tap.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

class TappedRouter final : public Router {
 public:
  TappedRouter(const sc_core::sc_module_name& name, const Catalogue::RouterFactory& make, const RouterContext& context,
               LinkListener& listener)
      : Router(name), inner_(make("tapped", context)) {
    for (std::size_t port = 0; port < kDirections; ++port)
      taps_.push_back(std::make_unique<LinkTap>(static_cast<int>(port), links[port], inner_->links[port], listener));
  }

  RouterCounts counts() const override { return inner_->counts(); }
  std::string waiting() const override { return inner_->waiting(); }

 private:
  void before_end_of_elaboration() override {
    for (const auto& tap : taps_) tap->join();
  }

  std::unique_ptr<Router> inner_;
  std::vector<std::unique_ptr<LinkTap>> taps_;
};

}  // namespace spikeloom
