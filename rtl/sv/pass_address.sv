// SPDX-License-Identifier: Apache-2.0
// Where a pass reads and writes: accumulators, weights, elements of K^T V, channels. Rows, columns, taps and channels have
// their offsets in tables, so an address is a sum. Also which output positions a word reaches. Combinational.
module pass_address #(
  parameter int unsigned Slices        = 8,
  parameter int unsigned Columns       = 32,   ///< of a slice
  parameter int unsigned Window        = 16,   ///< rows
  parameter int unsigned InputChannels = 256,  ///< of a slice
  localparam int unsigned SlotBits = $clog2(Slices)
) (
  input  logic                clk_i,
  input  logic                cfg_valid_i,
  input  logic [31:0]         cfg_addr_i,
  input  logic [31:0]         cfg_data_i,
  // The word or job.
  input  logic                run_i,         ///< else addresses and width are 0
  input  logic [3:0]          op_i,
  input  logic [SlotBits-1:0] slot_i,
  input  logic [1:0]          port_i,
  input  logic [7:0]          row_i,         ///< of the map
  input  logic [7:0]          column_i,
  input  logic [2:0]          step_i,
  input  logic                parity_i,      ///< of the image
  input  logic [10:0]         first_i,       ///< channel, from the first that the slice has
  input  logic [7:0]          count_i,
  // The pass: tap, first of the lanes' group, input channel within the word (row of K^T V), token of a job.
  input  logic [3:0]          ty_i,
  input  logic [3:0]          tx_i,
  input  logic [10:0]         group_i,
  input  logic [10:0]         channel_i,
  input  logic [7:0]          token_i,
  // Where its slice is.
  input  logic [7:0]          window_slot_i,
  input  logic [7:0]          local_row_i,
  input  logic                slice_parity_i,
  output logic [3:0]          y_count_o,     ///< output rows and columns that a kernel reaches
  output logic [3:0]          x_count_o,
  output logic [7:0]          map_width_o,   ///< attention
  output logic [10:0]         width_o,       ///< numbers of all groups together
  output logic [1:0]          sum_shift_o,   ///< of a sum: 0 none, 1 output shift, 2 weight shift
  output logic [19:0]         sum_addr_o,
  output logic [19:0]         weight_addr_o,
  output logic [19:0]         kv_addr_o,
  output logic [15:0]         channel_addr_o,///< shifts
  output logic [10:0]         head_o         ///< attention: first channel of V
);
  // Tables.
  logic [31:0] field_q [Slices*32];
  logic [19:0] row_offset_q [Slices*Window*8];
  logic [15:0] column_offset_q [Slices*Columns];
  logic [19:0] tap_offset_q [Slices*64];
  logic [31:0] channel_offset_q [Slices*InputChannels];
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i) begin
      unique case (32'(cfg_addr_i[31:24]))
        spikeloom_pkg::kTableDescriptor:    field_q[cfg_addr_i[SlotBits+4:0]] <= cfg_data_i;
        spikeloom_pkg::kTableRowOffset:     row_offset_q[cfg_addr_i[SlotBits+$clog2(Window)+2:0]] <= cfg_data_i[19:0];
        spikeloom_pkg::kTableColumnOffset:  column_offset_q[cfg_addr_i[SlotBits+$clog2(Columns)-1:0]] <= cfg_data_i[15:0];
        spikeloom_pkg::kTableTapOffset:     tap_offset_q[cfg_addr_i[SlotBits+5:0]] <= cfg_data_i[19:0];
        spikeloom_pkg::kTableChannelOffset: channel_offset_q[cfg_addr_i[SlotBits+$clog2(InputChannels)-1:0]] <= cfg_data_i;
        default: ;
      endcase
    end
  end

  logic is_job, is_depthwise, is_kernel;
  assign is_job       = op_i == 4'(spikeloom_pkg::kOpKey) || op_i == 4'(spikeloom_pkg::kOpQuery);
  assign is_depthwise = op_i == 4'(spikeloom_pkg::kOpDepthwiseSpikes) || op_i == 4'(spikeloom_pkg::kOpDepthwiseValues);
  assign is_kernel    = is_depthwise || op_i == 4'(spikeloom_pkg::kOpSpikes) || op_i == 4'(spikeloom_pkg::kOpValues);

  // Positions that the word reaches.
  logic [8:0] y_first, x_first;
  logic [3:0] y_tap, x_tap;
  tap_range i_rows (
    .position_i(row_i), .kernel_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldKernelHeight)}][3:0]),
    .stride_log2_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldStrideLog2)}][1:0]),
    .padding_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldPadding)}][3:0]),
    .begin_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0]), .end_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsEnd)}][8:0]),
    .first_o(y_first), .tap_o(y_tap), .count_o(y_count_o));
  tap_range i_columns (
    .position_i(column_i), .kernel_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldKernelWidth)}][3:0]),
    .stride_log2_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldStrideLog2)}][1:0]),
    .padding_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldPadding)}][3:0]),
    .begin_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldColumnsBegin)}][8:0]),
    .end_i(field_q[{slot_i, 5'(spikeloom_pkg::kFieldColumnsEnd)}][8:0]),
    .first_o(x_first), .tap_o(x_tap), .count_o(x_count_o));

  logic [8:0]  y, x;
  logic [9:0]  ahead;
  logic [7:0]  window_slot;
  logic [31:0] channel_entry;
  logic [10:0] input_channel;
  logic [19:0] row_offset, column_offset, tap_offset;
  logic [3:0]  ky, kx;
  always_comb begin
    width_o        = '0;
    y              = '0;
    x              = '0;
    ahead          = '0;
    window_slot    = '0;
    channel_entry  = '0;
    input_channel  = '0;
    row_offset     = '0;
    column_offset  = '0;
    tap_offset     = '0;
    ky             = '0;
    kx             = '0;
    sum_addr_o     = '0;
    weight_addr_o  = '0;
    kv_addr_o      = '0;
    channel_addr_o = '0;
    if (run_i) begin
      width_o = 11'(count_i);
      if (op_i == 4'(spikeloom_pkg::kOpSpikes) || op_i == 4'(spikeloom_pkg::kOpValues))
        width_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldChannels)}][10:0];
      else if (is_job) width_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldHeadChannels)}][10:0];

      // Output position, counted within the slice.
      if (is_kernel) begin
        y = y_first + 9'(ty_i) - field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0];
        x = x_first + 9'(tx_i) - field_q[{slot_i, 5'(spikeloom_pkg::kFieldColumnsBegin)}][8:0];
      end else if (op_i == 4'(spikeloom_pkg::kOpQuery)) begin
        y = 9'(row_i) - field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0];
        x = 9'(token_i);
      end else if (field_q[{slot_i, 5'(spikeloom_pkg::kFieldOperator)}][1:0] != 2'd3) begin
        y = 9'(row_i) - field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0];
        x = 9'(column_i) - field_q[{slot_i, 5'(spikeloom_pkg::kFieldColumnsBegin)}][8:0];
      end
      ahead = 10'(y) - 10'(local_row_i);
      if (parity_i != slice_parity_i)
        ahead = ahead + 10'(field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsEnd)}][8:0] - field_q[{slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0]);
      window_slot = window_slot_i + ahead[7:0];
      if (window_slot >= field_q[{slot_i, 5'(spikeloom_pkg::kFieldWindowRows)}][7:0])
        window_slot = window_slot - field_q[{slot_i, 5'(spikeloom_pkg::kFieldWindowRows)}][7:0];
      row_offset = row_offset_q[{slot_i, window_slot[$clog2(Window)-1:0],
                                 field_q[{slot_i, 5'(spikeloom_pkg::kFieldFolded)}][0] ? 3'd0 : step_i}];
      column_offset = 20'(column_offset_q[{slot_i, x[$clog2(Columns)-1:0]}]);

      // Weights.
      ky = y_tap - (ty_i << field_q[{slot_i, 5'(spikeloom_pkg::kFieldStrideLog2)}][1:0]);
      kx = x_tap - (tx_i << field_q[{slot_i, 5'(spikeloom_pkg::kFieldStrideLog2)}][1:0]);
      tap_offset = tap_offset_q[{slot_i, is_job ? {3'b0, step_i} : {ky[2:0], kx[2:0]}}];
      input_channel = is_job ? channel_i : first_i + channel_i;
      channel_entry = channel_offset_q[{slot_i, input_channel[$clog2(InputChannels)-1:0]}];
      weight_addr_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldWeightBase)}][19:0] + tap_offset + 20'(group_i) +
                      (is_depthwise ? 20'(first_i) : channel_entry[19:0]);
      kv_addr_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldWeightBase)}][19:0] + tap_offset + 20'(group_i) + channel_entry[19:0];

      sum_addr_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldAccumulatorBase)}][19:0] + row_offset + column_offset + 20'(group_i);
      if (is_depthwise || op_i == 4'(spikeloom_pkg::kOpSum)) sum_addr_o = sum_addr_o + 20'(first_i);
      if (is_job) sum_addr_o = sum_addr_o + 20'(channel_entry[31:20]);
      channel_addr_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldChannelBase)}][15:0] + 16'(group_i) +
                       (is_depthwise || op_i == 4'(spikeloom_pkg::kOpSum) ? 16'(first_i) : 16'd0);
    end
  end

  assign map_width_o = field_q[{slot_i, 5'(spikeloom_pkg::kFieldMapWidth)}][7:0];
  assign head_o      = channel_entry[30:20];
  always_comb begin
    sum_shift_o = 2'd0;
    if (op_i == 4'(spikeloom_pkg::kOpSum)) begin
      if (field_q[{slot_i, 5'(spikeloom_pkg::kFieldPartial)}][5'(port_i)]) sum_shift_o = 2'd2;
      else if (field_q[{slot_i, 5'(spikeloom_pkg::kFieldPositional)}][5'(port_i)]) sum_shift_o = 2'd1;
    end
  end
endmodule
