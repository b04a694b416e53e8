// SPDX-License-Identifier: Apache-2.0
#include "tests/rtl/core_coverage.hpp"

#include "mapping/plan/slice_ports.hpp"

namespace spikeloom {
namespace {

constexpr std::array<const char*, CoreCoverage::kPoints> kNames{"spike words",
                                                                "value words",
                                                                "row ends",
                                                                "credits",
                                                                "shared spike words",
                                                                "shared value words",
                                                                "shared row ends",
                                                                "slices with partial sums",
                                                                "packets of several flits",
                                                                "full queues",
                                                                "slices with kernel 1x1",
                                                                "slices with kernel 3x3",
                                                                "slices with kernel 5x5",
                                                                "slices with kernel 7x7",
                                                                "slices with stride 1",
                                                                "slices with stride 2",
                                                                "slices whose window goes round",
                                                                "sums forwarded to the same lanes",
                                                                "sums forwarded to other lanes",
                                                                "cycles stalled by the router",
                                                                "starts of later time steps",
                                                                "packets of later images",
                                                                "packets of images of the parity of one before",
                                                                "rows with several producers",
                                                                "counters of tokens that count again"};

CorePoint kernel_point(int side) {
  if (side == 1) return CorePoint::Kernel1;
  if (side == 3) return CorePoint::Kernel3;
  return side == 5 ? CorePoint::Kernel5 : CorePoint::Kernel7;
}

/// Rows of a slice that end with the tokens of several producers.
std::uint64_t rows_of_many(const Network& network, const Slice& slice) {
  std::uint64_t rows = 0;
  for (const SlicePort& port : slice_ports(network, slice, network.time_steps))
    for (const int producers : port.producers) rows += producers > 1 ? 1U : 0U;
  return rows;
}

/// Operations whose passes often meet the sums of the pass before. Others write none, or hardly ever meet them: of
/// depth-wise spike words a pass is a tap, and the long tests saw four that met the last tap of the word before.
constexpr std::array kForwarding{core_tables::kSpikes, core_tables::kValues, core_tables::kDepthwiseValues,
                                 core_tables::kSum, core_tables::kQuery};

}  // namespace

void CoreCoverage::add_shapes(const Network& network, const Mapping& mapping, std::size_t images) {
  for (const Slice& slice : mapping.slices) {
    const std::uint64_t many = rows_of_many(network, slice);
    add(CorePoint::ManyTokens, many);
    if (images > 2) add(CorePoint::CounterWrap, many * (images - 2));
    const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
    if (slice.rows.size() > slice.window_rows) add(CorePoint::WindowWrap);
    if (!layer.has_weights()) continue;
    add(kernel_point(layer.kernel.width));
    add(layer.kernel.stride == 1 ? CorePoint::Stride1 : CorePoint::Stride2);
  }
}

std::string CoreCoverage::text() const {
  std::string text = std::to_string(cases) + " chips (" + std::to_string(refused) + " refused), " +
                     std::to_string(cycles) + " block-cycles, " + std::to_string(flits) + " flits, " +
                     std::to_string(credits) + " credits, " + std::to_string(rows) + " rows, " +
                     std::to_string(accumulator_writes) + " accumulator writes compared\n";
  for (std::size_t i = 0; i < kPoints; ++i)
    text += "  " + std::string(kNames[i]) + ": " + std::to_string(points[i]) + "\n";
  for (std::size_t i = 0; i < operations.size(); ++i)
    text += "  operations " + std::string(core_tables::kOperationNames[i]) + ": " + std::to_string(operations[i]) +
            ", passes that add to forwarded sums: " + std::to_string(forwards[i]) + "\n";
  return text;
}

std::string CoreCoverage::missing(bool long_packets) const {
  std::string text;
  for (std::size_t i = 0; i < kPoints; ++i)
    if (points[i] == 0 && (long_packets || i != static_cast<std::size_t>(CorePoint::LongPacket)))
      text += std::string(kNames[i]) + "; ";
  for (std::size_t i = 0; i < operations.size(); ++i)
    if (operations[i] == 0) text += std::string("operation ") + core_tables::kOperationNames[i] + "; ";
  for (const core_tables::Operation operation : kForwarding)
    if (forwards[operation] == 0) text += std::string("forwards of ") + core_tables::kOperationNames[operation] + "; ";
  return text;
}

}  // namespace spikeloom
