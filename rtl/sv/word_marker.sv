// SPDX-License-Identifier: Apache-2.0
// Which words of a column a neuron makes non-empty: those of its channel, of the kind (spikes or values) that it has.
// Combinational.
module word_marker #(
  parameter int unsigned Words = 64  ///< of a column
) (
  input  logic                enable_i,   ///< else none
  input  logic                spikes_i,
  input  logic                value_i,    ///< has a value that is not 0
  input  logic [15:0]         channel_i,
  input  logic [7:0]          count_i,    ///< words that the column has
  input  logic [Words*20-1:0] ranges_i,   ///< by word: carries values, how many channels (8 bits), first channel (11 bits)
  output logic [Words-1:0]    hits_o
);
  always_comb begin
    hits_o = '0;
    if (enable_i)
      for (int unsigned w = 0; w < Words; w++)
        if (8'(w) < count_i)
          hits_o[w] = (ranges_i[w*20+19] ? value_i : spikes_i) && channel_i >= 16'(ranges_i[w*20 +: 11]) &&
                      channel_i < 16'(ranges_i[w*20 +: 11]) + 16'(ranges_i[w*20+11 +: 8]);
  end
endmodule
