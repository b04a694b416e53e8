// SPDX-License-Identifier: Apache-2.0
// Turns a word, or a job of the attention unit, into passes: one a cycle, each a group of consecutive numbers that the
// lanes add to. The first pass is issued in the cycle in which the word starts. cores/README.md has the number of passes;
// their order is: set bits or values and digits, kernel rows, kernel columns, groups of lanes, digits of own values.
//
// After a pause the pipeline fills: PipelineCycles more, here behind the last pass.
module pass_sequencer #(
  parameter int unsigned Slices         = 8,
  parameter int unsigned Lanes          = 64,
  parameter int unsigned WordChannels   = 64,   ///< of a spike word
  parameter int unsigned Values         = 16,   ///< of a value word
  parameter int unsigned PipelineCycles = 3,
  parameter bit          SignedDigits   = 1'b1,
  parameter int unsigned Columns        = 32,   ///< of a slice
  parameter int unsigned Window         = 16,   ///< rows
  parameter int unsigned InputChannels  = 256,  ///< of a slice
  parameter int unsigned HeadBits       = 256,  ///< channels of an attention slice
  localparam int unsigned SlotBits = $clog2(Slices),
  localparam int unsigned BitIndex = $clog2(WordChannels)
) (
  input  logic                    clk_i,
  input  logic                    rst_ni,
  input  logic                    cfg_valid_i,
  input  logic [31:0]             cfg_addr_i,
  input  logic [31:0]             cfg_data_i,
  // A word or a job: taken in this cycle if busy_o is low.
  input  logic                    start_i,
  input  logic [3:0]              op_i,         ///< spikeloom_pkg::kOp*
  input  logic [SlotBits-1:0]     slot_i,
  input  logic [1:0]              port_i,
  input  logic [7:0]              row_i,        ///< of the map; of a job its row of K and V, or of the slice's map
  input  logic [7:0]              column_i,
  input  logic [2:0]              step_i,
  input  logic                    parity_i,     ///< of the image
  input  logic [10:0]             first_i,      ///< channel, from the first that the slice has (convolution: weights for)
  input  logic [7:0]              count_i,
  input  logic [WordChannels-1:0] bits_i,
  input  logic [Values*32-1:0]    values_i,
  output logic                    busy_o,       ///< still so in the next cycle
  output logic                    job_done_o,   ///< in the last cycle of a job
  output logic                    active_o,     ///< busy, or was in the last cycle
  // Where its slice is.
  input  logic [Slices*8-1:0]     window_slot_i,
  input  logic [Slices*8-1:0]     local_row_i,
  input  logic [Slices-1:0]       parity_of_slice_i,
  // Spikes of the attention slices: of the token at (row, column), and V or the job's own.
  output logic                    token_read_o,
  output logic [7:0]              token_column_o,
  input  logic [HeadBits-1:0]     token_bits_i,  ///< of K or Q
  output logic [$clog2(HeadBits)-1:0] token_bit_o, ///< channel of the pass: a row of K^T V
  // The pass of this cycle.
  output logic                    pass_o,
  output logic [3:0]              pass_op_o,
  output logic [SlotBits-1:0]     pass_slot_o,
  output logic [19:0]             sum_addr_o,    ///< accumulators
  output logic [19:0]             weight_addr_o,
  output logic [19:0]             kv_addr_o,
  output logic [15:0]             channel_addr_o,///< shifts
  output logic [15:0]             lanes_o,       ///< that have a number
  output logic [10:0]             source_o,      ///< first bit or value of the word, or channel of V, for lane 0
  output logic [Lanes-1:0]        gate_o,        ///< lanes that add
  output logic [4:0]              digit_o,       ///< shift by the digit of the word's value
  output logic                    minus_o,
  output logic [Values*5-1:0]     digits_o,      ///< the same for each value (depth-wise)
  output logic [Values-1:0]       minuses_o,
  output logic [Values-1:0]       has_digit_o,
  output logic [1:0]              sum_shift_o,   ///< of a sum: 0 none, 1 output shift, 2 weight shift
  output logic [Values*32-1:0]    values_o,
  output logic                    last_group_o,  ///< of the lanes: the row of numbers ends with this pass
  output logic                    first_group_o, ///< of lanes: what is counted by rows of numbers is counted here
  output logic [10:0]             width_o,       ///< numbers of all groups together
  output logic                    token_o        ///< a token of a job begins
);
  // The word under way, and how far it is.
  logic                    busy_q, was_busy_q;
  logic [4:0]              drain_q;
  logic                    draining_q, refill_q;
  logic [3:0]              op_q;
  logic [SlotBits-1:0]     slot_q;
  logic [1:0]              port_q;
  logic [7:0]              row_q, column_q, count_q;
  logic [2:0]              step_q;
  logic                    parity_q;
  logic [10:0]             first_q;
  logic [WordChannels-1:0] bits_q;
  logic [Values*32-1:0]    values_q;
  logic [3:0]              ty_q, tx_q;
  logic [10:0]             group_q;
  logic [7:0]              token_q;
  logic [HeadBits-1:0]     token_bits_q;
  logic                    token_begun_q;

  // Of this cycle: the word that starts, or the one under way.
  logic                    run, fresh;
  logic [3:0]              op;
  logic [SlotBits-1:0]     slot;
  logic [7:0]              row, column, count;
  logic [2:0]              step;
  logic                    parity;
  logic [10:0]             first;
  logic [1:0]              port;
  assign fresh  = start_i && !busy_q;
  assign run    = fresh || (busy_q && !draining_q);
  assign op     = fresh ? op_i : op_q;
  assign slot   = fresh ? slot_i : slot_q;
  assign port   = fresh ? port_i : port_q;
  assign row    = fresh ? row_i : row_q;
  assign column = fresh ? column_i : column_q;
  assign step   = fresh ? step_i : step_q;
  assign parity = fresh ? parity_i : parity_q;
  assign first  = fresh ? first_i : first_q;
  assign count  = fresh ? count_i : count_q;

  logic is_job, is_depthwise, is_kernel, is_values, uses_lanes;
  assign is_job       = op == 4'(spikeloom_pkg::kOpKey) || op == 4'(spikeloom_pkg::kOpQuery);
  assign is_depthwise = op == 4'(spikeloom_pkg::kOpDepthwiseSpikes) || op == 4'(spikeloom_pkg::kOpDepthwiseValues);
  assign is_kernel    = is_depthwise || op == 4'(spikeloom_pkg::kOpSpikes) || op == 4'(spikeloom_pkg::kOpValues);
  assign is_values    = op == 4'(spikeloom_pkg::kOpValues) || op == 4'(spikeloom_pkg::kOpDepthwiseValues);
  assign uses_lanes   = op != 4'(spikeloom_pkg::kOpIdle);

  // Set bits, values and digits. ---------------------------------------------------------------------------------
  logic [WordChannels-1:0] bits, bits_rest;
  logic [BitIndex-1:0]     bit_index;
  assign bits = fresh ? bits_i : bits_q;
  lowest_bit #(.Width(WordChannels)) i_bit (
    .enable_i(run && op == 4'(spikeloom_pkg::kOpSpikes)), .bits_i(bits), .index_o(bit_index), .rest_o(bits_rest));

  logic [Values*32-1:0]      values, places, minuses;
  logic [$clog2(Values)-1:0] value_index;
  logic [4:0]                digit_index;
  logic                      no_values, value_minus, last_value, no_own_digits, last_own_digit, inner_done, done;
  assign values   = fresh ? values_i : values_q;
  assign values_o = values;
  value_digits #(.Values(Values), .SignedDigits(SignedDigits)) i_values (
    .clk_i, .rst_ni, .recode_i(run && is_values), .stream_i(run && op == 4'(spikeloom_pkg::kOpValues)), .fresh_i(fresh),
    .count_i(count), .values_i(values), .next_i(inner_done), .done_i(done), .places_o(places), .minuses_o(minuses),
    .none_o(no_values), .value_o(value_index), .digit_o(digit_index), .minus_o(value_minus), .last_o(last_value));
  own_digits #(.Values(Values)) i_own_digits (
    .clk_i, .enable_i(run && op == 4'(spikeloom_pkg::kOpDepthwiseValues)), .fresh_i(fresh), .count_i(count),
    .places_i(places), .minuses_i(minuses), .none_o(no_own_digits), .last_o(last_own_digit), .digits_o, .minuses_o,
    .has_digit_o);

  // Tokens of a job. ---------------------------------------------------------------------------------------------
  localparam int unsigned HeadIndex = $clog2(HeadBits);
  logic [7:0]           token;
  logic [HeadBits-1:0]  token_bits, token_rest;
  logic [HeadIndex-1:0] token_bit;
  assign token_bit_o    = token_bit;
  assign token          = fresh ? '0 : token_q;
  assign token_column_o = token;
  assign token_read_o   = run && is_job;
  assign token_o        = run && is_job && (fresh || !token_begun_q);
  assign token_bits     = token_o ? token_bits_i : token_bits_q;
  lowest_bit #(.Width(HeadBits)) i_token (
    .enable_i(run && is_job), .bits_i(token_bits), .index_o(token_bit), .rest_o(token_rest));

  // Addresses. ---------------------------------------------------------------------------------------------------
  logic [3:0]  ty, tx;
  logic [10:0] group, width;
  assign ty    = fresh ? '0 : ty_q;
  assign tx    = fresh ? '0 : tx_q;
  assign group = fresh ? '0 : group_q;
  assign width_o = width;

  logic [3:0]  x_count, y_count;
  logic [7:0]  map_width;
  logic [10:0] channel, head;
  assign channel = is_job ? 11'(token_bit) : op == 4'(spikeloom_pkg::kOpSpikes) ? 11'(bit_index) : 11'(value_index);
  pass_address #(.Slices(Slices), .Columns(Columns), .Window(Window), .InputChannels(InputChannels)) i_address (
    .clk_i, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .run_i(run), .op_i(op), .slot_i(slot), .port_i(port), .row_i(row),
    .column_i(column), .step_i(step), .parity_i(parity), .first_i(first), .count_i(count), .ty_i(ty), .tx_i(tx),
    .group_i(group), .channel_i(channel), .token_i(token), .window_slot_i(window_slot_i[{slot, 3'b0} +: 8]),
    .local_row_i(local_row_i[{slot, 3'b0} +: 8]), .slice_parity_i(parity_of_slice_i[slot]), .y_count_o(y_count),
    .x_count_o(x_count), .map_width_o(map_width), .width_o(width), .sum_shift_o, .sum_addr_o, .weight_addr_o,
    .kv_addr_o, .channel_addr_o, .head_o(head));

  // The pass, and what comes next. -------------------------------------------------------------------------------
  logic nothing, last_digit, last_group, last_x, last_y, last_outer, last_token;
  assign last_digit = op != 4'(spikeloom_pkg::kOpDepthwiseValues) || last_own_digit;
  assign last_group = 12'(group) + 12'(Lanes) >= 12'(width);
  assign last_x     = !is_kernel || tx + 4'd1 >= x_count;
  assign last_y     = !is_kernel || ty + 4'd1 >= y_count;
  assign inner_done = last_digit && last_group && last_x && last_y;
  always_comb begin
    nothing    = 1'b0;
    last_outer = 1'b1;
    unique case (32'(op))
      spikeloom_pkg::kOpSpikes: begin
        nothing    = x_count == '0 || y_count == '0 || bits == '0;
        last_outer = bits_rest == '0;
      end
      spikeloom_pkg::kOpValues: begin
        nothing    = x_count == '0 || y_count == '0 || no_values;
        last_outer = last_value;
      end
      spikeloom_pkg::kOpDepthwiseSpikes: nothing = x_count == '0 || y_count == '0;
      spikeloom_pkg::kOpDepthwiseValues: nothing = x_count == '0 || y_count == '0 || no_own_digits;
      spikeloom_pkg::kOpSum: nothing = 1'b0;
      spikeloom_pkg::kOpKey, spikeloom_pkg::kOpQuery: begin
        nothing    = token_bits == '0;
        last_outer = token_rest == '0;
      end
      default: nothing = 1'b1;
    endcase
  end
  assign last_token = !is_job || token + 8'd1 >= map_width;
  assign done = run && (nothing || (inner_done && last_outer)) && last_token;

  assign pass_o        = run && !nothing;
  assign pass_op_o     = op;
  assign pass_slot_o   = slot;
  assign digit_o       = op == 4'(spikeloom_pkg::kOpValues) ? digit_index : '0;
  assign minus_o       = op == 4'(spikeloom_pkg::kOpValues) && value_minus;
  assign first_group_o = group == '0;
  assign last_group_o  = last_group;
  assign lanes_o       = last_group ? 16'(width) - 16'(group) : 16'(Lanes);
  assign source_o      = is_job ? head + group : group;
  always_comb begin
    gate_o = '1;
    if (run && op == 4'(spikeloom_pkg::kOpDepthwiseSpikes)) gate_o = Lanes'(bits >> group);
  end
  logic refill, fills;
  assign refill      = fresh ? uses_lanes && !was_busy_q : refill_q;
  assign fills       = refill && PipelineCycles != 0;
  assign busy_o      = draining_q ? drain_q != 5'd1 : run && (!done || fills);
  assign active_o    = busy_q || was_busy_q;
  assign job_done_o  = (draining_q ? drain_q == 5'd1 : done && !fills) && is_job;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      busy_q        <= 1'b0;
      was_busy_q    <= 1'b0;
      draining_q    <= 1'b0;
      drain_q       <= '0;
      refill_q      <= 1'b0;
      token_begun_q <= 1'b0;
      op_q          <= 4'(spikeloom_pkg::kOpIdle);
    end else begin
      was_busy_q <= fresh || busy_q;
      busy_q     <= busy_o;
      if (draining_q) begin
        drain_q    <= drain_q - 5'd1;
        draining_q <= drain_q != 5'd1;
      end
      if (run) begin
        op_q     <= op;
        slot_q   <= slot;
        port_q   <= port;
        row_q    <= row;
        column_q <= column;
        step_q   <= step;
        parity_q <= parity;
        first_q  <= first;
        count_q  <= count;
        refill_q <= refill;
        if (fresh) begin
          bits_q       <= bits_i;
          values_q     <= values_i;
        end
        if (done) begin
          draining_q    <= fills;
          drain_q       <= 5'(PipelineCycles);
          token_begun_q <= 1'b0;
        end else begin
          // The innermost loop that is not done goes on, those within begin again.
          group_q <= !last_digit ? group : last_group ? '0 : group + 11'(Lanes);
          tx_q    <= !(last_digit && last_group) ? tx : last_x ? '0 : tx + 4'd1;
          ty_q    <= !(last_digit && last_group && last_x) ? ty : last_y ? '0 : ty + 4'd1;
          if (op == 4'(spikeloom_pkg::kOpSpikes) && inner_done) bits_q <= bits_rest;
          if (is_job) begin
            token_bits_q  <= inner_done ? token_rest : token_bits;
            token_begun_q <= 1'b1;
            if (nothing || (inner_done && last_outer)) begin
              token_q       <= token + 8'd1;
              token_begun_q <= 1'b0;
              group_q       <= '0;
            end else begin
              token_q <= token;
            end
          end
        end
      end
    end
  end
endmodule
