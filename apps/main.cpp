// SPDX-License-Identifier: Apache-2.0
// The program: subcommands and exit codes. 0 done, 1 the run failed, 2 bad input.

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <systemc>

#include "apps/commands.hpp"
#include "apps/terminal.hpp"
#include "apps/version.hpp"
#include "base/error.hpp"
#include "base/suggestion.hpp"

namespace {

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> rest = app.remaining();
  if (error.get_name() != "RequiredError" || rest.empty())
    return std::string(error.what()) + " (--help lists what there is)";
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) known.push_back(command->get_name());
  return "unknown subcommand '" + rest.front() + "'" + spikeloom::suggestion(rest.front(), known);
}

int run_command_line(int argc, char* argv[]) {
  CLI::App app{"Spikeloom: a cycle-accurate simulator of neuromorphic chips"};
  app.name("spikeloom");
  app.set_version_flag(
      "--version", std::string("spikeloom ") + spikeloom::program_version() + " (" + spikeloom::program_commit() + ")");
  app.require_subcommand(1);
  spikeloom::add_import_command(app);
  spikeloom::add_eval_command(app);
  spikeloom::add_map_command(app);
  spikeloom::add_record_command(app);
  spikeloom::add_run_command(app);
  spikeloom::add_energy_command(app);
  spikeloom::add_noc_command(app);
  spikeloom::add_cosim_command(app);
  spikeloom::add_sweep_command(app);
  spikeloom::add_report_command(app);
  spikeloom::add_info_command(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);  // --help, --version
    if (asked_for) return app.exit(error);
    return spikeloom::report_failure({spikeloom::Failure::Kind::BadInput, usage_error(app, error)});
  }
  if (!std::cout.flush()) throw spikeloom::InputError("standard output: not all of it could be written");
  return 0;
}

}  // namespace

int sc_main(int argc, char* argv[]) {
  // Reports of the kernel become exceptions: nothing is printed in passing and nothing is ignored.
  sc_core::sc_report_handler::set_actions(sc_core::SC_ERROR, sc_core::SC_THROW);
  sc_core::sc_report_handler::set_actions(sc_core::SC_WARNING, sc_core::SC_THROW);
  int exit_code = 0;
  const std::optional<spikeloom::Failure> failure =
      spikeloom::failure_of([&] { exit_code = run_command_line(argc, argv); });
  return failure ? spikeloom::report_failure(*failure) : exit_code;
}

/// libsystemc has a main() too, which prints its banner before sc_main() could ask it not to.
int main(int argc, char* argv[]) {
  ::setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
  return sc_core::sc_elab_and_sim(argc, argv);
}
