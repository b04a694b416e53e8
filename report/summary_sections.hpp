// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sections of summary_text, in their order. Private to report.

#include <string>

#include "report/report_input.hpp"

namespace spikeloom {

constexpr int kNarrowest = 60;  ///< columns of a summary

std::string classification_section(const ReportInput& input, int width);
std::string run_section(const ReportInput& input, int width);
/// Empty for a single image on a chip that holds the whole network.
std::string pipeline_section(const ReportInput& input, int width);
/// Empty unless the network ran in passes.
std::string passes_section(const ReportInput& input, int width);
std::string mesh_section(const ReportInput& input, int width);
std::string links_section(const ReportInput& input, int width);
std::string layer_section(const ReportInput& input, int width);

/// Energy by component, two accountings, figures of merit, area, the dense baseline, warnings. A report's alone,
/// so that an old run can be told about, too.
std::string energy_sections(const EnergyReport& energy, int width);

}  // namespace spikeloom
