// SPDX-License-Identifier: Apache-2.0
#include "rtl/wires/packet_codec.hpp"

#include <catch2/catch.hpp>

#include <string>

#include "runs/run_file.hpp"
#include "runs/run_inputs.hpp"
#include "tests/rtl/heard_packets.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/source_folder.hpp"
#include "tests/system/random_cuts.hpp"

namespace spikeloom {
namespace {

/// `deliveries` only where nobody has taken it yet.
bool same(const Packet& a, const HeardPacket& heard) {
  const Packet& b = heard.packet;
  return packet_hash(a) == packet_hash(b) && a.flits == b.flits && a.vc == b.vc && a.values == b.values &&
         (!heard.leaves || a.deliveries == b.deliveries);
}

/// Any of the slices from which it may have come: the packet itself does not say.
bool decodes_to(const PacketCodec& codec, const PacketBits& bits, const HeardPacket& heard, std::uint32_t first_image) {
  for (const int sender : heard.senders)
    if (same(codec.decode(bits, {sender, first_image}), heard)) return true;
  return false;
}

PacketBits through_flits(const PacketBits& bits, int flit_bits) {
  PacketBits joined;
  for (int i = 0; i < bits.flits; ++i) add_flit(joined, i, flit_bits, flit_of(bits, i, flit_bits));
  return joined;
}

std::uint64_t require_round_trips(const SystemCase& system_case, const Mapping& mapping) {
  const Dispatch dispatch(mapping);
  const PacketCodec codec(mapping, dispatch, system_case.network, system_case.chip.noc.vcs);
  std::uint64_t packets = 0, wrong = 0;
  hear_packets(system_case, mapping, [&](const HeardPacket& heard) {
    ++packets;
    const PacketBits bits = codec.encode(heard.packet);
    const std::uint32_t image = heard.packet.image;
    if (!(through_flits(bits, mapping.target.flit_bits) == bits)) ++wrong;
    if (!decodes_to(codec, bits, heard, image)) ++wrong;
    if (image > 0 && !decodes_to(codec, bits, heard, image - 1)) ++wrong;
  });
  CHECK(wrong == 0);
  return packets;
}

}  // namespace

TEST_CASE("Every packet of random chips is the same after its bits") {
  std::uint64_t packets = 0;
  for (std::uint64_t seed = 301; seed <= 330; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    packets += require_round_trips(system_case, map_case(system_case));
  }
  CHECK(packets > 100'000);
}

TEST_CASE("Packets of slices cut in every way, with partial sums, are the same after their bits") {
  std::uint64_t packets = 0;
  for (std::uint64_t seed = 401; seed <= 410; ++seed) {
    INFO("seed " << seed);
    SystemCase system_case = random_case(seed);
    const Mapping mapping = cut_at_random(system_case, seed);
    packets += require_round_trips(system_case, mapping);
  }
  CHECK(packets > 30'000);
}

TEST_CASE(
    "Every packet of the main job is the same after its bits, by trees and by unicast, and with steps outermost") {
  const std::string job = source_folder() + "/examples/01_fashion_mnist/";
  std::uint64_t packets = 0;
  for (const char* change : {"chip.noc.multicast=tree", "chip.noc.multicast=unicast", "mapping.time=outer"}) {
    INFO(change);
    const RunSpec run = read_run(job + "run.yaml", {change});
    SystemCase system_case;
    system_case.network = load_network(run.network);
    system_case.chip = run.chip;
    system_case.images = load_images(run.input, system_case.network).images;
    const Activity activity = mapping_activity(system_case.network, run, system_case.images.front());
    packets += require_round_trips(system_case, make_plan(system_case.network, run, activity).passes.front());
  }
  CHECK(packets > 100'000);
}

}  // namespace spikeloom
