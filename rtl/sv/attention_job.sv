// SPDX-License-Identifier: Apache-2.0
// What an attention slice does next besides sweeps (cores/operators/attention_unit.hpp): K^T V of a row, of the step that is
// furthest behind, as soon as K and V of the row have ended; else Q (K^T V) of the next row and step, once K^T V of its
// image is complete and Q has ended.
module attention_job #(
  parameter int unsigned Rows  = 32,
  parameter int unsigned Steps = 4,
  localparam int unsigned RowBits  = $clog2(Rows),
  localparam int unsigned StepBits = Steps > 1 ? $clog2(Steps) : 1
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic                     look_i,
  // Its slice (slice_state).
  input  logic [31:0]              shape_i,
  output logic [Steps*RowBits-1:0] key_rows_o,
  output logic [Steps*2-1:0]       key_images_o,
  input  logic [Steps-1:0]         keys_ended_i,
  output logic [8:0]               query_row_o,
  output logic [StepBits-1:0]      query_step_o,
  output logic [1:0]               query_image_o,
  input  logic                     query_ended_i,
  // The job.
  output logic                     job_o,
  output logic                     is_query_o,
  output logic [7:0]               row_o,     ///< of the map
  output logic [2:0]               step_o,
  output logic                     parity_o,
  output logic                     is_last_o, ///< of its image
  input  logic                     begins_i
);
  logic [8:0] rows_begin, rows_end;
  logic [7:0] map_height;
  logic [2:0] query_steps, key_steps;
  assign {key_steps, query_steps, map_height, rows_end, rows_begin} = shape_i;

  logic [15:0] kv_rows_q [Steps];    // rows that went into K^T V, over all images
  logic [7:0]  kv_row_q [Steps];     // of the image
  logic [15:0] kv_images_q [Steps];
  logic [15:0] query_image_q;
  logic [7:0]  query_row_q;
  logic [2:0]  query_step_q;

  for (genvar i = 0; i < Steps; i++) begin : gen_asks
    assign key_rows_o[i*RowBits +: RowBits] = kv_row_q[i][RowBits-1:0];
    assign key_images_o[i*2 +: 2]           = kv_images_q[i][1:0];
  end
  assign query_row_o   = rows_begin + 9'(query_row_q);
  assign query_step_o  = query_step_q[StepBits-1:0];
  assign query_image_o = query_image_q[1:0];

  logic        is_key, last_step, last_row;
  logic [15:0] fewest;
  assign last_step = query_step_q + 3'd1 == query_steps;
  assign last_row  = query_row_o + 9'd1 == rows_end;
  always_comb begin
    is_key = 1'b0;
    fewest = '1;
    step_o = query_step_q;
    row_o  = query_row_o[7:0];
    if (look_i)
      for (int unsigned i = 0; i < Steps; i++)
        if (keys_ended_i[i] && 3'(i) < key_steps && kv_rows_q[i] < fewest) begin
          is_key = 1'b1;
          fewest = kv_rows_q[i];
          step_o = 3'(i);
          row_o  = kv_row_q[i];
        end
  end
  assign is_query_o = look_i && !is_key && query_ended_i &&
                      $signed(kv_images_q[query_step_q[StepBits-1:0]] - query_image_q) > 0;
  assign job_o      = is_key || is_query_o;
  assign parity_o   = is_query_o && query_image_q[0];
  assign is_last_o  = is_query_o && last_row && last_step;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      query_image_q <= '0;
      query_row_q   <= '0;
      query_step_q  <= '0;
      for (int unsigned i = 0; i < Steps; i++) begin
        kv_rows_q[i]   <= '0;
        kv_row_q[i]    <= '0;
        kv_images_q[i] <= '0;
      end
    end else if (begins_i && is_query_o) begin
      query_step_q <= last_step ? '0 : query_step_q + 3'd1;
      if (last_step) query_row_q <= last_row ? '0 : query_row_q + 8'd1;
      if (is_last_o) query_image_q <= query_image_q + 16'd1;
    end else if (begins_i) begin
      for (int unsigned i = 0; i < Steps; i++)
        if (step_o == 3'(i)) begin
          kv_rows_q[i] <= kv_rows_q[i] + 16'd1;
          kv_row_q[i]  <= kv_row_q[i] + 8'd1;
          if (kv_row_q[i] + 8'd1 == map_height) begin
            kv_row_q[i]    <= '0;
            kv_images_q[i] <= kv_images_q[i] + 16'd1;
          end
        end
    end
  end
endmodule
