// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/trace_session.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "base/error.hpp"
#include "base/suggestion.hpp"
#include "rtl/cosim/tapped_core.hpp"
#include "rtl/cosim/tapped_router.hpp"
#include "rtl/traces/block_parameters.hpp"
#include "rtl/traces/hex_trace.hpp"
#include "rtl/traces/json_trace.hpp"
#include "rtl/wires/router_config.hpp"

namespace spikeloom {
namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string who_asks(const TraceRequest& request) {
  return "--record-trace " + request.block + "@" + std::to_string(request.column) + "," + std::to_string(request.row) +
         ": ";
}

void check(const TraceRequest& request, const ChipSpec& chip) {
  const std::string who = who_asks(request);
  const std::vector<std::string>& known = traced_blocks();
  if (std::find(known.begin(), known.end(), request.block) == known.end())
    throw InputError(who + "unknown block '" + request.block + "'" + suggestion(request.block, known));
  if (request.column >= chip.mesh.columns || request.row >= chip.mesh.rows)
    throw InputError(who + "the mesh has " + std::to_string(chip.mesh.columns) + " x " +
                     std::to_string(chip.mesh.rows) + " tiles, from 0,0 on");
  const TileBlocks blocks = chip.blocks_of(request.row * chip.mesh.columns + request.column);
  if (blocks.impl.name != "model")
    throw InputError(who + "the tile is one piece (" + blocks.impl.where + ": " + blocks.impl.name +
                     "); a trace is taken of tiles of router and core (model)");
}

/// A tile without the link between its router and its core.
class OutsideOnly final : public LinkListener {
 public:
  explicit OutsideOnly(LinkListener& listener) : listener_(listener) {}
  void on_linked(int port) override {
    if (port != kLocal) listener_.on_linked(port);
  }
  void on_flit(int port, Way way, const Flit& flit, Cycle arrival) override {
    if (port != kLocal) listener_.on_flit(port, way, flit, arrival);
  }
  void on_credit(int port, Way way, int vc, Cycle arrival) override {
    if (port != kLocal) listener_.on_credit(port, way, vc, arrival);
  }

 private:
  static constexpr int kLocal = static_cast<int>(Direction::Local);
  LinkListener& listener_;
};

}  // namespace

TraceRequest TraceRequest::parse(const std::string& text) {
  static const std::regex kForm("([^@]+)@([0-9]{1,4}),([0-9]{1,4})(:(.+))?");
  std::smatch parts;
  if (!std::regex_match(text, parts, kForm))
    throw InputError("--record-trace " + text + ": is not BLOCK@x,y or BLOCK@x,y:FILE");
  TraceRequest request{parts[1], std::stoi(parts[2]), std::stoi(parts[3]), parts[5]};
  if (request.file.empty())
    request.file = request.block + "_" + std::string(parts[2]) + "_" + std::string(parts[3]) + ".jsonl";
  return request;
}

std::string TraceRequest::hex_file() const {
  const std::string zst = ends_with(file, ".zst") ? ".zst" : "";
  std::string stem = file.substr(0, file.size() - zst.size());
  if (ends_with(stem, ".jsonl")) stem.resize(stem.size() - 6);
  return stem + ".hex" + zst;
}

TraceSession::TraceSession(const ChipSpec& chip, const std::vector<TraceRequest>& requests) : chip_(chip) {
  std::set<std::string> files;
  for (const TraceRequest& request : requests) {
    check(request, chip);
    for (const std::string& file : {request.file, request.hex_file()})
      if (!files.insert(file).second) throw InputError("--record-trace: " + file + " is named twice");
    std::vector<std::unique_ptr<TraceSink>> sinks;
    sinks.push_back(std::make_unique<JsonTraceWriter>(request.file));
    sinks.push_back(std::make_unique<HexTraceWriter>(request.hex_file()));
    TraceHeader header{request.block, request.column, request.row, block_parameters(request.block, chip), {}, {}};
    taps_.push_back({request, request.row * chip.mesh.columns + request.column,
                     std::make_unique<TraceRecorder>(std::move(header), std::move(sinks))});
  }
}

void TraceSession::tap(Catalogue& blocks) {
  for (Tap& tap : taps_) {
    const TileBlocks names = chip_.blocks_of(tap.tile);
    if (tap.request.block != "neuron_core") tap_router(blocks, names.router, tap);
    tap_core(blocks, names.core, tap);
  }
}

void TraceSession::tap_router(Catalogue& blocks, const BlockName& name, Tap& tap) {
  const bool whole_tile = tap.request.block == "tile";
  std::shared_ptr<LinkListener> outside = std::make_shared<OutsideOnly>(*tap.recorder);
  blocks.add_router(name.name,
                    [make = blocks.router(name), &tap, outside, whole_tile](
                        const sc_core::sc_module_name& own, const RouterContext& context) -> std::unique_ptr<Router> {
                      if (context.tile != tap.tile) return make(own, context);
                      tap.recorder->add_load([context] { return BlockLoad{{}, router_image(context)}; });
                      LinkListener& listener = whole_tile ? *outside : *tap.recorder;
                      return std::make_unique<TappedRouter>(own, make, context, listener);
                    });
}

/// Of any block: packets and mapping are the core's to know.
void TraceSession::tap_core(Catalogue& blocks, const BlockName& name, Tap& tap) {
  blocks.add_core(name.name,
                  [this, make = blocks.core(name), &tap](const sc_core::sc_module_name& own,
                                                         const CoreContext& context) -> std::unique_ptr<Core> {
                    if (context.tile != tap.tile) return make(own, context);
                    tap.recorder->set_chip(context.chip, context.noc.vcs);
                    if (tap.request.block == "spike_router") return make(own, context);
                    if (core_load_)
                      tap.recorder->add_load([this, context, &tap] { return load_of(tap.request, context); });
                    if (tap.request.block == "tile") return make(own, context);
                    return std::make_unique<TappedCore>(own, make, context, *tap.recorder);
                  });
}

BlockLoad TraceSession::load_of(const TraceRequest& request, const CoreContext& context) const {
  try {
    return core_load_(context);
  } catch (const InputError& error) {
    throw InputError(who_asks(request) + "no RTL core is built that could replay it; " + error.what());
  }
}

void TraceSession::finish() {
  for (const Tap& tap : taps_) tap.recorder->finish();
}

}  // namespace spikeloom
