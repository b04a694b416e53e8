// SPDX-License-Identifier: Apache-2.0
// Rows that the consumers of a slice still take (cores/row_credits.hpp). A row of the slice may be swept when each
// consumer that wants it has a credit, and takes one of each.
module row_credits #(
  parameter int unsigned Consumers = 16,  ///< entries of a slice's destination table
  localparam int unsigned EntryBits = $clog2(Consumers)
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,
  input  logic                 cfg_i,        ///< table: rows [begin, end) that a consumer wants, and its credits
  input  logic [EntryBits-1:0] cfg_entry_i,
  input  logic [31:0]          cfg_data_i,
  input  logic                 credit_i,     ///< a consumer takes more rows
  input  logic [EntryBits-1:0] entry_i,
  input  logic [10:0]          rows_i,
  input  logic [8:0]           row_i,        ///< of the map: the row that is next
  input  logic                 ask_i,        ///< may it be swept?
  output logic                 granted_o,
  input  logic                 take_i        ///< its sweep begins
);
  logic [8:0]              begin_q [Consumers], end_q [Consumers];
  logic [Consumers*16-1:0] credits_q;  // by consumer, signed
  logic [Consumers-1:0]    used_q;

  function automatic logic wants(input logic used, input logic [8:0] number, input logic [8:0] first,
                                 input logic [8:0] past);
    wants = used && number >= first && number < past;
  endfunction
  always_comb begin
    granted_o = 1'b1;
    if (ask_i)
      for (int unsigned e = 0; e < Consumers; e++)
        if (wants(used_q[e], row_i, begin_q[e], end_q[e]) && $signed(credits_q[e*16 +: 16]) <= 0) granted_o = 1'b0;
  end

  always_ff @(posedge clk_i) begin : update
    logic [Consumers*16-1:0] credits;
    if (cfg_i || credit_i || take_i) begin
      credits = credits_q;
      for (int unsigned e = 0; e < Consumers; e++)
        if (take_i && wants(used_q[e], row_i, begin_q[e], end_q[e])) credits[e*16 +: 16] = credits[e*16 +: 16] - 16'd1;
      if (credit_i) credits[{entry_i, 4'b0} +: 16] = credits[{entry_i, 4'b0} +: 16] + 16'(rows_i);
      if (cfg_i) credits[{cfg_entry_i, 4'b0} +: 16] = {2'b0, cfg_data_i[31:18]};
      credits_q <= credits;
    end
    if (cfg_i) begin
      begin_q[cfg_entry_i] <= cfg_data_i[8:0];
      end_q[cfg_entry_i]   <= cfg_data_i[17:9];
    end
    if (!rst_ni) used_q <= '0;
    else if (cfg_i) used_q[cfg_entry_i] <= 1'b1;
  end
endmodule
