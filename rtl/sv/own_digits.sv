// SPDX-License-Identifier: Apache-2.0
// Depth-wise values: each lane takes the digits of its own value, all lanes their lowest digit first. As many passes as
// the value with most digits has.
module own_digits #(
  parameter int unsigned Values = 16
) (
  input  logic                 clk_i,
  input  logic                 enable_i,    ///< such a word is under way; else all outputs are 0
  input  logic                 fresh_i,     ///< it begins
  input  logic [7:0]           count_i,
  input  logic [Values*32-1:0] places_i,    ///< value_digits
  input  logic [Values*32-1:0] minuses_i,
  output logic                 none_o,      ///< nothing but zeros
  output logic                 last_o,      ///< no digit behind this one
  output logic [Values*5-1:0]  digits_o,
  output logic [Values-1:0]    minuses_o,
  output logic [Values-1:0]    has_digit_o
);
  logic [5:0] most, n;
  always_comb begin
    most = '0;
    n    = '0;
    if (enable_i)
      for (int unsigned v = 0; v < Values; v++) begin
        n = '0;
        for (int unsigned i = 0; i < 32; i++) n = n + 6'(places_i[v*32 + i]);
        if (v < 32'(count_i) && n > most) most = n;
      end
  end

  logic [5:0]           number_q, number;
  logic [Values*32-1:0] places_q, places, rest;
  assign number = fresh_i ? '0 : number_q;
  assign places = number == '0 ? places_i : places_q;
  assign none_o = most == '0;
  assign last_o = number + 6'd1 >= most;
  logic [31:0] mine, lowest;
  always_comb begin
    mine        = '0;
    lowest      = '0;
    rest        = '0;
    digits_o    = '0;
    minuses_o   = '0;
    has_digit_o = '0;
    if (enable_i)
      for (int unsigned v = 0; v < Values; v++) begin
        mine   = places[v*32 +: 32];
        lowest = mine & (-mine);
        rest[v*32 +: 32] = mine ^ lowest;
        has_digit_o[v] = mine != '0;
        minuses_o[v]   = (minuses_i[v*32 +: 32] & lowest) != '0;
        for (int unsigned i = 0; i < 32; i++)
          if (lowest[i]) digits_o[v*5 +: 5] = 5'(i);
      end
  end

  always_ff @(posedge clk_i)
    if (enable_i) begin
      number_q <= last_o ? '0 : number + 6'd1;
      places_q <= rest;
    end
endmodule
