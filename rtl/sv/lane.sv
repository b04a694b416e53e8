// SPDX-License-Identifier: Apache-2.0
// One lane: adds a weight, shifted, to a number, or nothing. In one cycle it takes what is added to and what is added, in
// the next its sum is written (lane_array). What `operand` and `shift` are, for each operation, is all that differs.
module lane #(
  parameter int unsigned WeightBits  = 8,
  parameter bit          TakesValues = 1'b1  ///< a value of a word can be for this lane
) (
  input  logic                  clk_i,
  input  logic                  pass_i,
  input  logic [3:0]            op_i,         ///< spikeloom_pkg::kOp*
  input  logic                  active_i,     ///< has a number in this pass
  input  logic                  gate_i,       ///< depth-wise: its channel spikes
  input  logic                  v_bit_i,      ///< channel of V
  input  logic [4:0]            digit_i,      ///< of the word's value
  input  logic                  minus_i,
  input  logic [4:0]            own_digit_i,  ///< of this lane's value (depth-wise)
  input  logic                  own_minus_i,
  input  logic                  has_digit_i,
  input  logic [31:0]           value_i,
  input  logic [1:0]            sum_shift_i,  ///< of a sum: 0 none, 1 output shift, 2 weight shift
  input  logic [WeightBits-1:0] weight_i,
  input  logic [9:0]            shifts_i,     ///< weight shift, output shift
  input  logic [31:0]           sum_i,        ///< accumulator, as it will be
  input  logic [31:0]           kv_i,         ///< element of K^T V, as it will be
  output logic                  adds_o,       ///< something, in this pass
  // Second stage.
  input  logic                  valid_i,
  output logic [31:0]           result_o
);
  logic [31:0] sum_q, operand_q, weight, operand;
  logic [5:0]  shift_q, shift;

  assign weight = 32'($signed(weight_i));
  always_comb begin
    operand = '0;
    shift   = '0;
    adds_o  = 1'b0;
    if (pass_i) begin
      adds_o = active_i;
      unique case (32'(op_i))
        spikeloom_pkg::kOpSpikes, spikeloom_pkg::kOpValues: begin
          operand = minus_i ? -weight : weight;
          shift   = 6'(shifts_i[4:0]) + 6'(digit_i);
        end
        spikeloom_pkg::kOpDepthwiseSpikes: begin
          adds_o = active_i && gate_i;
          if (adds_o) begin
            operand = weight;
            shift   = 6'(shifts_i[4:0]);
          end
        end
        spikeloom_pkg::kOpDepthwiseValues: begin
          adds_o = TakesValues && active_i && has_digit_i;
          if (adds_o) begin
            operand = own_minus_i ? -weight : weight;
            shift   = 6'(shifts_i[4:0]) + 6'(own_digit_i);
          end
        end
        spikeloom_pkg::kOpSum:
          if (TakesValues) begin
            operand = value_i;
            if (sum_shift_i == 2'd1) shift = 6'(shifts_i[9:5]);
            if (sum_shift_i == 2'd2) shift = 6'(shifts_i[4:0]);
          end
        spikeloom_pkg::kOpKey: begin
          operand = 32'(v_bit_i);
          adds_o  = active_i && v_bit_i;
        end
        spikeloom_pkg::kOpQuery: operand = kv_i;
        default: ;
      endcase
    end
  end

  always_ff @(posedge clk_i) begin
    if (pass_i) begin
      sum_q     <= op_i == 4'(spikeloom_pkg::kOpKey) ? kv_i : sum_i;
      operand_q <= operand;
      shift_q   <= shift;
    end
  end
  assign result_o = valid_i ? sum_q + (operand_q << shift_q) : '0;
endmodule
