// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a core knows of the packets that come: the words of each port, and who takes what of shared packets.

#include "rtl/load/core_config.hpp"

namespace spikeloom {

class IngressConfig {
 public:
  explicit IngressConfig(CoreConfig& image) : image_(image), mapping_(image.context_.chip.mapping) {}

  void write();

 private:
  void write_ports();
  void write_groups();
  void write_sender(int sender, std::size_t number);
  const std::vector<Destination>& table_of(int sender) const;

  CoreConfig& image_;
  const Mapping& mapping_;
  int lines_ = 0;
};

}  // namespace spikeloom
