// SPDX-License-Identifier: Apache-2.0
// The lanes: each adds a weight, shifted, to an accumulator, or nothing. Two stages: operands and accumulators are read,
// then added and written. A pass that reads what the pass before it is about to write takes the sum from there.
module lane_array #(
  parameter int unsigned Lanes      = 64,
  parameter int unsigned WeightBits = 8,
  parameter int unsigned KvBits     = 16,   ///< of an element of K^T V
  parameter int unsigned Values     = 16,
  parameter int unsigned HeadBits   = 256,  ///< channels of an attention slice
  localparam int unsigned ValueIndex = $clog2(Values)
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
  logic               valid_q, to_kv_q;
  logic [19:0]        addr_q;
  logic [15:0]        count_q;
  logic [Lanes*32-1:0] sums_q, operands_q;
  logic [Lanes*6-1:0]  shifts_q;
  logic [Lanes*32-1:0] result;

  // Stage two.
  always_comb begin
    result = '0;
    if (valid_q)
      for (int unsigned i = 0; i < Lanes; i++)
        result[i*32 +: 32] = sums_q[i*32 +: 32] + (operands_q[i*32 +: 32] << shifts_q[i*6 +: 6]);
  end
  assign write_sum_o = valid_q && !to_kv_q;
  assign write_kv_o  = valid_q && to_kv_q;
  assign addr_o      = addr_q;
  assign count_o     = count_q;
  assign data_o      = result;
  always_comb begin
    kv_data_o = '0;
    if (write_kv_o)
      for (int unsigned i = 0; i < Lanes; i++) kv_data_o[i*KvBits +: KvBits] = result[i*32 +: KvBits];
  end

  // Stage one: what is added to, ...
  logic is_key, is_query;
  logic [Lanes*32-1:0] kv, old;
  logic [19:0] distance;
  assign is_key   = op_i == 4'(spikeloom_pkg::kOpKey);
  assign is_query = op_i == 4'(spikeloom_pkg::kOpQuery);
  always_comb begin
    kv = '0;
    if (pass_i && (is_key || is_query) && kv_valid_i)
      for (int unsigned i = 0; i < Lanes; i++)
        kv[i*32 +: 32] = valid_q && to_kv_q && addr_q == kv_addr_i ? result[i*32 +: 32]
                                                                   : 32'(kv_i[i*KvBits +: KvBits]);
  end
  always_comb begin
    old      = '0;
    distance = '0;
    if (pass_i) begin
      old      = is_key ? kv : sums_i;
      distance = sum_addr_i - addr_q;
      if (valid_q && !to_kv_q && !is_key) begin
        if (distance == '0) begin
          for (int unsigned i = 0; i < Lanes; i++)
            if (i < 32'(count_q)) old[i*32 +: 32] = result[i*32 +: 32];
        end else if (distance < 20'(Lanes) || -distance < 20'(Lanes)) begin
          for (int unsigned i = 0; i < Lanes; i++)
            if (20'(i) + distance < 20'(count_q)) old[i*32 +: 32] = result[32'($clog2(Lanes)'(20'(i) + distance))*32 +: 32];
        end
      end
    end
  end

  // ... and what is added.
  logic [Lanes*32-1:0] operands;
  logic [Lanes*6-1:0]  shifts;
  always_comb begin
    operands = '0;
    shifts   = '0;
    added_o  = '0;
    if (pass_i) begin
      added_o = lanes_i;
      unique case (32'(op_i))
        spikeloom_pkg::kOpSpikes, spikeloom_pkg::kOpValues:
          for (int unsigned i = 0; i < Lanes; i++) begin
            operands[i*32 +: 32] = 32'($signed(weights_i[i*WeightBits +: WeightBits]));
            if (minus_i) operands[i*32 +: 32] = -operands[i*32 +: 32];
            shifts[i*6 +: 6] = 6'(shifts_i[i*10 +: 5]) + 6'(digit_i);
          end
        spikeloom_pkg::kOpDepthwiseSpikes: begin
          added_o = '0;
          for (int unsigned i = 0; i < Lanes; i++)
            if (gate_i[i] && i < 32'(lanes_i)) begin
              operands[i*32 +: 32] = 32'($signed(weights_i[i*WeightBits +: WeightBits]));
              shifts[i*6 +: 6]     = 6'(shifts_i[i*10 +: 5]);
              added_o = added_o + 16'd1;
            end
        end
        spikeloom_pkg::kOpDepthwiseValues: begin
          added_o = '0;
          for (int unsigned i = 0; i < Lanes; i++)
            if (i < Values && i < 32'(lanes_i)) begin
              logic [ValueIndex-1:0] v;
              v = ValueIndex'(source_i) + ValueIndex'(i);
              if (has_digit_i[v]) begin
                operands[i*32 +: 32] = 32'($signed(weights_i[i*WeightBits +: WeightBits]));
                if (minuses_i[v]) operands[i*32 +: 32] = -operands[i*32 +: 32];
                shifts[i*6 +: 6] = 6'(shifts_i[i*10 +: 5]) + 6'(digits_i[7'({v, 2'b0}) + 7'(v) +: 5]);
                added_o = added_o + 16'd1;
              end
            end
        end
        spikeloom_pkg::kOpSum:
          for (int unsigned i = 0; i < Lanes; i++)
            if (i < Values) begin
              logic [ValueIndex-1:0] v;
              v = ValueIndex'(source_i) + ValueIndex'(i);
              operands[i*32 +: 32] = values_i[{v, 5'b0} +: 32];
              if (sum_shift_i == 2'd1) shifts[i*6 +: 6] = 6'(shifts_i[i*10+5 +: 5]);
              if (sum_shift_i == 2'd2) shifts[i*6 +: 6] = 6'(shifts_i[i*10 +: 5]);
            end
        spikeloom_pkg::kOpKey: begin
          added_o = '0;
          for (int unsigned i = 0; i < Lanes; i++) begin
            operands[i*32 +: 32] = 32'(v_bits_i[$clog2(HeadBits)'(source_i) + $clog2(HeadBits)'(i)]);
            if (i < 32'(lanes_i)) added_o = added_o + 16'(operands[i*32]);
          end
        end
        spikeloom_pkg::kOpQuery: operands = kv;
        default: ;
      endcase
    end
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
        to_kv_q    <= is_key;
        addr_q     <= is_key ? kv_addr_i : sum_addr_i;
        count_q    <= lanes_i;
        sums_q     <= old;
        operands_q <= operands;
        shifts_q   <= shifts;
      end
    end
  end
endmodule
