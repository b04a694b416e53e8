// SPDX-License-Identifier: Apache-2.0
// The neuron unit: sweeps the finished row of a slice, Lanes neurons a cycle in the order of columns and channels, leaves
// the bias in the accumulators for their next use, and hands X and spikes to the row buffer.
module neuron_unit #(
  parameter int unsigned Slices       = 8,
  parameter int unsigned Lanes        = 16,
  parameter int unsigned Window       = 16,
  parameter int unsigned Channels     = 2048,   ///< of all slices of a core
  parameter int unsigned Accumulators = 40960,
  parameter int unsigned Membranes    = 8192,   ///< of all slices: one row of each
  localparam int unsigned SlotBits     = $clog2(Slices),
  localparam int unsigned SumAddr      = $clog2(Accumulators),
  localparam int unsigned MembraneAddr = $clog2(Membranes),
  localparam int unsigned ChannelAddr  = $clog2(Channels)
) (
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                cfg_valid_i,
  input  logic [31:0]         cfg_addr_i,
  input  logic [31:0]         cfg_data_i,
  input  logic                start_i,       ///< a sweep begins
  input  logic [SlotBits-1:0] slot_i,
  input  logic [2:0]          step_i,
  input  logic [7:0]          window_slot_i,
  output logic                busy_o,        ///< in the next cycle, too
  output logic                busy_q_o,      ///< since an earlier cycle
  output logic                last_o,        ///< the last cycle of a sweep
  output logic [SlotBits-1:0] slot_o,
  // Accumulator SRAM.
  output logic                read_o,
  output logic [SumAddr-1:0]  addr_o,
  input  logic [Lanes*32-1:0] sums_i,
  output logic                write_o,
  output logic [15:0]         count_o,
  output logic [Lanes*32-1:0] bias_o,
  // Row buffer.
  output logic                group_o,       ///< neurons are finished
  output logic                first_o,       ///< the first of their row and step
  output logic                emits_o,
  output logic [15:0]         neuron_o,      ///< number of the first in its row
  output logic [Lanes-1:0]    spikes_o,
  output logic [Lanes*32-1:0] x_o,
  output logic [Lanes*8-1:0]  columns_o,     ///< of each, counted within the slice
  output logic [Lanes*16-1:0] channels_o     ///< the same
);
  logic [31:0] field_q [Slices*32];
  logic [19:0] row_offset_q [Slices*Window*8];
  logic [31:0] bias_q [Channels], threshold_q [Channels];
  logic [4:0]  output_shift_q [Channels];

  logic                busy_q;
  logic [SlotBits-1:0] slot_q, slot;
  logic [2:0]          step_q, step;
  logic [7:0]          window_slot_q, window_slot;
  logic [15:0]         neuron_q, neuron, channel_q, channel, next_channel;
  logic [7:0]          column_q, column, next_column;
  logic                run;
  assign run         = start_i || busy_q;
  assign slot        = start_i ? slot_i : slot_q;
  assign step        = start_i ? step_i : step_q;
  assign window_slot = start_i ? window_slot_i : window_slot_q;
  assign neuron      = start_i ? '0 : neuron_q;
  assign channel     = start_i ? '0 : channel_q;
  assign column      = start_i ? '0 : column_q;
  assign slot_o      = slot;
  assign busy_q_o    = busy_q;

  logic [15:0] left;
  logic        folded, last_step, fires;
  assign left      = field_q[{slot, 5'(spikeloom_pkg::kFieldRowNeurons)}][15:0] - neuron;
  assign last_o    = run && left <= 16'(Lanes);
  assign busy_o    = run && !last_o;
  assign count_o   = last_o ? left : 16'(Lanes);
  assign folded    = field_q[{slot, 5'(spikeloom_pkg::kFieldFolded)}][0];
  assign last_step = 32'(step) + 1 == field_q[{slot, 5'(spikeloom_pkg::kFieldSteps)}];
  assign fires   = field_q[{slot, 5'(spikeloom_pkg::kFieldFires)}][0];
  assign emits_o   = field_q[{slot, 5'(spikeloom_pkg::kFieldEmitsValues)}][0];
  assign read_o    = run;
  assign write_o   = run && (!folded || last_step);
  assign group_o   = run;
  assign first_o   = start_i;
  assign neuron_o  = neuron;

  always_comb begin
    addr_o = '0;
    if (run)
      addr_o = SumAddr'(field_q[{slot, 5'(spikeloom_pkg::kFieldAccumulatorBase)}][19:0] +
                        row_offset_q[{slot, window_slot[$clog2(Window)-1:0], folded ? 3'd0 : step}] + 20'(neuron));
  end

  // The channel of each lane.
  logic [Lanes*ChannelAddr-1:0] numbers;
  logic [15:0] at_channel;
  logic [7:0]  at_column;
  always_comb begin
    numbers    = '0;
    channels_o = '0;
    columns_o  = '0;
    at_channel = channel;
    at_column  = column;
    if (run)
      for (int unsigned i = 0; i < Lanes; i++) begin
        numbers[i*ChannelAddr +: ChannelAddr] =
            ChannelAddr'(field_q[{slot, 5'(spikeloom_pkg::kFieldChannelBase)}][15:0] + at_channel);
        channels_o[i*16 +: 16] = at_channel;
        columns_o[i*8 +: 8]    = at_column;
        at_channel = at_channel + 16'd1;
        if (at_channel == field_q[{slot, 5'(spikeloom_pkg::kFieldChannels)}][15:0]) begin
          at_channel = '0;
          at_column  = at_column + 8'd1;
        end
      end
    next_channel = at_channel;
    next_column  = at_column;
  end

  // Neurons.
  logic [31:0] membrane_q [Membranes];
  logic [MembraneAddr-1:0] membrane_addr;
  logic [Lanes*32-1:0]     membranes, new_membranes;
  assign membrane_addr = MembraneAddr'(field_q[{slot, 5'(spikeloom_pkg::kFieldMembraneBase)}][15:0] + neuron);
  always_comb begin
    membranes = '0;
    if (run && fires && step != '0)
      for (int unsigned i = 0; i < Lanes; i++)
        membranes[i*32 +: 32] = membrane_q[membrane_addr + MembraneAddr'(i)];
  end
  logic [Lanes*5-1:0]  output_shifts;
  logic [Lanes*32-1:0] thresholds;
  always_comb begin
    bias_o        = '0;
    output_shifts = '0;
    thresholds    = '0;
    if (run)
      for (int unsigned i = 0; i < Lanes; i++) begin
        bias_o[i*32 +: 32]      = bias_q[numbers[i*ChannelAddr +: ChannelAddr]];
        thresholds[i*32 +: 32]  = threshold_q[numbers[i*ChannelAddr +: ChannelAddr]];
        output_shifts[i*5 +: 5] = output_shift_q[numbers[i*ChannelAddr +: ChannelAddr]];
      end
  end
  logic [Lanes-1:0] spikes;
  for (genvar i = 0; i < Lanes; i++) begin : gen_neurons
    lif_unit i_lif (
      .accumulator_i(sums_i[i*32 +: 32]), .output_shift_i(output_shifts[i*5 +: 5]),
      .fraction_bits_i(field_q[{slot, 5'(spikeloom_pkg::kFieldFractionBits)}][2:0]), .threshold_i(thresholds[i*32 +: 32]),
      .membrane_i(membranes[i*32 +: 32]), .x_o(x_o[i*32 +: 32]), .spike_o(spikes[i]),
      .membrane_o(new_membranes[i*32 +: 32]));
    assign spikes_o[i] = spikes[i] && fires && 16'(i) < count_o;
  end

  always_ff @(posedge clk_i) begin
    if (cfg_valid_i)
      unique case (32'(cfg_addr_i[31:24]))
        spikeloom_pkg::kTableDescriptor: field_q[cfg_addr_i[SlotBits+4:0]] <= cfg_data_i;
        spikeloom_pkg::kTableRowOffset:  row_offset_q[cfg_addr_i[SlotBits+$clog2(Window)+2:0]] <= cfg_data_i[19:0];
        spikeloom_pkg::kTableChannel:
          unique case (cfg_addr_i[1:0])
            2'd0: bias_q[cfg_addr_i[ChannelAddr+1:2]] <= cfg_data_i;
            2'd1: threshold_q[cfg_addr_i[ChannelAddr+1:2]] <= cfg_data_i;
            default: output_shift_q[cfg_addr_i[ChannelAddr+1:2]] <= cfg_data_i[4:0];
          endcase
        default: ;
      endcase
    if (!rst_ni) begin
      busy_q <= 1'b0;
    end else begin
      busy_q <= busy_o;
      if (run) begin
        slot_q        <= slot;
        step_q        <= step;
        window_slot_q <= window_slot;
        neuron_q      <= neuron + 16'(Lanes);
        channel_q     <= next_channel;
        column_q      <= next_column;
        if (fires)
          for (int unsigned i = 0; i < Lanes; i++)
            if (16'(i) < count_o) membrane_q[membrane_addr + MembraneAddr'(i)] <= new_membranes[i*32 +: 32];
      end
    end
  end
endmodule
