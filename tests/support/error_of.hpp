// SPDX-License-Identifier: Apache-2.0
#pragma once
// The message of the InputError that something throws; "no error" when it does not.

#include <string>

#include "base/error.hpp"

namespace spikeloom {

template <class Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace spikeloom
