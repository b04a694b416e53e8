// SPDX-License-Identifier: Apache-2.0
#include "runs/failure.hpp"

#include <new>
#include <systemc>

#include "base/error.hpp"

namespace spikeloom {

std::optional<Failure> failure_of(const std::function<void()>& body) {
  using Kind = Failure::Kind;
  try {
    body();
    return std::nullopt;
  } catch (const InputError& error) {
    return Failure{Kind::BadInput, error.what()};
  } catch (const RunError& error) {
    return Failure{Kind::RunFailed, error.what()};
  } catch (const sc_core::sc_report& error) {
    return Failure{Kind::RunFailed, std::string("SystemC: ") + error.get_msg_type() + ": " + error.get_msg()};
  } catch (const std::bad_alloc&) {
    return Failure{Kind::RunFailed, "out of memory"};
  } catch (const std::exception& error) {
    return Failure{Kind::Unexpected, error.what()};
  }
}

}  // namespace spikeloom
