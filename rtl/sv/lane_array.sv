// SPDX-License-Identifier: Apache-2.0
// The lanes: each adds a weight, shifted, to an accumulator, or nothing. Two stages: operands and accumulators are read,
// then added and written. A pass that reads what the pass before it is about to write takes the sum from there.
module lane_array #(
  parameter int unsigned Lanes      = 64,   ///< a power of two
  parameter int unsigned WeightBits = 8,
  parameter int unsigned KvBits     = 16,   ///< of an element of K^T V
  parameter int unsigned Values     = 16,   ///< of a word, a power of two
  parameter int unsigned HeadBits   = 256,  ///< channels of an attention slice
  localparam int unsigned LaneBits   = Lanes > 1 ? $clog2(Lanes) : 1,
  localparam int unsigned ValueIndex = $clog2(Values),
  localparam int unsigned DigitIndex = ValueIndex + 3
) (
  input  logic                        clk_i,
  input  logic                        rst_ni,
  // The pass (pass_sequencer).
  input  logic                        pass_i,
  input  logic [3:0]                  op_i,
  input  logic [19:0]                 sum_addr_i,
  input  logic [19:0]                 kv_addr_i,
  input  logic [15:0]                 lanes_i,
  input  logic [10:0]                 source_i,
  input  logic [Lanes-1:0]            gate_i,
  input  logic [4:0]                  digit_i,
  input  logic                        minus_i,
  input  logic [Values*5-1:0]         digits_i,
  input  logic [Values-1:0]           minuses_i,
  input  logic [Values-1:0]           has_digit_i,
  input  logic [1:0]                  sum_shift_i,
  input  logic [Values*32-1:0]        values_i,
  input  logic [HeadBits-1:0]         v_bits_i,      ///< of the token
  input  logic                        kv_valid_i,    ///< the row of K^T V was written for this image
  // What the memories hold there.
  input  logic [Lanes*WeightBits-1:0] weights_i,
  input  logic [Lanes*10-1:0]         shifts_i,      ///< of the channels: weight shift, output shift
  input  logic [Lanes*32-1:0]         sums_i,
  input  logic [Lanes*KvBits-1:0]     kv_i,
  // Second stage: writes.
  output logic                        write_sum_o,
  output logic                        write_kv_o,
  output logic [19:0]                 addr_o,
  output logic [15:0]                 count_o,
  output logic [Lanes*32-1:0]         data_o,
  output logic [Lanes*KvBits-1:0]     kv_data_o,
  output logic [15:0]                 added_o        ///< lanes of this pass that add something
);
  logic        valid_q, to_kv_q, is_key, is_job;
  logic [19:0] addr_q;
  logic [15:0] count_q;
  assign is_key      = op_i == 4'(spikeloom_pkg::kOpKey);
  assign is_job      = is_key || op_i == 4'(spikeloom_pkg::kOpQuery);
  assign write_sum_o = valid_q && !to_kv_q;
  assign write_kv_o  = valid_q && to_kv_q;
  assign addr_o      = addr_q;
  assign count_o     = count_q;

  // What is about to be written, for those lanes of this pass whose numbers it is.
  logic                same_kv, near;
  logic [19:0]         distance;
  logic [Lanes-1:0]    forwards;
  logic [Lanes*32-1:0] forwarded;
  assign same_kv  = valid_q && to_kv_q && addr_q == kv_addr_i;
  assign distance = sum_addr_i - addr_q;
  assign near     = pass_i && valid_q && !to_kv_q && !is_key && (distance < 20'(Lanes) || -distance < 20'(Lanes));
  lane_rotator #(.Lanes(Lanes), .Width(32)) i_forward (
    .enable_i(near), .amount_i(distance[LaneBits-1:0]), .group_i(data_o), .group_o(forwarded));

  logic [HeadBits-1:0] v_window;
  assign v_window = pass_i && is_key ? v_bits_i >> source_i[$clog2(HeadBits)-1:0] : '0;

  logic [Lanes-1:0] adds;
  for (genvar i = 0; i < Lanes; i++) begin : gen_lanes
    // A word of more values than lanes comes in several groups.
    localparam int unsigned Chunk = Lanes < Values ? Lanes : Values;
    logic [ValueIndex-1:0] value;
    logic [31:0]           kv;
    assign value       = (ValueIndex'(source_i) & ~ValueIndex'(Chunk - 1)) | ValueIndex'(i);
    assign forwards[i] = near && 20'(i) + distance < 20'(count_q);
    assign kv          = !(pass_i && is_job && kv_valid_i) ? '0
                         : same_kv ? data_o[i*32 +: 32] : 32'(kv_i[i*KvBits +: KvBits]);
    lane #(.WeightBits(WeightBits), .TakesValues(i < Values)) i_lane (
      .clk_i, .pass_i, .op_i, .active_i(16'(i) < lanes_i), .gate_i(gate_i[i]),
      .v_bit_i(i < HeadBits && v_window[i % HeadBits]), .digit_i, .minus_i, .own_digit_i(digits_i[DigitIndex'({value, 2'b0}) + DigitIndex'(value) +: 5]),
      .own_minus_i(minuses_i[value]), .has_digit_i(has_digit_i[value]), .value_i(values_i[{value, 5'b0} +: 32]),
      .sum_shift_i, .weight_i(weights_i[i*WeightBits +: WeightBits]), .shifts_i(shifts_i[i*10 +: 10]),
      .sum_i(forwards[i] ? forwarded[i*32 +: 32] : sums_i[i*32 +: 32]), .kv_i(kv), .adds_o(adds[i]),
      .valid_i(valid_q), .result_o(data_o[i*32 +: 32]));
    assign kv_data_o[i*KvBits +: KvBits] = write_kv_o ? data_o[i*32 +: KvBits] : '0;
  end

  always_comb begin
    added_o = '0;
    if (pass_i)
      for (int unsigned i = 0; i < Lanes; i++) added_o = added_o + 16'(adds[i]);
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      valid_q <= 1'b0;
      to_kv_q <= 1'b0;
      addr_q  <= '0;
      count_q <= '0;
    end else begin
      valid_q <= pass_i;
      if (pass_i) begin
        to_kv_q <= is_key;
        addr_q  <= is_key ? kv_addr_i : sum_addr_i;
        count_q <= lanes_i;
      end
    end
  end
endmodule
