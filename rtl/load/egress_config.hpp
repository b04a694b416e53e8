// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a slice sends, as its core's packetizer reads it: the words and ends of each row, and the credits a row grants.

#include "rtl/load/core_config.hpp"

namespace spikeloom {

class EgressConfig {
 public:
  EgressConfig(CoreConfig& image, std::size_t slot);

  void write();

 private:
  void write_program(const RowDeliveries& row);
  void write_word(const Delivery& word);
  void write_end(const Delivery& end);
  void write_grants();
  std::uint64_t header_of(const Packet& packet) const;
  void write_entry(std::uint64_t entry);

  CoreConfig& image_;
  const std::size_t slot_;
  const int index_;
  const Slice& slice_;
};

}  // namespace spikeloom
