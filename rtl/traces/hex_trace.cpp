// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/hex_trace.hpp"

namespace spikeloom {

void HexTraceWriter::begin(const TraceHeader& header) {
  digits_ = hex_data_digits(header.flit_bits());
  std::string head = "// " + std::string(kTraceFormat) + " " + std::to_string(kTraceVersion) + " block " +
                     header.block + " tile " + std::to_string(header.column) + "," + std::to_string(header.row) +
                     "\n// parameters";
  for (const auto& [name, value] : header.parameters) head += " " + name + "=" + std::to_string(value);
  file_.write(head + "\n// kind_port_flags_vc_cycle_data\n");
  for (const auto& [address, data] : header.config) write({HexRecord::Config, 0, 0, 0, address, {data}});
}

void HexTraceWriter::cycle(const TraceCycle& cycle) {
  write_wires(cycle.in, cycle.cycle, HexRecord::FlitIn, HexRecord::CreditsIn);
  write_wires(cycle.out, cycle.cycle, HexRecord::FlitOut, HexRecord::CreditsOut);
}

void HexTraceWriter::write_wires(const BlockWires& wires, std::uint64_t cycle, HexRecord flit, HexRecord credits) {
  for (int i = 0; i < kBlockPorts; ++i) {
    const PortWires& port = wires[static_cast<std::size_t>(i)];
    if (port.valid) write({flit, i, (port.head ? 1 : 0) | (port.tail ? 2 : 0), port.vc, cycle, port.data});
    if (port.credits != 0) write({credits, i, 0, 0, cycle, {port.credits}});
  }
}

void HexTraceWriter::end(const TraceTotals& totals) {
  write({HexRecord::End, 0, 0, 0, totals.last_cycle, {}});
  file_.commit();
}

void HexTraceWriter::write(const Record& record) {
  const auto digit = [](int value) { return "0123456789abcdef"[value & 0xf]; };
  std::string line{digit(static_cast<int>(record.kind)),
                   '_',
                   digit(record.port),
                   '_',
                   digit(record.flags),
                   '_',
                   digit(record.vc),
                   '_'};
  file_.write(line + hex_of({record.cycle}, 12) + "_" + hex_of(record.data, digits_) + "\n");
}

}  // namespace spikeloom
