// SPDX-License-Identifier: Apache-2.0
#include "chip/noc_check.hpp"

namespace spikeloom {
namespace {

void check_torus(const NocSpec& noc, const FieldReader& reader) {
  if (noc.topology != Topology::Torus) return;
  if (noc.vcs < 2)
    reader.fail({"noc", "vcs"},
                "a torus needs at least 2 virtual channels: with 1 the packets around a ring wait for "
                "each other in a circle; set vcs to 2..8, or topology to mesh");
  if (noc.routing == Routing::OddEven)
    reader.fail({"noc", "routing"},
                "odd_even cannot route on a torus: the links around the edges undo the turns it "
                "forbids; allowed there: xy, yx");
}

void check_multicast(const NocSpec& noc, const MulticastUse& multicast, const FieldReader& reader) {
  if (!multicast.possible || noc.multicast != Multicast::Tree) return;
  if (noc.routing == Routing::OddEven)
    reader.fail({"noc", "routing"},
                "odd_even has no multicast trees: they follow dimension order; set multicast to "
                "unicast, or routing to xy or yx");
  if (multicast.longest_packet_flits > noc.buffer_flits)
    reader.fail({"noc", "buffer_flits"},
                "a multicast packet of " + std::to_string(multicast.longest_packet_flits) +
                    " flits does not fit a buffer of " + std::to_string(noc.buffer_flits) +
                    ": its branches would hold channels while they wait for each other; set buffer_flits to at least " +
                    std::to_string(multicast.longest_packet_flits) + ", or multicast to unicast");
}

void check_spike_word(int channels, const FieldReader& reader) {
  if (channels != 16 && channels != 32 && channels != 64 && channels != 128)
    reader.fail({"noc", "spike_word_channels"},
                std::to_string(channels) + " channels is not a width of a spike word; allowed: 16, 32, 64, 128");
}

}  // namespace

void check_noc(const NocSpec& noc, const MulticastUse& multicast, const FieldReader& reader) {
  check_torus(noc, reader);
  check_multicast(noc, multicast, reader);
  check_spike_word(noc.spike_word_channels, reader);
  if (noc.bypass && noc.switch_delay_cycles < 1)
    reader.fail({"noc", "bypass"},
                "a bypass skips the cycles between arrival and switch traversal, and with "
                "switch_delay_cycles 0 none is left; set switch_delay_cycles to 1..4");
}

}  // namespace spikeloom
