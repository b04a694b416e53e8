// SPDX-License-Identifier: Apache-2.0
// Numbers of a group, moved by some lanes, those that leave at one end coming back at the other: lane i gets number
// i + amount. A barrel of one stage for each bit of the amount. Combinational.
module lane_rotator #(
  parameter int unsigned Lanes = 64,  ///< a power of two
  parameter int unsigned Width = 32,  ///< bits of a number
  localparam int unsigned AmountBits = Lanes > 1 ? $clog2(Lanes) : 1
) (
  input  logic                   enable_i,  ///< else the output is 0
  input  logic [AmountBits-1:0]  amount_i,
  input  logic [Lanes*Width-1:0] group_i,
  output logic [Lanes*Width-1:0] group_o
);
  always_comb begin
    group_o = '0;
    if (enable_i) begin
      group_o = group_i;
      for (int unsigned n = 0; n < $clog2(Lanes); n++)
        if (amount_i[n]) group_o = (group_o >> (Width << n)) | (group_o << ((Lanes - (1 << n)) * Width));
    end
  end
endmodule
