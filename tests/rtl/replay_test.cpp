// SPDX-License-Identifier: Apache-2.0
// The comparison itself, on a block that is a delay: what comes in from the north leaves to the south two cycles later,
// and gives its credit back after one.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "rtl/traces/replay.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

using Catch::Contains;

constexpr std::size_t kNorth = 1, kSouth = 3;

class Delay final : public BlockDut {
 public:
  std::uint64_t cycle = 0, wrong_in = ~std::uint64_t{0}, mutant = 0;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> config;

  void write_config(std::uint32_t address, std::uint64_t data) override { config.emplace_back(address, data); }
  const BlockWires& clock(const BlockWires& in) override {
    out_ = {};
    out_[kSouth] = last_;
    out_[kNorth].credits = in[kNorth].valid ? 1 : 0;
    last_ = in[kNorth];
    if (++cycle == wrong_in) spoil();
    return out_;
  }
  void open_waveform(const std::string&) override {}

 private:
  void spoil() {
    PortWires& south = out_[kSouth];
    if (mutant == 0) south.data[0] ^= 1U;
    if (mutant == 1) south.valid = !south.valid;
    if (mutant == 2) south.tail = !south.tail;
    if (mutant == 3) out_[kNorth].credits ^= 1U;
    if (mutant == 4) south.vc ^= 1;
  }
  BlockWires out_{};
  PortWires last_;
};

constexpr std::uint64_t kFlits = 10, kFirst = 3, kEvery = 5;

/// Flits to the north port in cycles 3, 8, 13, ...
std::string write_trace(const ScratchFolder& folder) {
  JsonTraceWriter writer(folder.path("t.jsonl"));
  writer.begin({"delay", 1, 2, {{"FlitBits", 64}, {"Vcs", 2}}, {1, 3}, {{7, 9}}});
  TraceTotals totals;
  const auto add = [&](const TraceCycle& cycle) {
    totals.add(cycle);
    writer.cycle(cycle);
  };
  for (std::uint64_t i = 0; i < kFlits; ++i) {
    TraceCycle comes, credit, leaves;
    comes.cycle = kFirst + kEvery * i;
    credit.cycle = comes.cycle + 1;
    leaves.cycle = comes.cycle + 2;
    PortWires& flit = comes.in[kNorth];
    flit.valid = flit.head = true;
    flit.data = {0xab00 + i};
    credit.out[kNorth].credits = 1;
    leaves.out[kSouth] = flit;
    for (const TraceCycle& cycle : {comes, credit, leaves}) add(cycle);
  }
  totals.last_cycle = 100;
  writer.end(totals);
  return folder.path("t.jsonl");
}

std::string difference(const std::string& path, Delay& delay) {
  JsonTraceReader reader(path);
  try {
    Replay replay(reader, delay);
    replay.run();
  } catch (const RunError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("A block that does as its trace says is compared in every cycle") {
  const ScratchFolder folder;
  const std::string path = write_trace(folder);
  JsonTraceReader reader(path);
  Delay delay;
  Replay replay(reader, delay);
  replay.configure();
  const ReplayCounts counts = replay.run();
  CHECK(counts.cycles == 101);
  CHECK(counts.flits == kFlits);
  CHECK(counts.credits == kFlits);
  CHECK(delay.config == reader.header().config);
}

TEST_CASE("The first difference is told: cycle, port, both, and what came before") {
  const ScratchFolder folder;
  const std::string path = write_trace(folder);
  Delay delay;
  delay.wrong_in = 15;  // in which the third flit leaves
  const std::string told = difference(path, delay);
  CHECK_THAT(told, Contains("delay of tile (1,2) differs from its trace in cycle 15, port south"));
  CHECK_THAT(told, Contains("expected flit vc 0 head 000000000000ab02"));
  CHECK_THAT(told, Contains("got      flit vc 0 head 000000000000ab03"));
  CHECK_THAT(told, Contains("compared before: 15 cycles, 2 flits, 3 credits"));
  CHECK_THAT(told, Contains("cycle 13\n      in        north: flit vc 0 head 000000000000ab02"));
}

TEST_CASE("Whatever differs on an output is found, in silent cycles too") {
  const ScratchFolder folder;
  const std::string path = write_trace(folder);
  for (std::uint64_t mutant = 0; mutant < 5; ++mutant) {
    INFO("mutant " << mutant);
    Delay delay;
    delay.mutant = mutant;
    delay.wrong_in = 15;
    CHECK_THAT(difference(path, delay), Contains("in cycle 15, port " + std::string(mutant == 3 ? "north" : "south")));
  }
  for (const std::uint64_t silent : {1, 57, 100}) {
    Delay delay;
    delay.mutant = 1;
    delay.wrong_in = silent;
    const std::string told = difference(path, delay);
    CHECK_THAT(told, Contains("in cycle " + std::to_string(silent) + ", port south"));
    CHECK_THAT(told, Contains("expected nothing"));
  }
}

}  // namespace spikeloom
