// SPDX-License-Identifier: Apache-2.0
// Spikes of Q, K and V as they come, and which rows of K^T V hold something, for the attention slices of a core. Words of
// zeros are not sent: a bit for each token says whether anything came. All is forgotten at the end of an image.
module attention_store #(
  parameter int unsigned Attentions = 2,
  parameter int unsigned Steps      = 4,
  parameter int unsigned Side       = 8,    ///< of the map of K and V
  parameter int unsigned HeadBits   = 256,
  parameter int unsigned WordChannels = 64,
  localparam int unsigned AttentionBits = Attentions > 1 ? $clog2(Attentions) : 1,
  localparam int unsigned StepBits  = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned SideBits  = $clog2(Side),
  localparam int unsigned TokenBits = AttentionBits + StepBits + 2*SideBits
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic                     forget_i,       ///< all of slice attention_i
  input  logic [AttentionBits-1:0] attention_i,
  input  logic [StepBits-1:0]      step_i,
  input  logic                     store_i,        ///< a word
  input  logic [1:0]               role_i,         ///< 0 Q, 1 K, 2 V
  input  logic [SideBits-1:0]      row_i,
  input  logic [SideBits-1:0]      column_i,
  input  logic [10:0]              first_i,        ///< channel of the slice
  input  logic [WordChannels-1:0]  bits_i,
  input  logic                     read_i,         ///< the token of a job
  input  logic                     read_query_i,   ///< Q, else K
  input  logic [SideBits-1:0]      read_row_i,
  input  logic [SideBits-1:0]      read_column_i,
  output logic [HeadBits-1:0]      bits_o,
  output logic [HeadBits-1:0]      v_bits_o,
  input  logic                     kv_write_i,     ///< a row of K^T V is written to its end, ...
  input  logic                     kv_read_i,
  input  logic [$clog2(HeadBits)-1:0] kv_channel_i,
  output logic                     kv_valid_o      ///< ... and whether it was
);
  localparam int unsigned Tokens = 1 << TokenBits;
  localparam int unsigned Rest   = TokenBits - AttentionBits;
  logic [HeadBits-1:0] q_mem [Tokens], k_mem [Tokens], v_mem [Tokens];
  logic [Tokens-1:0]   q_valid_q, k_valid_q, v_valid_q;
  logic [HeadBits-1:0] kv_valid_q [1 << (AttentionBits + StepBits)];

  logic [TokenBits-1:0] at, read_at;
  logic [HeadBits-1:0]  word;
  assign at      = {attention_i, step_i, row_i, column_i};
  assign read_at = {attention_i, step_i, read_row_i, read_column_i};
  always_comb begin
    word = '0;
    if (store_i) word = HeadBits'(bits_i) << first_i;
  end

  always_comb begin
    bits_o     = '0;
    v_bits_o   = '0;
    kv_valid_o = 1'b0;
    if (read_i) begin
      if (read_query_i) bits_o = q_valid_q[read_at] ? q_mem[read_at] : '0;
      else bits_o = k_valid_q[read_at] ? k_mem[read_at] : '0;
      v_bits_o = v_valid_q[read_at] ? v_mem[read_at] : '0;
    end
    if (kv_read_i) kv_valid_o = kv_valid_q[{attention_i, step_i}][kv_channel_i];
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      q_valid_q <= '0;
      k_valid_q <= '0;
      v_valid_q <= '0;
      for (int unsigned i = 0; i < (1 << (AttentionBits + StepBits)); i++) kv_valid_q[i] <= '0;
    end else begin
      if (store_i && role_i == 2'd0) begin
        q_mem[at]     <= word | (q_valid_q[at] ? q_mem[at] : '0);
        q_valid_q[at] <= 1'b1;
      end
      if (store_i && role_i == 2'd1) begin
        k_mem[at]     <= word | (k_valid_q[at] ? k_mem[at] : '0);
        k_valid_q[at] <= 1'b1;
      end
      if (store_i && role_i == 2'd2) begin
        v_mem[at]     <= word | (v_valid_q[at] ? v_mem[at] : '0);
        v_valid_q[at] <= 1'b1;
      end
      if (kv_write_i) kv_valid_q[{attention_i, step_i}][kv_channel_i] <= 1'b1;
      if (forget_i) begin
        q_valid_q[{attention_i, {Rest{1'b0}}} +: 1 << Rest] <= '0;
        k_valid_q[{attention_i, {Rest{1'b0}}} +: 1 << Rest] <= '0;
        v_valid_q[{attention_i, {Rest{1'b0}}} +: 1 << Rest] <= '0;
        for (int unsigned i = 0; i < (1 << StepBits); i++) kv_valid_q[{attention_i, StepBits'(i)}] <= '0;
      end
    end
  end
endmodule
