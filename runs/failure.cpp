// SPDX-License-Identifier: Apache-2.0
#include "runs/failure.hpp"

#include <iostream>
#include <new>
#include <systemc>

#include "base/error.hpp"

namespace spikeloom {
namespace {

/// One line: what programs and people look for when input is refused.
std::string one_line(std::string line) {
  for (char& c : line)
    if (c == '\n' || c == '\r') c = ' ';
  return line;
}

int report(const std::string& message, int exit_code) {
  std::cout.flush();
  std::cerr << "spikeloom: error: " << message << std::endl;
  return exit_code;
}

}  // namespace

int report_bad_input(const std::string& message) { return report(one_line(message), kBadInput); }

int with_exit_code(const std::function<int()>& body) {
  try {
    return body();
  } catch (const InputError& error) {
    return report_bad_input(error.what());
  } catch (const RunError& error) {
    return report(error.what(), kRunFailed);  // a deadlock is told in several lines
  } catch (const sc_core::sc_report& error) {
    return report(std::string("SystemC: ") + error.get_msg_type() + ": " + error.get_msg(), kRunFailed);
  } catch (const std::bad_alloc&) {
    return report("out of memory", kRunFailed);
  } catch (const std::exception& error) {
    return report(std::string("unexpected: ") + error.what(), kRunFailed);
  }
}

}  // namespace spikeloom
