// SPDX-License-Identifier: Apache-2.0
#pragma once
// A trace for $readmemh: one record of fixed width a line, underscores between its fields.
//
//   kind (1 digit) _ port (1) _ flags (1: bit 0 head, bit 1 tail) _ vc (1) _ cycle (12) _ data (digits of data_digits)
//
// Records come in the order of their cycles. docs/reference-traces.md tells what each kind has in its fields.

#include "rtl/traces/text_stream.hpp"
#include "rtl/traces/trace.hpp"

namespace spikeloom {

enum class HexRecord : int {
  Config = 1,     ///< cycle: address, data: what is written
  FlitIn = 2,     ///< data: of the flit
  CreditsIn = 3,  ///< data: a bit for each virtual channel
  FlitOut = 4,
  CreditsOut = 5,
  End = 15  ///< cycle: the last one
};

constexpr int hex_data_digits(int flit_bits) { return digits_of(flit_bits < 64 ? 64 : flit_bits); }

class HexTraceWriter final : public TraceSink {
 public:
  explicit HexTraceWriter(const std::string& path) : file_(path) {}
  void begin(const TraceHeader& header) override;
  void cycle(const TraceCycle& cycle) override;
  void end(const TraceTotals& totals) override;

 private:
  struct Record {
    HexRecord kind;
    int port = 0;
    int flags = 0;
    int vc = 0;
    std::uint64_t cycle = 0;
    FlitBits data{};
  };
  void write(const Record& record);
  void write_wires(const BlockWires& wires, std::uint64_t cycle, HexRecord flit, HexRecord credits);

  TextWriter file_;
  int digits_ = 0;
};

}  // namespace spikeloom
