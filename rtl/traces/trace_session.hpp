// SPDX-License-Identifier: Apache-2.0
#pragma once
// Traces of blocks of a run, as `spikeloom run --record-trace BLOCK@x,y[:file]` asks for them. The chip gets wiretaps
// at the links of these blocks, and is otherwise the chip that it was.

#include <memory>
#include <string>
#include <vector>

#include "rtl/traces/trace_recorder.hpp"
#include "sim/machine/catalogue.hpp"

namespace spikeloom {

struct TraceRequest {
  std::string block;
  int column = 0, row = 0;
  std::string file;  ///< of JSON lines; the records for $readmemh stand beside it

  /// BLOCK@x,y or BLOCK@x,y:FILE; without a file BLOCK_x_y.jsonl. Throws InputError.
  static TraceRequest parse(const std::string& text);
  /// FILE with .hex in place of .jsonl (or behind it), before a .zst.
  std::string hex_file() const;
};

class TraceSession {
 public:
  /// Opens the files. Throws InputError: an unknown block, a tile outside of the mesh, a tile that is one piece, a file
  /// that is named twice or cannot be written.
  TraceSession(const ChipSpec& chip, const std::vector<TraceRequest>& requests);
  TraceSession(const TraceSession&) = delete;
  TraceSession& operator=(const TraceSession&) = delete;

  /// Before the chip is built: its blocks are made with taps. The catalogue must not outlive this.
  void tap(Catalogue& blocks);
  /// The run is over and was good.
  void finish();

  /// What a neuron core's memories are loaded with; nothing without. An InputError ends the run.
  using CoreLoad = std::function<BlockLoad(const CoreContext&)>;
  void set_core_load(CoreLoad load) { core_load_ = std::move(load); }

 private:
  struct Tap {
    TraceRequest request;
    int tile = 0;
    std::unique_ptr<TraceRecorder> recorder;
  };
  void tap_router(Catalogue& blocks, const BlockName& name, Tap& tap);
  void tap_core(Catalogue& blocks, const BlockName& name, Tap& tap);
  BlockLoad load_of(const TraceRequest& request, const CoreContext& context) const;

  const ChipSpec& chip_;
  std::vector<Tap> taps_;
  CoreLoad core_load_;
};

}  // namespace spikeloom
