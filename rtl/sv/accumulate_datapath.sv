// SPDX-License-Identifier: Apache-2.0
// The accumulate-only datapath: weight SRAM, accumulator SRAM, the lanes, and the sequence of their passes. Spike and
// value words, rows of partial sums and residuals, and both halves of SDSA go through the same adders
// (cores/README.md, "Passes"). A word is taken when busy_q of the core is low; the first pass is in the same cycle.
module accumulate_datapath #(
  parameter int unsigned Slices         = 8,
  parameter int unsigned Lanes          = 64,
  parameter int unsigned NeuronLanes    = 16,
  parameter int unsigned WeightBits     = 8,
  parameter int unsigned KvBits         = 16,
  parameter int unsigned WordChannels   = 64,
  parameter int unsigned Values         = 16,
  parameter int unsigned PipelineCycles = 3,
  parameter bit          SignedDigits   = 1'b1,
  parameter int unsigned Columns        = 32,
  parameter int unsigned Window         = 16,
  parameter int unsigned InputChannels  = 256,
  parameter int unsigned Channels       = 2048,    ///< of all slices of a core
  parameter int unsigned Accumulators   = 40960,
  parameter int unsigned Weights        = 196608,
  parameter int unsigned KvElements     = 16384,
  parameter int unsigned HeadBits       = 256,
  parameter int unsigned Attentions     = 2,
  parameter int unsigned Steps          = 4,
  parameter int unsigned Side           = 8,
  localparam int unsigned SlotBits      = $clog2(Slices),
  localparam int unsigned AttentionBits = Attentions > 1 ? $clog2(Attentions) : 1,
  localparam int unsigned StepBits      = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned SideBits      = $clog2(Side),
  localparam int unsigned SumAddr       = $clog2(Accumulators),
  localparam int unsigned WeightAddr    = $clog2(Weights),
  localparam int unsigned KvAddr        = $clog2(KvElements),
  localparam int unsigned ChannelAddr   = $clog2(Channels),
  localparam int unsigned LaneBits      = $clog2(Lanes)
) (
  input  logic                      clk_i,
  input  logic                      rst_ni,
  input  logic                      cfg_valid_i,
  input  logic [31:0]               cfg_addr_i,
  input  logic [31:0]               cfg_data_i,
  // A word or a job (pass_sequencer).
  input  logic                      start_i,
  input  logic [3:0]                op_i,
  input  logic [SlotBits-1:0]       slot_i,
  input  logic [1:0]                port_i,
  input  logic [1:0]                role_i,      ///< of a word that is stored: Q, K, V
  input  logic [7:0]                row_i,
  input  logic [7:0]                column_i,
  input  logic [2:0]                step_i,
  input  logic                      parity_i,
  input  logic [10:0]               first_i,
  input  logic [7:0]                count_i,
  input  logic [WordChannels-1:0]   bits_i,
  input  logic [Values*32-1:0]      values_i,
  input  logic                      last_job_i,  ///< of its image: what is stored is forgotten behind it
  input  logic [AttentionBits-1:0]  attention_i, ///< of the job or the word, while it runs
  output logic                      busy_o,      ///< in the next cycle, too
  output logic                      job_done_o,
  output logic                      active_o,
  // Where slices are.
  input  logic [Slices*8-1:0]       window_slot_i,
  input  logic [Slices*8-1:0]       local_row_i,
  input  logic [Slices-1:0]         parity_of_slice_i,
  // The neuron unit's port.
  input  logic                      neuron_read_i,
  input  logic [SumAddr-1:0]        neuron_addr_i,
  output logic [NeuronLanes*32-1:0] neuron_sums_o,
  input  logic                      neuron_write_i,
  input  logic [15:0]               neuron_count_i,
  input  logic [NeuronLanes*32-1:0] neuron_bias_i,
  // What happens, for those who compare and count.
  output logic                      sum_written_o,
  output logic [19:0]               sum_addr_o,
  output logic [15:0]               sum_count_o,
  output logic [Lanes*32-1:0]       sum_data_o,
  output logic                      pass_o,
  output logic                      first_group_o,
  output logic                      token_o,
  output logic [3:0]                pass_op_o,
  output logic [SlotBits-1:0]       pass_slot_o,
  output logic [10:0]               width_o,
  output logic [15:0]               added_o
);
  logic                    token_read, last_group;
  logic [7:0]              token_column;
  logic [HeadBits-1:0]     token_bits, v_bits;
  logic [19:0]             sum_addr, weight_addr, kv_addr, write_addr;
  logic [15:0]             channel_addr, lanes, write_count;
  logic [10:0]             source;
  logic [Lanes-1:0]        gate;
  logic [4:0]              digit;
  logic                    minus, write_sum, write_kv, kv_valid, is_job;
  logic [Values*5-1:0]     digits;
  logic [Values-1:0]       minuses, has_digit;
  logic [1:0]              sum_shift;
  logic [Values*32-1:0]    values;
  logic [Lanes*WeightBits-1:0] weights;
  logic [Lanes*10-1:0]     shifts;
  logic [Lanes*32-1:0]     sums, data;
  logic [Lanes*KvBits-1:0] kv, kv_data;

  // A job keeps its position while it runs.
  logic [AttentionBits-1:0] attention_q;
  logic [7:0]               job_row_q;
  logic [2:0]               job_step_q;
  logic                     last_job_q, was_start;
  assign was_start = start_i;

  pass_sequencer #(
    .Slices(Slices), .Lanes(Lanes), .WordChannels(WordChannels), .Values(Values), .PipelineCycles(PipelineCycles),
    .SignedDigits(SignedDigits), .Columns(Columns), .Window(Window), .InputChannels(InputChannels), .HeadBits(HeadBits)
  ) i_sequencer (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i,
    .start_i, .op_i, .slot_i, .port_i, .row_i, .column_i, .step_i, .parity_i, .first_i, .count_i, .bits_i, .values_i,
    .busy_o, .job_done_o, .active_o, .window_slot_i, .local_row_i, .parity_of_slice_i,
    .token_read_o(token_read), .token_column_o(token_column), .token_bits_i(token_bits), .token_bit_o(kv_channel),
    .pass_o, .pass_op_o, .pass_slot_o, .sum_addr_o(sum_addr), .weight_addr_o(weight_addr), .kv_addr_o(kv_addr),
    .channel_addr_o(channel_addr), .lanes_o(lanes), .source_o(source), .gate_o(gate), .digit_o(digit), .minus_o(minus),
    .digits_o(digits), .minuses_o(minuses), .has_digit_o(has_digit), .sum_shift_o(sum_shift), .values_o(values),
    .first_group_o, .last_group_o(last_group), .width_o, .token_o);

  assign is_job = pass_op_o == 4'(spikeloom_pkg::kOpKey) || pass_op_o == 4'(spikeloom_pkg::kOpQuery);

  lane_array #(
    .Lanes(Lanes), .WeightBits(WeightBits), .KvBits(KvBits), .Values(Values), .HeadBits(HeadBits)
  ) i_lanes (
    .clk_i, .rst_ni, .pass_i(pass_o), .op_i(pass_op_o), .sum_addr_i(sum_addr), .kv_addr_i(kv_addr), .lanes_i(lanes),
    .source_i(source), .gate_i(gate), .digit_i(digit), .minus_i(minus), .digits_i(digits), .minuses_i(minuses),
    .has_digit_i(has_digit), .sum_shift_i(sum_shift), .values_i(values), .v_bits_i(v_bits), .kv_valid_i(kv_valid),
    .weights_i(weights), .shifts_i(shifts), .sums_i(sums), .kv_i(kv),
    .write_sum_o(write_sum), .write_kv_o(write_kv), .addr_o(write_addr), .count_o(write_count), .data_o(data),
    .kv_data_o(kv_data), .added_o);

  assign sum_written_o = write_sum;
  assign sum_addr_o    = write_addr;
  assign sum_count_o   = write_count;
  assign sum_data_o    = data;

  // Memories. Ports B of what only the lanes read.
  logic [WeightBits-1:0] unused_weight_b;
  logic [9:0]            unused_shift_b;
  logic [KvBits-1:0]     unused_kv_b;
  logic cfg_weight, cfg_sum, cfg_shift;
  assign cfg_weight = cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableWeight);
  assign cfg_sum    = cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableAccumulator);
  assign cfg_shift  = cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableShift);

  lane_sram #(.Words(Weights), .Width(WeightBits), .LanesA(Lanes), .LanesB(1), .CfgLanes(4)) i_weight_sram (
    .clk_i, .cfg_valid_i(cfg_weight), .cfg_addr_i(cfg_addr_i[WeightAddr-1:0]),
    .cfg_data_i(cfg_data_i[4*WeightBits-1:0]),
    .a_read_i(pass_o && pass_op_o <= 4'(spikeloom_pkg::kOpDepthwiseValues)), .a_raddr_i(weight_addr[WeightAddr-1:0]),
    .a_rdata_o(weights), .a_write_i(1'b0), .a_waddr_i('0), .a_count_i('0), .a_wdata_i('0),
    .b_read_i(1'b0), .b_raddr_i('0), .b_rdata_o(unused_weight_b), .b_write_i(1'b0), .b_waddr_i('0), .b_count_i('0), .b_wdata_i('0));

  lane_sram #(.Words(Channels), .Width(10), .LanesA(Lanes), .LanesB(1)) i_shifts (
    .clk_i, .cfg_valid_i(cfg_shift), .cfg_addr_i(cfg_addr_i[ChannelAddr-1:0]), .cfg_data_i(cfg_data_i[9:0]),
    .a_read_i(pass_o && !is_job), .a_raddr_i(channel_addr[ChannelAddr-1:0]), .a_rdata_o(shifts),
    .a_write_i(1'b0), .a_waddr_i('0), .a_count_i('0), .a_wdata_i('0),
    .b_read_i(1'b0), .b_raddr_i('0), .b_rdata_o(unused_shift_b), .b_write_i(1'b0), .b_waddr_i('0), .b_count_i('0), .b_wdata_i('0));

  // The neuron unit may read what the lanes are about to write.
  logic [NeuronLanes*32-1:0] stored;
  lane_sram #(.Words(Accumulators), .Width(32), .LanesA(Lanes), .LanesB(NeuronLanes)) i_accumulator_sram (
    .clk_i, .cfg_valid_i(cfg_sum), .cfg_addr_i(cfg_addr_i[SumAddr-1:0]), .cfg_data_i,
    .a_read_i(pass_o && pass_op_o != 4'(spikeloom_pkg::kOpKey)), .a_raddr_i(sum_addr[SumAddr-1:0]), .a_rdata_o(sums),
    .a_write_i(write_sum), .a_waddr_i(write_addr[SumAddr-1:0]), .a_count_i(write_count), .a_wdata_i(data),
    .b_read_i(neuron_read_i), .b_raddr_i(neuron_addr_i), .b_rdata_o(stored),
    .b_write_i(neuron_write_i), .b_waddr_i(neuron_addr_i), .b_count_i(neuron_count_i), .b_wdata_i(neuron_bias_i));
  logic [19:0] distance;
  always_comb begin
    neuron_sums_o = stored;
    distance      = 20'(neuron_addr_i) - write_addr;
    if (neuron_read_i && write_sum)
      for (int unsigned i = 0; i < NeuronLanes; i++)
        if (distance + 20'(i) < 20'(write_count))
          neuron_sums_o[i*32 +: 32] = data[{LaneBits'(distance + 20'(i)), 5'b0} +: 32];
  end

  lane_sram #(.Words(KvElements), .Width(KvBits), .LanesA(Lanes), .LanesB(1)) i_kv_sram (
    .clk_i, .cfg_valid_i(1'b0), .cfg_addr_i('0), .cfg_data_i('0),
    .a_read_i(pass_o && is_job), .a_raddr_i(kv_addr[KvAddr-1:0]), .a_rdata_o(kv),
    .a_write_i(write_kv), .a_waddr_i(write_addr[KvAddr-1:0]), .a_count_i(write_count), .a_wdata_i(kv_data),
    .b_read_i(1'b0), .b_raddr_i('0), .b_rdata_o(unused_kv_b), .b_write_i(1'b0), .b_waddr_i('0), .b_count_i('0), .b_wdata_i('0));

  // Spikes of the attention slices.
  logic [AttentionBits-1:0] attention;
  logic [7:0]               job_row;
  logic [2:0]               job_step;
  assign attention = was_start ? attention_i : attention_q;
  assign job_row   = was_start ? row_i : job_row_q;
  assign job_step  = was_start ? step_i : job_step_q;
  logic [$clog2(HeadBits)-1:0] kv_channel;

  attention_store #(
    .Attentions(Attentions), .Steps(Steps), .Side(Side), .HeadBits(HeadBits), .WordChannels(WordChannels)
  ) i_store (
    .clk_i, .rst_ni, .forget_i(job_done_o && (was_start ? last_job_i : last_job_q)), .attention_i(attention),
    .step_i(job_step[StepBits-1:0]), .store_i(start_i && op_i == 4'(spikeloom_pkg::kOpStore)), .role_i,
    .row_i(row_i[SideBits-1:0]), .column_i(column_i[SideBits-1:0]), .first_i, .bits_i,
    .read_i(token_read), .read_query_i(pass_op_o == 4'(spikeloom_pkg::kOpQuery)), .read_row_i(job_row[SideBits-1:0]),
    .read_column_i(token_column[SideBits-1:0]), .bits_o(token_bits), .v_bits_o(v_bits),
    .kv_write_i(pass_o && last_group && pass_op_o == 4'(spikeloom_pkg::kOpKey)), .kv_read_i(pass_o && is_job), .kv_channel_i(kv_channel),
    .kv_valid_o(kv_valid));

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      attention_q <= '0;
      job_row_q   <= '0;
      job_step_q  <= '0;
      last_job_q  <= 1'b0;
    end else if (start_i) begin
      attention_q <= attention_i;
      job_row_q   <= row_i;
      job_step_q  <= step_i;
      last_job_q  <= last_job_i;
    end
  end
endmodule
