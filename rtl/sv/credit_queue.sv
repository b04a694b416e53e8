// SPDX-License-Identifier: Apache-2.0
// Credits that the core owes its producers: each row that a slice finishes brings a list of them, which leave one by one,
// in order.
module credit_queue #(
  parameter int unsigned Slices       = 8,
  parameter int unsigned Rows         = 32,    ///< of a slice
  parameter int unsigned GrantEntries = 1024,
  parameter int unsigned Jobs         = 32,    ///< finished rows whose credits have not left
  localparam int unsigned SlotBits  = $clog2(Slices),
  localparam int unsigned RowBits   = $clog2(Rows),
  localparam int unsigned GrantBits = $clog2(GrantEntries),
  localparam int unsigned JobBits   = $clog2(Jobs)
) (
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                cfg_valid_i,
  input  logic [31:0]         cfg_addr_i,
  input  logic [31:0]         cfg_data_i,
  input  logic                row_done_i,  ///< a slice has finished all steps of a row
  input  logic [SlotBits-1:0] slot_i,
  input  logic [RowBits-1:0]  row_i,
  output logic                owes_o,
  output logic [SlotBits-1:0] slot_o,      ///< of the first credit: who sends it, ...
  input  logic                read_i,
  output logic [47:0]         header_o,    ///< ... and its packet, if it is read
  input  logic                sent_i
);
  logic [31:0] grants_q [Slices*Rows];
  logic [31:0] grant_low_q [GrantEntries];
  logic [15:0] grant_high_q [GrantEntries];
  always_ff @(posedge clk_i)
    if (cfg_valid_i) begin
      if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableGrants)) grants_q[cfg_addr_i[SlotBits+RowBits-1:0]] <= cfg_data_i;
      if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableGrant)) begin
        if (cfg_addr_i[0]) grant_high_q[cfg_addr_i[GrantBits:1]] <= cfg_data_i[15:0];
        else grant_low_q[cfg_addr_i[GrantBits:1]] <= cfg_data_i;
      end
    end

  logic [GrantBits-1:0] job_grant_q [Jobs];
  logic [15:0]          job_left_q [Jobs];
  logic [SlotBits-1:0]  job_slot_q [Jobs];
  logic [JobBits-1:0]   first_q, last_q;
  logic [31:0]          grants;
  assign grants   = row_done_i ? grants_q[{slot_i, row_i}] : '0;
  assign owes_o   = first_q != last_q;
  assign slot_o   = job_slot_q[first_q];
  assign header_o = read_i ? {grant_high_q[job_grant_q[first_q]], grant_low_q[job_grant_q[first_q]]} : '0;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      first_q <= '0;
      last_q  <= '0;
    end else begin
      if (row_done_i && grants[31:16] != '0) begin
        job_grant_q[last_q] <= grants[GrantBits-1:0];
        job_left_q[last_q]  <= grants[31:16];
        job_slot_q[last_q]  <= slot_i;
        last_q              <= last_q + 1'b1;
      end
      if (sent_i) begin
        job_grant_q[first_q] <= job_grant_q[first_q] + 1'b1;
        job_left_q[first_q]  <= job_left_q[first_q] - 16'd1;
        if (job_left_q[first_q] == 16'd1) first_q <= first_q + 1'b1;
      end
    end
  end
endmodule
