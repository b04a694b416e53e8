// SPDX-License-Identifier: Apache-2.0
#pragma once
// One function per subcommand, each in a file of its own: it declares the options and says what to do with them.

namespace CLI {
class App;
}

namespace spikeloom {

void add_import_command(CLI::App& app);
void add_eval_command(CLI::App& app);
void add_map_command(CLI::App& app);
void add_record_command(CLI::App& app);
void add_run_command(CLI::App& app);
void add_energy_command(CLI::App& app);
void add_noc_command(CLI::App& app);
void add_cosim_command(CLI::App& app);
void add_sweep_command(CLI::App& app);
void add_report_command(CLI::App& app);
void add_info_command(CLI::App& app);

}  // namespace spikeloom
