// SPDX-License-Identifier: Apache-2.0
#pragma once
// What blocks count while the chip runs. Counting is here, pricing is in energy/energy: blocks know no joules.

#include <array>
#include <cstdint>

namespace spikeloom {

/// One countable action. The unit of each count stands behind it; an SRAM word has CoreSpec::sram_word_bits.
enum class Action : std::uint8_t {
  QueuePush,         ///< flits into a core's input queue
  QueuePop,          ///< flits out of it
  WeightRead,        ///< words read from a weight SRAM bank
  AccumulatorRead,   ///< words read from an accumulator SRAM bank
  AccumulatorWrite,  ///< words written to it
  Add,               ///< additions in datapath lanes: a weight, a KV element or a residual into an accumulator
  ShiftedAdd,        ///< additions of a weight shifted by a digit of a value word
  LifStep,           ///< neurons updated
  WordEncode,        ///< spike and value words built by the encoder
  FlitSend,          ///< flits handed to the router by the packetizer
  BufferWrite,       ///< flits written into a router's input buffer
  BufferRead,        ///< flits read from it
  Crossbar,          ///< flits through a router's crossbar
  Arbitration,       ///< grants of a router's switch
  LinkTraversal,     ///< flits over a link between routers
  WeightWrite,       ///< words written to a weight SRAM bank, as weights are streamed in
  DramRead,          ///< bits read from DRAM by a port
  DramWrite,         ///< bits written to it
  VcGrant,           ///< virtual channels granted to packets by a router's allocator
};
constexpr std::size_t kActions = static_cast<std::size_t>(Action::VcGrant) + 1;

struct ActionInfo {
  const char* name;       ///< key in JSON and in price lists
  const char* component;  ///< component in which it happens
  const char* unit;
};

/// In the order of Action.
constexpr std::array<ActionInfo, kActions> kActionInfo{{
    {"queue_push", "input_queue", "flits"},
    {"queue_pop", "input_queue", "flits"},
    {"weight_read", "weight_sram", "words"},
    {"accumulator_read", "accumulator_sram", "words"},
    {"accumulator_write", "accumulator_sram", "words"},
    {"add", "datapath", "additions"},
    {"shifted_add", "datapath", "additions"},
    {"lif_step", "neuron_unit", "neurons"},
    {"word_encode", "packetizer", "words"},
    {"flit_send", "packetizer", "flits"},
    {"buffer_write", "router", "flits"},
    {"buffer_read", "router", "flits"},
    {"crossbar", "router", "flits"},
    {"arbitration", "router", "grants"},
    {"link_traversal", "link", "flits"},
    {"weight_write", "weight_sram", "words"},
    {"dram_read", "dram", "bits"},
    {"dram_write", "dram", "bits"},
    {"vc_grant", "router", "grants"},
}};

class ActionCounts {
 public:
  void add(Action action, std::uint64_t n = 1) { counts_[static_cast<std::size_t>(action)] += n; }
  std::uint64_t operator[](Action action) const { return counts_[static_cast<std::size_t>(action)]; }
  std::uint64_t at(std::size_t index) const { return counts_[index]; }
  ActionCounts& operator+=(const ActionCounts& other) {
    for (std::size_t i = 0; i < kActions; ++i) counts_[i] += other.counts_[i];
    return *this;
  }
  bool operator==(const ActionCounts& other) const { return counts_ == other.counts_; }

 private:
  std::array<std::uint64_t, kActions> counts_{};
};

}  // namespace spikeloom
