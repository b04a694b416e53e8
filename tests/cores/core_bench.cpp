// SPDX-License-Identifier: Apache-2.0
#include "tests/cores/core_bench.hpp"

#include <map>

#include "cores/neuron_core.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "sim/machine/fresh_context.hpp"

namespace spikeloom {
namespace {

/// The router's side: hands over the planned packets, takes what the core sends, returns credits after a delay.
class FakeRouter : public sc_core::sc_module, private FlitSink, private CreditSink {
 public:
  LinkEnd link;

  FakeRouter(const sc_core::sc_module_name& name, ChipContext& chip, const CoreCase& core_case, CoreOutcome& outcome)
      : sc_core::sc_module(name), chip_(chip), case_(core_case), outcome_(outcome) {
    link.in.flits(static_cast<FlitSink&>(*this));
    link.in.credits(static_cast<CreditSink&>(*this));
  }
  void start_of_simulation() override {
    std::multimap<Cycle, Flit> flits;
    for (const TimedPacket& in : case_.input) {
      const std::uint32_t handle = chip_.packets.add(in.packet);
      for (int i = 0; i < in.packet.flits; ++i)
        flits.insert({in.cycle + static_cast<Cycle>(i) * in.flit_interval,
                      Flit(handle, 0, in.packet.vc, i, i + 1 == in.packet.flits)});
    }
    for (const auto& [cycle, flit] : flits) link.out.flits->receive(flit, cycle);
  }

 private:
  void receive(const Flit& flit, Cycle arrival) override {
    outcome_.flits_sent.push_back(arrival);
    if (flit.head()) outcome_.sent.push_back({chip_.packets[flit.packet], arrival});
    if (flit.tail) chip_.packets.take(flit.packet);
    link.out.credits->credit(flit.vc, arrival + case_.router_delay_cycles);
  }
  void credit(int vc, Cycle arrival) override {
    outcome_.credits.push_back({vc, arrival});
    outcome_.queue_credits.push_back(arrival);
  }

  ChipContext& chip_;
  const CoreCase& case_;
  CoreOutcome& outcome_;
};

Layer layer_of(Operator op, MapShape in, int out_channels, Kernel kernel) {
  Layer layer;
  layer.name = "under_test";
  layer.op = op;
  layer.in = in;
  layer.kernel = kernel;
  const auto size = [&](int extent, int taps) { return (extent + 2 * kernel.padding - taps) / kernel.stride + 1; };
  layer.out = {out_channels, size(in.height, kernel.height), size(in.width, kernel.width)};
  const int rows = kernel.taps() * (op == Operator::Conv ? in.channels : 1);
  layer.weights.assign(static_cast<std::size_t>(rows * out_channels), 1);
  const auto wide = static_cast<std::size_t>(out_channels);
  layer.weight_shift.assign(wide, 0);
  layer.output_shift.assign(wide, 0);
  layer.bias.assign(wide, 0);
  layer.threshold.assign(wide, 1);
  layer.fires = true;
  return layer;
}

std::vector<int> slices_on(const Mapping& mapping, int tile) {
  std::vector<int> slices;
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    if (mapping.slices[i].core == tile) slices.push_back(static_cast<int>(i));
  return slices;
}

}  // namespace

CoreCase make_core_case(Operator op, MapShape in, int out_channels, Kernel kernel, int time_steps) {
  CoreCase result;
  result.network.time_steps = time_steps;
  result.network.layers = {layer_of(Operator::Conv, in, in.channels, {}), layer_of(op, in, out_channels, kernel)};
  result.network.layers[1].inputs = {{0, Role::Main, Signal::Spikes}};
  const Layer& layer = result.network.layers[1];
  Slice producer, slice;
  producer.core = 1;
  producer.channels = {0, in.channels};
  producer.rows = {0, in.height};
  producer.columns = {0, in.width};
  slice.layer = 1;
  slice.channels = {0, out_channels};
  slice.rows = {0, layer.out.height};
  slice.columns = {0, layer.out.width};
  slice.inputs = {0, in.channels};
  slice.window_rows = layer.out.height;
  slice.sources = {{0, 0, {0, in.height}, {0, in.channels}, {0, in.width}}};
  slice.destinations = {{kHostSlice, 0, Signal::Spikes, slice.rows, slice.channels, 1 << 20, slice.columns}};
  producer.destinations = {{1, 0, Signal::Spikes, {0, in.height}, {0, in.channels}, in.height, {0, in.width}}};
  result.mapping.target.columns = 2;
  result.mapping.target.rows = 1;
  result.mapping.slices = {producer, slice};
  return result;
}

Packet spike_word(int image, int row, int column, int t, std::uint64_t bits) {
  Packet packet;
  packet.kind = PacketKind::SpikeWord;
  packet.slice = 1;
  packet.image = static_cast<std::uint32_t>(image);
  packet.row = static_cast<std::uint16_t>(row);
  packet.column = static_cast<std::uint16_t>(column);
  packet.t = static_cast<std::uint8_t>(t);
  packet.bits[0] = bits;
  packet.count = 64;
  return packet;
}

Packet row_end(int image, int row, int t) {
  Packet packet = spike_word(image, row, 0, t, 0);
  packet.kind = PacketKind::RowEnd;
  return packet;
}

CoreOutcome run_core(const CoreCase& core_case) {
  const FreshContext context;
  CoreOutcome outcome;
  Scheduler scheduler("scheduler", 1000.0);
  PacketPool packets;
  FlitHash hash;
  const Dispatch dispatch(core_case.mapping);
  ChipContext chip{scheduler, packets, hash, core_case.network, core_case.mapping, dispatch, {}, nullptr};
  NeuronCore core("core", CoreContext{chip, core_case.core, 0, core_case.noc, slices_on(core_case.mapping, 0)});
  FakeRouter router("router", chip, core_case, outcome);
  connect(router.link, core.link);
  sc_core::sc_start();
  if (scheduler.error()) std::rethrow_exception(scheduler.error());
  outcome.counts = core.slice_counts().front();
  outcome.packetizer_stall_cycles = core.packetizer_stall_cycles();
  outcome.packets_left = packets.in_flight();
  return outcome;
}

}  // namespace spikeloom
