// SPDX-License-Identifier: Apache-2.0
#pragma once
// The neuron core's configuration port: what is written where before the first cycle. An address is a table in its top
// bits and an index behind it; the SystemVerilog package spikeloom_pkg is generated from these lists, so that loader
// and modules cannot differ. Addresses of SRAMs count numbers, not bytes.

#include <array>

namespace spikeloom::core_tables {

constexpr int kTableShift = 24;  ///< of an address: table behind, index before

enum Table : int {
  kDescriptor = 1,  ///< [slot][Field]
  kRowOffset,       ///< [slot][window slot][step]: accumulators of a row, from the slice's first
  kColumnOffset,    ///< [slot][column of the slice]: the first neuron of a column in a row
  kTapOffset,       ///< [slot][ky][kx]: weights of a tap; attention: [slot][step] of KV
  kChannelOffset,   ///< [slot][input channel]: its weights in a tap; attention: KV row, and the head's first channel
  kWeight,          ///< weight SRAM: [number]
  kShift,           ///< [channel]: weight shift, output shift * 32
  kAccumulator,     ///< accumulator SRAM: [number]
  kChannel,         ///< [channel][0 bias, 1 threshold, 2 output shift]
  kPort,            ///< [slot][port][PortField]
  kProducers,       ///< [slot][port][row of the port]: tokens that end it
  kConsumer,        ///< [slot][entry]: rows (begin, end), credit
  kGrants,          ///< [slot][local row]: first of the grant list, how many
  kGrant,           ///< [index]: header of the credit
  kProgram,         ///< [slot][local row]: row program; bit 15: nobody takes the row
  kProgramColumn,   ///< [program][column]: first of the word list, how many
  kProgramEnds,     ///< [program]: first of the word list, how many
  kWordEntry,       ///< [index][0, 1]: header, signal; first channel, count, value bits, flits
  kWordRange,       ///< [slot][port][word]: first channel, count, value bits of an addressed word
  kSharedWord,      ///< [sender][word]: the same of a shared one
  kGroupSender,     ///< [group]: sender
  kSender,          ///< [sender]: first of its lines, how many
  kLine,            ///< [line][0 slot, port, signal, rows; 1 columns; 2 channels]
  kTables
};

constexpr std::array<const char*, kTables> kTableNames{
    "",          "Descriptor", "RowOffset",   "ColumnOffset", "TapOffset",     "ChannelOffset",
    "Weight",    "Shift",      "Accumulator", "Channel",      "Port",          "Producers",
    "Consumer",  "Grants",     "Grant",       "Program",      "ProgramColumn", "ProgramEnds",
    "WordEntry", "WordRange",  "SharedWord",  "GroupSender",  "Sender",        "Line"};

/// Of a slice.
enum Field : int {
  kOperator,  ///< 0 conv, 1 depth-wise, 2 attention, 3 spatial sum
  kStrideLog2,
  kPadding,
  kKernelHeight,
  kKernelWidth,
  kRowsBegin,
  kRowsEnd,
  kColumnsBegin,
  kColumnsEnd,
  kChannels,
  kAccumulatorBase,
  kWeightBase,
  kChannelBase,  ///< of its channels among the core's
  kFolded,       ///< one accumulator for all steps
  kInputBegin,   ///< first input channel whose weights it holds
  kChannelBegin,
  kWindowRows,
  kPositional,  ///< ports (bits) that bring residuals or partial sums
  kPartial,     ///< ports (bits) that bring partial sums
  kSteps,       ///< that it emits
  kLastStep,    ///< whose inputs must have ended: 0 the one that is swept, 1 the last
  kRowNeurons,  ///< columns x channels
  kFires,
  kEmitsValues,
  kFractionBits,
  kMembraneBase,
  kVc,
  kAttention,  ///< number among the core's attention slices
  kMapHeight,  ///< attention: of K and V
  kMapWidth,
  kHeadChannels,
  kFields
};
constexpr int kFieldStride = 32;  ///< of slots: a field has five bits of an address
static_assert(kFields <= kFieldStride);

constexpr std::array<const char*, kFields> kFieldNames{
    "Operator",     "StrideLog2",   "Padding",     "KernelHeight",    "KernelWidth",  "RowsBegin",   "RowsEnd",
    "ColumnsBegin", "ColumnsEnd",   "Channels",    "AccumulatorBase", "WeightBase",   "ChannelBase", "Folded",
    "InputBegin",   "ChannelBegin", "WindowRows",  "Positional",      "Partial",      "Steps",       "LastStep",
    "RowNeurons",   "Fires",        "EmitsValues", "FractionBits",    "MembraneBase", "Vc",          "Attention",
    "MapHeight",    "MapWidth",     "HeadChannels"};

/// Of a port.
enum PortField : int { kKind, kPortSteps, kPortRowsBegin, kPortRowsEnd };
enum PortKind : int { kUnused, kKernel, kSamePosition, kAllRows };

/// What the datapath does with a word or a job.
enum Operation : int {
  kSpikes,  ///< of a convolution
  kDepthwiseSpikes,
  kValues,
  kDepthwiseValues,
  kSum,    ///< residual, partial sum, spatial sum
  kStore,  ///< Q, K or V
  kIdle,   ///< token, or a shared packet that has nothing for anybody: one cycle without the lanes
  kKey,    ///< job: K^T V of a row
  kQuery,  ///< job: Q (K^T V) of a row
  kOperations
};
constexpr std::array<const char*, kOperations> kOperationNames{
    "Spikes", "DepthwiseSpikes", "Values", "DepthwiseValues", "Sum", "Store", "Idle", "Key", "Query"};

}  // namespace spikeloom::core_tables
