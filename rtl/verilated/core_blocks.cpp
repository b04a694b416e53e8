// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/core_blocks.hpp"

#include "rtl/verilated/block_wires.hpp"
#include "rtl/verilated/link_wires.hpp"
#include "rtl/verilated/neuron_core_dut.hpp"
#include "rtl/verilated/tile_dut.hpp"

namespace spikeloom {
namespace {

/// Its one link is port 0 of a trace.
class NeuronCoreBlock final : public BlockDut {
 public:
  NeuronCoreBlock(ModelLibrary::Model model, bool traced)
      : vcs_(model->parameters().Vcs), dut_(std::move(model), traced) {}

  void write_config(std::uint32_t address, std::uint64_t data) override {
    dut_.configure(address, static_cast<std::uint32_t>(data));
  }
  const BlockWires& clock(const BlockWires& in) override {
    for (int vc = 0; vc < vcs_; ++vc)
      if ((in[0].credits >> vc & 1U) != 0) dut_.put_credit(vc);
    if (in[0].valid) dut_.put_flit(flit_on(in[0]));
    dut_.clock(cycle_++);
    out_[0] = dut_.flit_valid() ? wires_with(dut_.flit()) : PortWires{};
    out_[0].credits = dut_.credits();
    return out_;
  }
  void open_waveform(const std::string& path) override { dut_.open_waveform(path); }

 private:
  const int vcs_;
  NeuronCoreDut dut_;
  BlockWires out_{};
  std::uint64_t cycle_ = 0;
};

/// What its router sends to its core is inside.
class TileBlock final : public BlockDut {
 public:
  TileBlock(ModelLibrary::Model model, bool traced) : vcs_(model->parameters().Vcs), dut_(std::move(model), traced) {}

  void write_config(std::uint32_t address, std::uint64_t data) override { dut_.configure(address, data); }
  const BlockWires& clock(const BlockWires& in) override {
    out_ = clock_links(dut_, vcs_, in, cycle_++);
    out_[0] = {};
    return out_;
  }
  void open_waveform(const std::string& path) override { dut_.open_waveform(path); }

 private:
  const int vcs_;
  TileDut dut_;
  BlockWires out_{};
  std::uint64_t cycle_ = 0;
};

}  // namespace

std::unique_ptr<BlockDut> make_neuron_core_block(ModelLibrary::Model model, bool traced) {
  return std::make_unique<NeuronCoreBlock>(std::move(model), traced);
}

std::unique_ptr<BlockDut> make_tile_block(ModelLibrary::Model model, bool traced) {
  return std::make_unique<TileBlock>(std::move(model), traced);
}

}  // namespace spikeloom
