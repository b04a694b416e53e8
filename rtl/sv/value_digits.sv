// SPDX-License-Identifier: Apache-2.0
// Digits of the values of a word (base/digits.hpp): of all at once, and, for a convolution, one after the other - the
// values that are not 0 in order, each from its lowest digit on.
module value_digits #(
  parameter int unsigned Values       = 16,
  parameter bit          SignedDigits = 1'b1,
  localparam int unsigned ValueBits = $clog2(Values)
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,
  input  logic                 recode_i,    ///< a word of values is under way; else its digits are 0
  input  logic                 stream_i,    ///< ... of a convolution
  input  logic                 fresh_i,     ///< it begins
  input  logic [7:0]           count_i,
  input  logic [Values*32-1:0] values_i,
  input  logic                 next_i,      ///< the passes of this digit end
  input  logic                 done_i,      ///< those of the word
  output logic [Values*32-1:0] places_o,    ///< of the digits of each value
  output logic [Values*32-1:0] minuses_o,
  output logic                 none_o,      ///< nothing but zeros
  output logic [ValueBits-1:0] value_o,
  output logic [4:0]           digit_o,
  output logic                 minus_o,
  output logic                 last_o       ///< no digit behind this one
);
  for (genvar v = 0; v < Values; v++) begin : gen_digits
    logic [31:0] places, minus;
    digit_recoder #(.Signed(SignedDigits)) i_digits (
      .value_i(values_i[v*32 +: 32]), .places_o(places), .minus_o(minus));
    assign places_o[v*32 +: 32]  = recode_i ? places : '0;
    assign minuses_o[v*32 +: 32] = recode_i ? minus : '0;
  end

  logic [Values-1:0] mask_q, mask, rest;
  always_comb begin
    mask = mask_q;
    if (fresh_i) begin
      mask = '0;
      if (stream_i)
        for (int unsigned v = 0; v < Values; v++) mask[v] = v < 32'(count_i) && values_i[v*32 +: 32] != '0;
    end
  end
  lowest_bit #(.Width(Values)) i_value (.enable_i(stream_i), .bits_i(mask), .index_o(value_o), .rest_o(rest));

  logic [31:0] places_q, places, places_rest;
  logic        begun_q;
  assign places = begun_q && !fresh_i ? places_q : places_o[{value_o, 5'b0} +: 32];
  lowest_bit #(.Width(32)) i_digit (.enable_i(stream_i), .bits_i(places), .index_o(digit_o), .rest_o(places_rest));
  assign none_o  = mask == '0;
  assign minus_o = minuses_o[{value_o, digit_o}];
  assign last_o  = places_rest == '0 && rest == '0;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      begun_q <= 1'b0;
    end else if (done_i) begin
      begun_q <= 1'b0;
    end else if (stream_i) begin
      begun_q  <= !(next_i && places_rest == '0);
      places_q <= next_i ? places_rest : places;
      mask_q   <= next_i && places_rest == '0 ? rest : mask;
    end
  end
endmodule
