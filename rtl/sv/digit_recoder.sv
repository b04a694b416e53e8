// SPDX-License-Identifier: Apache-2.0
// The digits of a value (base/digits.hpp): bit i of places_o is a digit that is not 0, bit i of minus_o its sign.
// Canonical signed digit or plain sign and magnitude. Combinational.
module digit_recoder #(
  parameter int unsigned Width = 32,
  parameter bit          Signed = 1'b1  ///< canonical signed digit
) (
  input  logic [Width-1:0] value_i,
  output logic [Width-1:0] places_o,
  output logic [Width-1:0] minus_o
);
  logic [Width-1:0] magnitude, half;

  assign magnitude = value_i[Width-1] ? -value_i : value_i;
  assign half = magnitude >> 1;

  if (Signed) begin : gen_csd
    assign places_o = half ^ (magnitude + half);
    assign minus_o = places_o & (value_i[Width-1] ? ~half : half);
  end else begin : gen_plain
    assign places_o = magnitude;
    assign minus_o = value_i[Width-1] ? magnitude : '0;
  end
endmodule
