// SPDX-License-Identifier: Apache-2.0
// Which input rows have ended, for each slice, port and step (cores/row_progress.hpp). Each producer of a row sends one
// token; rows of two images are told apart by the image's parity. A row that has ended keeps a bit that changes with
// each image of its parity, so nothing has to be cleared.
module row_progress #(
  parameter int unsigned Slices = 8,
  parameter int unsigned Rows   = 32,  ///< of a port
  parameter int unsigned Steps  = 4,
  localparam int unsigned SlotBits = $clog2(Slices),
  localparam int unsigned RowBits  = $clog2(Rows),
  localparam int unsigned StepBits = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned Ports    = Slices * 4
) (
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                cfg_valid_i,
  input  logic [31:0]         cfg_addr_i,
  input  logic [31:0]         cfg_data_i,
  input  logic                token_i,   ///< a producer ended (parity, row, step) of the port
  input  logic [SlotBits-1:0] slot_i,
  input  logic [1:0]          port_i,
  input  logic [7:0]          row_i,     ///< of the map
  input  logic [2:0]          step_i,
  input  logic                parity_i,
  output logic [Ports*(1<<StepBits)*2*Rows-1:0] ended_o  ///< [slot][port][step][parity][row of the port]
);
  logic [7:0] producers_q [Ports*Rows];
  logic [8:0] begin_q [Ports];
  logic [7:0] arrived_q [Ports*(1<<StepBits)*2*Rows];
  logic [Ports*(1<<StepBits)*2*Rows-1:0] ended_q;

  logic [RowBits-1:0] row;
  logic [SlotBits+2+StepBits+RowBits:0] at;
  assign row = RowBits'(9'(row_i) - begin_q[{slot_i, port_i}]);
  assign at  = {slot_i, port_i, step_i[StepBits-1:0], parity_i, row};

  assign ended_o = ended_q;

  always_ff @(posedge clk_i) begin
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableProducers)) begin
      producers_q[cfg_addr_i[SlotBits+2+RowBits-1:0]] <= cfg_data_i[7:0];
      for (int unsigned i = 0; i < 2 * (1 << StepBits); i++)
        arrived_q[{cfg_addr_i[SlotBits+2+RowBits-1:RowBits], (StepBits+1)'(i), cfg_addr_i[RowBits-1:0]}] <= '0;
    end
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTablePort) && cfg_addr_i[1:0] == 2'd2)
      begin_q[cfg_addr_i[SlotBits+3:2]] <= cfg_data_i[8:0];
    if (!rst_ni) begin
      ended_q <= '0;
    end else if (token_i) begin
      if (arrived_q[at] + 8'd1 == producers_q[{slot_i, port_i, row}]) begin
        arrived_q[at] <= '0;
        ended_q[at]   <= ~ended_q[at];
      end else begin
        arrived_q[at] <= arrived_q[at] + 8'd1;
      end
    end
  end
endmodule
