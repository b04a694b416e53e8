// SPDX-License-Identifier: Apache-2.0
// Where a slice is, and whether its next row may be swept (cores/slice_state.hpp): all input rows that the row reaches
// have ended, or, of an attention slice, the sums of a step are complete; and each consumer takes the row.
module slice_state #(
  parameter int unsigned Rows      = 32,
  parameter int unsigned Steps     = 4,
  parameter int unsigned Consumers = 16,
  localparam int unsigned RowBits   = $clog2(Rows),
  localparam int unsigned StepBits  = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned EntryBits = $clog2(Consumers)
) (
  input  logic                      clk_i,
  input  logic                      rst_ni,
  input  logic                      happens_i,    ///< any of cfg_valid_i, row_end_i, credit_i, swept_i, summed_i
  input  logic                      cfg_valid_i,  ///< for this slice
  input  logic [31:0]               cfg_addr_i,
  input  logic [31:0]               cfg_data_i,
  // Tokens; what they say holds from the next cycle on.
  input  logic                      row_end_i,
  input  logic [1:0]                port_i,
  input  logic [7:0]                row_i,
  input  logic [StepBits-1:0]       row_step_i,
  input  logic                      row_parity_i,
  input  logic                      credit_i,
  input  logic [EntryBits-1:0]      entry_i,
  input  logic [10:0]               rows_i,
  // Sweeps.
  output logic                      ready_o,
  output logic                      changed_o,    ///< something is to be looked at
  output logic [2:0]                step_o,
  output logic [7:0]                local_row_o,
  output logic [7:0]                window_slot_o,
  output logic                      parity_o,
  input  logic                      sweep_i,      ///< its sweep begins
  input  logic                      swept_i,      ///< in the last cycle of its sweep
  output logic                      row_done_o,   ///< which is the last of its row
  // Attention: what its jobs ask for (attention_job, row_progress), and that the sums of a step are complete.
  output logic [31:0]               shape_o,      ///< steps of K, steps of Q, height of the map, last and first row
  input  logic                      ask_i,
  input  logic [Steps*RowBits-1:0]  key_rows_i,   ///< by step: row of the port, ...
  input  logic [Steps*2-1:0]        key_images_i, ///< ... image, modulo four
  output logic [Steps-1:0]          keys_ended_o, ///< K and V of the row
  input  logic [8:0]                query_row_i,
  input  logic [StepBits-1:0]       query_step_i,
  input  logic [1:0]                query_image_i,
  output logic                      query_ended_o,
  input  logic                      summed_i
);
  // What is loaded: of the descriptor, and of each port its kind, steps, first and last row.
  logic        used_q, last_step_q;
  logic [8:0]  rows_begin_q, rows_end_q;
  logic [7:0]  map_height_q, window_rows_q;
  logic [3:0]  steps_q, kernel_height_q, padding_q;
  logic [1:0]  operator_q, stride_log2_q;
  logic [3:0]  port_used_q;
  logic [7:0]  kind_q;
  logic [15:0] port_steps_q;
  logic [35:0] begins_q, ends_q;
  logic        cfg_port;
  assign cfg_port = cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTablePort);
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i) begin
      if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor))
        unique case (32'(cfg_addr_i[4:0]))
          spikeloom_pkg::kFieldRowsBegin:    rows_begin_q    <= cfg_data_i[8:0];
          spikeloom_pkg::kFieldRowsEnd:      rows_end_q      <= cfg_data_i[8:0];
          spikeloom_pkg::kFieldMapHeight:    map_height_q    <= cfg_data_i[7:0];
          spikeloom_pkg::kFieldWindowRows:   window_rows_q   <= cfg_data_i[7:0];
          spikeloom_pkg::kFieldSteps:        steps_q         <= cfg_data_i[3:0];
          spikeloom_pkg::kFieldKernelHeight: kernel_height_q <= cfg_data_i[3:0];
          spikeloom_pkg::kFieldPadding:      padding_q       <= cfg_data_i[3:0];
          spikeloom_pkg::kFieldStrideLog2:   stride_log2_q   <= cfg_data_i[1:0];
          spikeloom_pkg::kFieldOperator:     operator_q      <= cfg_data_i[1:0];
          spikeloom_pkg::kFieldLastStep:     last_step_q     <= cfg_data_i[0];
          default: ;
        endcase
      for (int unsigned p = 0; p < 4; p++)
        if (cfg_port && cfg_addr_i[3:2] == 2'(p))
          unique case (cfg_addr_i[1:0])
            2'd0: kind_q[p*2 +: 2]       <= cfg_data_i[1:0];
            2'd1: port_steps_q[p*4 +: 4] <= cfg_data_i[3:0];
            2'd2: begins_q[p*9 +: 9]     <= cfg_data_i[8:0];
            2'd3: ends_q[p*9 +: 9]       <= cfg_data_i[8:0];
          endcase
    end
    if (!rst_ni) begin
      used_q      <= 1'b0;
      port_used_q <= '0;
    end else if (cfg_valid_i) begin
      used_q <= 1'b1;
      if (cfg_port) port_used_q[cfg_addr_i[3:2]] <= 1'b1;
    end
  end
  assign shape_o = {port_steps_q[6:4], port_steps_q[2:0], map_height_q, rows_end_q, rows_begin_q};

  // Sweeps. ------------------------------------------------------------------------------------------------------
  logic [7:0] local_row_q, window_slot_q;
  logic [2:0] step_q;
  logic [1:0] image_q;     // modulo four
  logic       ready_q, dirty_q;
  logic [7:0] finished_q;  // attention: steps whose sums are complete and not swept

  logic [8:0] row;
  logic       granted;
  assign row = rows_begin_q + 9'(local_row_q);
  row_credits #(.Consumers(Consumers)) i_credits (
    .clk_i, .rst_ni, .cfg_i(cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableConsumer)),
    .cfg_entry_i(cfg_addr_i[EntryBits-1:0]), .cfg_data_i, .credit_i, .entry_i, .rows_i, .row_i(row),
    .ask_i(dirty_q && step_q == '0), .granted_o(granted), .take_i(sweep_i && step_q == '0));

  // Rows of each port that the next row reaches.
  logic [3:0]            ports;
  logic [4*10-1:0]       lasts;
  logic [4*StepBits-1:0] steps;
  logic signed [9:0]     last;
  always_comb begin
    ports = '0;
    lasts = '0;
    steps = '0;
    last  = '0;
    if (dirty_q && operator_q != 2'd2)
      for (int unsigned p = 0; p < 4; p++) begin
        unique case (kind_q[p*2 +: 2])
          2'd1: last = $signed({1'b0, row << stride_log2_q}) - $signed({6'b0, padding_q}) +
                       $signed({6'b0, kernel_height_q}) - 10'sd1;
          2'd2: last = $signed({1'b0, row});
          default: last = 10'sd511;
        endcase
        if (last >= $signed({1'b0, ends_q[p*9 +: 9]})) last = $signed({1'b0, ends_q[p*9 +: 9]}) - 10'sd1;
        ports[p]           = port_used_q[p];
        lasts[p*10 +: 10]  = last;
        if (last_step_q) steps[p*StepBits +: StepBits] = StepBits'(port_steps_q[p*4 +: 4] - 4'd1);
        else if (port_steps_q[p*4 +: 4] != 4'd1) steps[p*StepBits +: StepBits] = step_q[StepBits-1:0];
      end
  end
  logic ended;
  row_progress #(.Rows(Rows), .Steps(Steps)) i_progress (
    .clk_i, .rst_ni, .producers_write_i(cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableProducers)),
    .producers_addr_i(cfg_addr_i[RowBits+1:0]), .producers_i(cfg_data_i[7:0]), .begins_i(begins_q),
    .token_i(row_end_i), .port_i, .row_i, .step_i(row_step_i), .parity_i(row_parity_i), .ports_i(ports),
    .lasts_i(lasts), .steps_i(steps), .image_i(image_q), .ended_o(ended), .ask_i, .query_last_i(query_row_i),
    .query_step_i, .query_image_i, .query_ended_o, .key_rows_i, .key_images_i, .keys_ended_o);

  logic complete;
  assign complete = used_q && (operator_q == 2'd2 ? finished_q != '0 : ended) && (step_q != '0 || granted);
  assign ready_o       = dirty_q ? complete : ready_q;
  assign changed_o     = dirty_q;
  assign step_o        = step_q;
  assign local_row_o   = local_row_q;
  assign window_slot_o = window_slot_q;
  assign parity_o      = image_q[0];
  assign row_done_o    = swept_i && 4'(step_q) + 4'd1 == steps_q;

  // What happens. ------------------------------------------------------------------------------------------------
  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      ready_q       <= 1'b0;
      dirty_q       <= 1'b1;
      local_row_q   <= '0;
      window_slot_q <= '0;
      step_q        <= '0;
      image_q       <= '0;
      finished_q    <= '0;
    end else if (dirty_q || happens_i) begin
      ready_q <= ready_o;
      dirty_q <= happens_i;
      if (summed_i != (swept_i && operator_q == 2'd2)) finished_q <= summed_i ? finished_q + 8'd1 : finished_q - 8'd1;
      if (swept_i) step_q <= row_done_o ? '0 : step_q + 3'd1;
      if (row_done_o) begin
        window_slot_q <= window_slot_q + 8'd1 == window_rows_q ? '0 : window_slot_q + 8'd1;
        local_row_q   <= local_row_q + 8'd1;
        if (row + 9'd1 == rows_end_q) begin
          local_row_q <= '0;
          image_q     <= image_q + 2'd1;
        end
      end
    end
  end
endmodule
