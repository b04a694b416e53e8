// GENERATED from rtl/duts/core_tables.hpp (to become so)
package core_pkg;
  localparam int unsigned TDescriptor = 1, TRowOffset = 2, TColumnOffset = 3, TTapOffset = 4, TChannelOffset = 5,
    TWeight = 6, TShift = 7, TAccumulator = 8, TChannel = 9, TPort = 10, TProducers = 11, TConsumer = 12, TGrants = 13,
    TGrant = 14, TProgram = 15, TProgramColumn = 16, TProgramEnds = 17, TWordEntry = 18, TWordRange = 19,
    TSharedWord = 20, TGroupSender = 21, TSender = 22, TLine = 23;
  localparam int unsigned FOperator = 0, FStrideLog2 = 1, FPadding = 2, FKernelHeight = 3, FKernelWidth = 4,
    FRowsBegin = 5, FRowsEnd = 6, FColumnsBegin = 7, FColumnsEnd = 8, FChannels = 9, FAccumulatorBase = 10,
    FWeightBase = 11, FChannelBase = 12, FFolded = 13, FInputBegin = 14, FChannelBegin = 15, FWindowRows = 16,
    FPositional = 17, FPartial = 18, FSteps = 19, FLastStep = 20, FPorts = 21, FRowNeurons = 22, FFires = 23,
    FEmitsValues = 24, FFractionBits = 25, FMembraneBase = 26, FVc = 27, FAttention = 28, FMapHeight = 29,
    FMapWidth = 30, FHeadChannels = 31;
  localparam int unsigned OpSpikes = 0, OpDepthwiseSpikes = 1, OpValues = 2, OpDepthwiseValues = 3, OpSum = 4,
    OpStore = 5, OpIdle = 6, OpKey = 7, OpQuery = 8;
endpackage
