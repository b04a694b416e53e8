// SPDX-License-Identifier: Apache-2.0
// The kernel taps of one dimension through which an input position reaches the outputs [begin, end) (as
// mapping/plan/valid_taps.hpp): output `first_o` by tap `tap_o`, the i-th one after it by tap_o - i * stride. Combinational;
// strides are powers of two.
module tap_range (
  input  logic [7:0] position_i,
  input  logic [3:0] kernel_i,
  input  logic [1:0] stride_log2_i,
  input  logic [3:0] padding_i,
  input  logic [8:0] begin_i,
  input  logic [8:0] end_i,
  output logic [8:0] first_o,
  output logic [3:0] tap_o,
  output logic [3:0] count_o
);
  logic signed [10:0] top, lowest, from, to, first, last, size;

  always_comb begin
    top    = $signed({3'b0, position_i}) + $signed({7'b0, padding_i});
    lowest = top - $signed({7'b0, kernel_i}) + 11'sd1;
    if (lowest < 0) lowest = '0;
    from  = (lowest + ((11'sd1 << stride_log2_i) - 11'sd1)) >>> stride_log2_i;
    to    = top >>> stride_log2_i;
    first = from < $signed({2'b0, begin_i}) ? $signed({2'b0, begin_i}) : from;
    last  = to >= $signed({2'b0, end_i}) ? $signed({2'b0, end_i}) - 11'sd1 : to;
    size  = last - first + 11'sd1;
    first_o = first[8:0];
    tap_o   = 4'(top - (first <<< stride_log2_i));
    count_o = size < 0 ? 4'd0 : size[3:0];
  end
endmodule
