// SPDX-License-Identifier: Apache-2.0
// The lowest set bit of a bitmap: one step of the stream of set bits that a word is for the datapath. Combinational.
module lowest_bit #(
  parameter int unsigned Width = 64,  ///< a power of two
  localparam int unsigned IndexBits = $clog2(Width)
) (
  input  logic                 enable_i,  ///< else all outputs are 0
  input  logic [Width-1:0]     bits_i,
  output logic [IndexBits-1:0] index_o,   ///< 0 if there is none
  output logic [Width-1:0]     rest_o     ///< the others
);
  logic [Width-1:0] look;
  always_comb begin
    index_o = '0;
    look    = bits_i;
    rest_o  = '0;
    if (enable_i) begin
      rest_o = bits_i & (bits_i - 1'b1);
      for (int unsigned n = IndexBits; n > 0; n--) begin
        // The lower half of what is left is empty: the bit is in the upper one.
        if ((look & ((Width'(1) << (1 << (n - 1))) - 1'b1)) == '0) begin
          index_o[n-1] = 1'b1;
          look = look >> (1 << (n - 1));
        end
      end
      if (bits_i == '0) index_o = '0;
    end
  end
endmodule
