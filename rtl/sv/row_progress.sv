// SPDX-License-Identifier: Apache-2.0
// Which input rows of a slice have ended, for each port and step (cores/row_progress.hpp). Each producer of a row sends
// one token; rows of two images are told apart by the image's parity. A row that has ended keeps a bit that changes with
// each image of its parity, so nothing has to be cleared.
module row_progress #(
  parameter int unsigned Rows  = 32,  ///< of a port
  parameter int unsigned Steps = 4,
  localparam int unsigned RowBits  = $clog2(Rows),
  localparam int unsigned StepBits = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned Sets     = 4 << (StepBits + 1)
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic                     producers_write_i,  ///< table: how many producers a row of a port has
  input  logic [RowBits+1:0]       producers_addr_i,   ///< {port, row}
  input  logic [7:0]               producers_i,
  input  logic [4*9-1:0]           begins_i,           ///< first row of each port
  input  logic                     token_i,            ///< a producer ended (parity, row, step) of the port
  input  logic [1:0]               port_i,
  input  logic [7:0]               row_i,              ///< of the map
  input  logic [StepBits-1:0]      step_i,
  input  logic                     parity_i,
  // Whether, of the ports asked for, all rows up to `last` (of the map) have ended, in an image (modulo four).
  input  logic [3:0]               ports_i,
  input  logic [4*10-1:0]          lasts_i,            ///< by port, signed
  input  logic [4*StepBits-1:0]    steps_i,
  input  logic [1:0]               image_i,
  output logic                     ended_o,
  // The same of rows up to `query_last_i` of port 0, and, by step, of single rows of ports 1 and 2: Q; K and V.
  input  logic                     ask_i,
  input  logic [8:0]               query_last_i,
  input  logic [StepBits-1:0]      query_step_i,
  input  logic [1:0]               query_image_i,
  output logic                     query_ended_o,
  input  logic [Steps*RowBits-1:0] key_rows_i,         ///< counted from the port's first
  input  logic [Steps*2-1:0]       key_images_i,
  output logic [Steps-1:0]         keys_ended_o
);
  logic [7:0] producers_q [4*Rows];
  logic [7:0] arrived_q [Sets*Rows];
  // Registers, not a memory, for synthesis: all are reset at once.
  (* mem2reg *) logic [Rows-1:0] begun_q [Sets];  // [port][step][parity]: some producers have ended
  (* mem2reg *) logic [Rows-1:0] ended_q [Sets];  // all have, in an odd number of images

  logic [RowBits-1:0]  row;
  logic [StepBits+2:0] set;
  logic [7:0]          arrived;
  always_comb begin
    row     = '0;
    set     = '0;
    arrived = '0;
    if (token_i) begin
      row     = RowBits'(9'(row_i) - begins_i[6'({port_i, 3'b0}) + 6'(port_i) +: 9]);
      set     = {port_i, step_i, parity_i};
      arrived = begun_q[set][row] ? arrived_q[{set, row}] + 8'd1 : 8'd1;
    end
  end

  function automatic logic through(input logic [Rows-1:0] toggles, input logic signed [9:0] upto,
                                   input logic [8:0] first, input logic odd);
    logic [Rows-1:0] mask;
    logic signed [9:0] number;
    number  = upto - $signed({1'b0, first});
    mask    = number < 0 ? '0 : ((Rows'(2) << number[RowBits-1:0]) - 1'b1);
    through = ((odd ? ~toggles : toggles) & mask) == mask;
  endfunction

  always_comb begin
    ended_o = 1'b1;
    for (int unsigned p = 0; p < 4; p++)
      if (ports_i[p])
        ended_o = ended_o && through(ended_q[{2'(p), steps_i[p*StepBits +: StepBits], image_i[0]}],
                                     $signed(lasts_i[p*10 +: 10]), begins_i[p*9 +: 9], image_i[1]);
  end
  always_comb begin
    query_ended_o = 1'b0;
    keys_ended_o  = '0;
    if (ask_i) begin
      query_ended_o = through(ended_q[{2'd0, query_step_i, query_image_i[0]}], $signed({1'b0, query_last_i}),
                              begins_i[8:0], query_image_i[1]);
      for (int unsigned i = 0; i < Steps; i++)
        keys_ended_o[i] =
            (ended_q[{2'd1, StepBits'(i), key_images_i[i*2]}][key_rows_i[i*RowBits +: RowBits]] ^ key_images_i[i*2+1]) &&
            (ended_q[{2'd2, StepBits'(i), key_images_i[i*2]}][key_rows_i[i*RowBits +: RowBits]] ^ key_images_i[i*2+1]);
    end
  end

  logic [Rows-1:0] bit_of_row;
  logic            complete;
  assign bit_of_row = Rows'(token_i) << row;
  assign complete   = token_i && arrived == producers_q[{port_i, row}];
  always_ff @(posedge clk_i) begin
    if (producers_write_i) producers_q[producers_addr_i] <= producers_i;
    if (token_i) arrived_q[{set, row}] <= arrived;
    if (!rst_ni) begin
      for (int unsigned i = 0; i < Sets; i++) begin
        begun_q[i] <= '0;
        ended_q[i] <= '0;
      end
    end else if (token_i) begin
      begun_q[set] <= complete ? begun_q[set] & ~bit_of_row : begun_q[set] | bit_of_row;
      if (complete) ended_q[set] <= ended_q[set] ^ bit_of_row;
    end
  end
endmodule
