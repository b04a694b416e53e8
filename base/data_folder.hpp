// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files that come with the program: price lists, page templates, chips and examples.

#include <string>

namespace spikeloom {

/// Path of a file or folder of the program's data, for example "prices/45nm.yaml". The data folder is $SPIKELOOM_DATA,
/// or the nearest share/spikeloom in a folder above the program: the prefix of an installation, or the build folder.
/// Throws InputError when there is no such file.
std::string data_path(const std::string& name);

}  // namespace spikeloom
