// SPDX-License-Identifier: Apache-2.0
#pragma once
// SystemC elaborates once per simulation context. Who simulates several times in one process (a sweep, a test) gives
// each simulation its own; modules must be gone before their context is.

#include <memory>
#include <systemc>

namespace spikeloom {

class FreshContext {
 public:
  FreshContext() : before_(sc_core::sc_curr_simcontext), context_(std::make_unique<sc_core::sc_simcontext>()) {
    use(context_.get());
  }
  ~FreshContext() {
    context_.reset();
    use(before_);
  }
  FreshContext(const FreshContext&) = delete;
  FreshContext& operator=(const FreshContext&) = delete;

 private:
  static void use(sc_core::sc_simcontext* context) {
    sc_core::sc_curr_simcontext = context;
    sc_core::sc_default_global_context = context;
  }
  sc_core::sc_simcontext* before_;
  std::unique_ptr<sc_core::sc_simcontext> context_;
};

}  // namespace spikeloom
