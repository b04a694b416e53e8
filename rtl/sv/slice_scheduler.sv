// SPDX-License-Identifier: Apache-2.0
// Where each slice of the core is, and what may be done next: a sweep of the neuron unit, a job of the attention unit.
// It knows which input rows have ended, which rows consumers take, and the row and step each slice finishes next
// (cores/slice_state.hpp, row_credits.hpp, attention_unit.hpp).
module slice_scheduler #(
  parameter int unsigned Slices     = 8,
  parameter int unsigned Rows       = 32,
  parameter int unsigned Steps      = 4,
  parameter int unsigned Consumers  = 16,  ///< entries of a slice's destination table
  parameter int unsigned Attentions = 2,
  localparam int unsigned SlotBits = $clog2(Slices),
  localparam int unsigned StepBits = Steps > 1 ? $clog2(Steps) : 1,
  localparam int unsigned EntryBits = $clog2(Consumers),
  localparam int unsigned AttentionBits = Attentions > 1 ? $clog2(Attentions) : 1,
  localparam int unsigned RowBits  = $clog2(Rows)
) (
  input  logic                clk_i,
  input  logic                rst_ni,
  input  logic                cfg_valid_i,
  input  logic [31:0]         cfg_addr_i,
  input  logic [31:0]         cfg_data_i,
  // Tokens, as the datapath takes them; what they say holds from the next cycle on.
  input  logic                row_end_i,
  input  logic                credit_i,
  input  logic [SlotBits-1:0] slot_i,
  input  logic [1:0]          port_i,
  input  logic [7:0]          row_i,
  input  logic [2:0]          step_i,
  input  logic                parity_i,
  input  logic [15:0]         entry_i,
  input  logic [10:0]         rows_i,
  // Sweeps.
  output logic                ready_o,       ///< a slice's row may be swept
  output logic [SlotBits-1:0] next_slot_o,
  input  logic                sweep_i,       ///< its sweep begins
  input  logic                swept_i,       ///< in the last cycle of a sweep, of slice swept_slot_i
  input  logic [SlotBits-1:0] swept_slot_i,
  output logic                row_done_o,    ///< the sweep that ends is the last of its row
  output logic [7:0]          row_done_row_o,///< counted within the slice
  output logic [2:0]          step_o,        ///< of next_slot_o: step, ...
  output logic [7:0]          local_row_o,   ///< ... row and image parity
  output logic                parity_o,
  output logic [7:0]          window_slot_o,
  output logic [Slices*8-1:0] window_slots_o,
  output logic [Slices*8-1:0] local_rows_o,
  output logic [Slices-1:0]   parities_o,
  // Jobs.
  input  logic                look_for_job_i,
  output logic                job_o,
  output logic                job_is_query_o,
  output logic [SlotBits-1:0] job_slot_o,
  output logic [AttentionBits-1:0] job_attention_o,
  output logic [7:0]          job_row_o,     ///< of the map
  output logic [2:0]          job_step_o,
  output logic                job_parity_o,
  output logic                job_is_last_o, ///< of its image
  input  logic                job_begins_i,
  input  logic                job_done_i,
  output logic                changed_o      ///< something is to be looked at in the next cycle
);
  logic [31:0] field_q [Slices*32];
  logic [31:0] port_q [Slices*16];
  logic [8:0]  consumer_begin_q [Slices*Consumers], consumer_end_q [Slices*Consumers];
  logic signed [15:0] credit_q [Slices*Consumers];
  // Which of them were written.
  logic [Slices-1:0]           used_q;
  logic [Slices*4-1:0]         port_used_q;
  logic [Slices*Consumers-1:0] consumer_used_q;

  logic [7:0]        local_row_q [Slices], window_slot_q [Slices];
  logic [2:0]        step_q [Slices];
  logic [1:0]        pass_q [Slices];  // images, modulo four
  logic [Slices-1:0] ready_q, dirty_q, ready;
  logic [SlotBits-1:0] swept_q;        // the slice that was swept last

  localparam int unsigned Port2 = 2 * Rows;
  logic [Slices*4*(1<<StepBits)*Port2-1:0] ended;
  row_progress #(.Slices(Slices), .Rows(Rows), .Steps(Steps)) i_progress (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .token_i(row_end_i), .slot_i, .port_i, .row_i, .step_i,
    .parity_i, .ended_o(ended));

  // Whether all rows of a port up to `last` (of the map) have ended, in image `image` (modulo four).
  function automatic logic ended_through(input logic [Port2-1:0] bits, input logic signed [9:0] last,
                                         input logic [8:0] first, input logic [1:0] image);
    logic [Rows-1:0] rows, mask;
    logic signed [9:0] number;
    rows   = image[0] ? bits[Rows +: Rows] : bits[0 +: Rows];
    if (image[1]) rows = ~rows;
    number = last - $signed({1'b0, first});
    mask   = number < 0 ? '0 : ((Rows'(2) << number[RowBits-1:0]) - 1'b1);
    ended_through = (rows & mask) == mask;
  endfunction

  // Ready slices. ------------------------------------------------------------------------------------------------
  logic [7:0] finished_q [Slices];  // attention: steps whose sums are complete and not swept
  logic              all;
  logic [8:0]        row;
  logic signed [9:0] last;
  logic [2:0]        t;
  always_comb begin
    ready = ready_q;
    all   = 1'b0;
    row   = '0;
    last  = '0;
    t     = '0;
    for (int unsigned s = 0; s < Slices; s++)
      if (dirty_q[s]) begin
        row = field_q[s*32 + spikeloom_pkg::kFieldRowsBegin][8:0] + 9'(local_row_q[s]);
        all = used_q[s];
        if (field_q[s*32 + spikeloom_pkg::kFieldOperator][1:0] == 2'd2) begin
          all = all && finished_q[s] != '0;
        end else begin
          for (int unsigned p = 0; p < 4; p++)
            if (port_used_q[s*4 + p]) begin
              if (field_q[s*32 + spikeloom_pkg::kFieldLastStep][0]) t = port_q[s*16 + p*4 + 1][2:0] - 3'd1;
              else t = port_q[s*16 + p*4 + 1][3:0] == 4'd1 ? '0 : step_q[s];
              unique case (port_q[s*16 + p*4][1:0])
                2'd1: begin
                  last = $signed({1'b0, row << field_q[s*32 + spikeloom_pkg::kFieldStrideLog2][1:0]}) -
                         $signed({6'b0, field_q[s*32 + spikeloom_pkg::kFieldPadding][3:0]}) +
                         $signed({6'b0, field_q[s*32 + spikeloom_pkg::kFieldKernelHeight][3:0]}) - 10'sd1;
                end
                2'd2: last = $signed({1'b0, row});
                default: last = 10'sd511;
              endcase
              if (last >= $signed({1'b0, port_q[s*16 + p*4 + 3][8:0]}))
                last = $signed({1'b0, port_q[s*16 + p*4 + 3][8:0]}) - 10'sd1;
              all = all && ended_through(ended[((s*4 + p) * (1 << StepBits) + 32'(t[StepBits-1:0])) * Port2 +: Port2],
                                         last, port_q[s*16 + p*4 + 2][8:0], pass_q[s]);
            end
        end
        if (step_q[s] == '0)
          for (int unsigned e = 0; e < Consumers; e++)
            if (consumer_used_q[s*Consumers + e] && row >= consumer_begin_q[s*Consumers + e] && row < consumer_end_q[s*Consumers + e] &&
                credit_q[s*Consumers + e] <= 0)
              all = 1'b0;
        ready[s] = all;
      end
  end

  // The first after the one that was swept last.
  logic [Slices-1:0] after;
  assign after   = ready & ~((Slices'(2) << swept_q) - 1'b1);
  assign ready_o = ready != '0;
  always_comb begin
    next_slot_o = '0;
    for (int unsigned s = Slices; s > 0; s--)
      if (after != '0 ? after[s-1] : ready[s-1]) next_slot_o = SlotBits'(s - 1);
  end
  assign step_o        = step_q[next_slot_o];
  assign local_row_o   = local_row_q[next_slot_o];
  assign parity_o      = pass_q[next_slot_o][0];
  assign window_slot_o = window_slot_q[next_slot_o];
  for (genvar s = 0; s < Slices; s++) begin : gen_positions
    assign window_slots_o[s*8 +: 8] = window_slot_q[s];
    assign local_rows_o[s*8 +: 8]   = local_row_q[s];
    assign parities_o[s]            = pass_q[s][0];
  end
  assign changed_o = dirty_q != '0;

  assign row_done_o     = swept_i && 32'(step_q[swept_slot_i]) + 1 ==
                                         field_q[{swept_slot_i, 5'(spikeloom_pkg::kFieldSteps)}];
  assign row_done_row_o = local_row_q[swept_slot_i];

  // Jobs of the attention slices. --------------------------------------------------------------------------------
  logic [SlotBits-1:0]   attention_slot_q [Attentions];
  logic [Attentions-1:0] attends_q;
  logic [15:0]           kv_rows_q [Attentions*(1<<StepBits)];   // rows that went into K^T V, over all images
  logic [7:0]            kv_row_q [Attentions*(1<<StepBits)];    // of the image
  logic [15:0]           kv_images_q [Attentions*(1<<StepBits)];
  logic [15:0]           query_image_q [Attentions];
  logic [7:0]            query_row_q [Attentions];
  logic [2:0]            query_step_q [Attentions];
  logic [AttentionBits-1:0] job_attention_q;
  logic                     job_is_query_q;

  logic [SlotBits-1:0] js;
  logic [15:0]         fewest, rows;
  logic [1:0]          image;
  logic [RowBits:0]    place;
  logic                k, v;
  logic [8:0]          q_row;
  always_comb begin
    js     = '0;
    fewest = '0;
    rows   = '0;
    image  = '0;
    place  = '0;
    k      = 1'b0;
    v      = 1'b0;
    q_row  = '0;
    job_o           = 1'b0;
    job_is_query_o  = 1'b0;
    job_slot_o      = '0;
    job_attention_o = '0;
    job_row_o       = '0;
    job_step_o      = '0;
    job_parity_o    = 1'b0;
    job_is_last_o   = 1'b0;
    for (int unsigned a = 0; a < Attentions; a++)
      if (look_for_job_i && attends_q[a] && !job_o) begin
        js     = attention_slot_q[a];
        fewest = '1;
        for (int unsigned i = 0; i < Steps; i++) begin
          rows  = kv_rows_q[a*(1<<StepBits) + i];
          image = kv_images_q[a*(1<<StepBits) + i][1:0];
          place = {image[0], kv_row_q[a*(1<<StepBits) + i][RowBits-1:0]};
          k = ended[{js, 2'd1, StepBits'(i), place}] ^ image[1];
          v = ended[{js, 2'd2, StepBits'(i), place}] ^ image[1];
          if (k && v && i < port_q[{js, 2'd1, 2'd1}] && rows < fewest) begin
            fewest     = rows;
            job_o      = 1'b1;
            job_step_o = 3'(i);
            job_row_o  = kv_row_q[a*(1<<StepBits) + i];
          end
        end
        if (!job_o) begin
          q_row = field_q[{js, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0] + 9'(query_row_q[a]);
          if ($signed(kv_images_q[{AttentionBits'(a), query_step_q[a][StepBits-1:0]}] - query_image_q[a]) > 0 &&
              ended_through(ended[{js, 2'd0, query_step_q[a][StepBits-1:0], {RowBits + 1{1'b0}}} +: Port2],
                            $signed({1'b0, q_row}), port_q[{js, 2'd0, 2'd2}][8:0], query_image_q[a][1:0])) begin
            job_o          = 1'b1;
            job_is_query_o = 1'b1;
            job_step_o     = query_step_q[a];
            job_row_o      = q_row[7:0];
            job_parity_o   = query_image_q[a][0];
            job_is_last_o  = q_row + 9'd1 == field_q[{js, 5'(spikeloom_pkg::kFieldRowsEnd)}][8:0] &&
                             32'(query_step_q[a]) + 1 == port_q[{js, 2'd0, 2'd1}];
          end
        end
        if (job_o) begin
          job_slot_o      = js;
          job_attention_o = AttentionBits'(a);
        end
      end
  end

  // What happens. ------------------------------------------------------------------------------------------------
  logic [8:0] sent_row;
  assign sent_row = field_q[{next_slot_o, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0] + 9'(local_row_q[next_slot_o]);

  always_ff @(posedge clk_i) begin
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor)) begin
      field_q[cfg_addr_i[SlotBits+4:0]] <= cfg_data_i;
      if (cfg_addr_i[4:0] == 5'(spikeloom_pkg::kFieldAttention) && cfg_data_i[31])
        attention_slot_q[cfg_data_i[AttentionBits-1:0]] <= cfg_addr_i[SlotBits+4:5];
    end
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTablePort)) port_q[cfg_addr_i[SlotBits+3:0]] <= cfg_data_i;
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableConsumer)) begin
      consumer_begin_q[cfg_addr_i[SlotBits+EntryBits-1:0]] <= cfg_data_i[8:0];
      consumer_end_q[cfg_addr_i[SlotBits+EntryBits-1:0]]   <= cfg_data_i[17:9];
      credit_q[cfg_addr_i[SlotBits+EntryBits-1:0]]         <= $signed({2'b0, cfg_data_i[31:18]});
    end
    if (!rst_ni) begin
      ready_q   <= '0;
      dirty_q   <= '1;
      swept_q   <= '0;
      attends_q <= '0;
      used_q          <= '0;
      port_used_q     <= '0;
      consumer_used_q <= '0;
      job_attention_q <= '0;
      job_is_query_q  <= 1'b0;
      for (int unsigned s = 0; s < Slices; s++) begin
        local_row_q[s]   <= '0;
        window_slot_q[s] <= '0;
        step_q[s]        <= '0;
        pass_q[s]        <= '0;
        finished_q[s]    <= '0;
      end
      for (int unsigned i = 0; i < Attentions * (1 << StepBits); i++) begin
        kv_rows_q[i]   <= '0;
        kv_row_q[i]    <= '0;
        kv_images_q[i] <= '0;
      end
      for (int unsigned a = 0; a < Attentions; a++) begin
        query_image_q[a] <= '0;
        query_row_q[a]   <= '0;
        query_step_q[a]  <= '0;
      end
    end else begin
      ready_q <= ready;
      dirty_q <= '0;
      if (cfg_valid_i) begin
        dirty_q <= '1;
        if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor)) used_q[cfg_addr_i[SlotBits+4:5]] <= 1'b1;
        if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor) &&
            cfg_addr_i[4:0] == 5'(spikeloom_pkg::kFieldAttention) && cfg_data_i[31])
          attends_q[cfg_data_i[AttentionBits-1:0]] <= 1'b1;
        if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTablePort)) port_used_q[cfg_addr_i[SlotBits+3:2]] <= 1'b1;
        if (cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableConsumer))
          consumer_used_q[cfg_addr_i[SlotBits+EntryBits-1:0]] <= 1'b1;
      end
      if (row_end_i) dirty_q[slot_i] <= 1'b1;
      if (credit_i) begin
        credit_q[{slot_i, entry_i[EntryBits-1:0]}] <= credit_q[{slot_i, entry_i[EntryBits-1:0]}] + $signed(16'(rows_i));
        dirty_q[slot_i] <= 1'b1;
      end
      if (sweep_i) begin
        swept_q <= next_slot_o;
        if (step_q[next_slot_o] == '0)
          for (int unsigned e = 0; e < Consumers; e++)
            if (consumer_used_q[{next_slot_o, EntryBits'(e)}] &&
                sent_row >= consumer_begin_q[{next_slot_o, EntryBits'(e)}] &&
                sent_row < consumer_end_q[{next_slot_o, EntryBits'(e)}]) begin
              // A credit for this entry may come in the same cycle.
              if (credit_i && slot_i == next_slot_o && entry_i[EntryBits-1:0] == EntryBits'(e))
                credit_q[{next_slot_o, EntryBits'(e)}] <= credit_q[{next_slot_o, EntryBits'(e)}] + $signed(16'(rows_i)) - 16'sd1;
              else credit_q[{next_slot_o, EntryBits'(e)}] <= credit_q[{next_slot_o, EntryBits'(e)}] - 16'sd1;
            end
      end
      if (swept_i) begin
        dirty_q[swept_slot_i] <= 1'b1;
        step_q[swept_slot_i]  <= step_q[swept_slot_i] + 3'd1;
        if (row_done_o) begin
          step_q[swept_slot_i] <= '0;
          window_slot_q[swept_slot_i] <=
              32'(window_slot_q[swept_slot_i]) + 1 == field_q[{swept_slot_i, 5'(spikeloom_pkg::kFieldWindowRows)}]
                  ? '0 : window_slot_q[swept_slot_i] + 8'd1;
          local_row_q[swept_slot_i] <= local_row_q[swept_slot_i] + 8'd1;
          if (9'(local_row_q[swept_slot_i]) + 9'd1 == field_q[{swept_slot_i, 5'(spikeloom_pkg::kFieldRowsEnd)}][8:0] -
                                                      field_q[{swept_slot_i, 5'(spikeloom_pkg::kFieldRowsBegin)}][8:0]) begin
            local_row_q[swept_slot_i] <= '0;
            pass_q[swept_slot_i]      <= pass_q[swept_slot_i] + 2'd1;
          end
        end
      end
      if (job_begins_i) begin
        job_attention_q <= job_attention_o;
        job_is_query_q  <= job_is_query_o;
        if (job_is_query_o) begin
          query_step_q[job_attention_o] <= query_step_q[job_attention_o] + 3'd1;
          if (32'(query_step_q[job_attention_o]) + 1 == port_q[{job_slot_o, 2'd0, 2'd1}]) begin
            query_step_q[job_attention_o] <= '0;
            query_row_q[job_attention_o]  <= query_row_q[job_attention_o] + 8'd1;
            if (job_is_last_o) begin
              query_row_q[job_attention_o]   <= '0;
              query_image_q[job_attention_o] <= query_image_q[job_attention_o] + 16'd1;
            end
          end
        end else begin
          kv_rows_q[{job_attention_o, job_step_o[StepBits-1:0]}] <= kv_rows_q[{job_attention_o, job_step_o[StepBits-1:0]}] + 16'd1;
          kv_row_q[{job_attention_o, job_step_o[StepBits-1:0]}]  <= kv_row_q[{job_attention_o, job_step_o[StepBits-1:0]}] + 8'd1;
          if (32'(kv_row_q[{job_attention_o, job_step_o[StepBits-1:0]}]) + 1 == field_q[{job_slot_o, 5'(spikeloom_pkg::kFieldMapHeight)}]) begin
            kv_row_q[{job_attention_o, job_step_o[StepBits-1:0]}]    <= '0;
            kv_images_q[{job_attention_o, job_step_o[StepBits-1:0]}] <= kv_images_q[{job_attention_o, job_step_o[StepBits-1:0]}] + 16'd1;
          end
        end
      end
      // Sums that are complete, and those that are swept.
      for (int unsigned a = 0; a < Attentions; a++) begin
        logic done, used;
        done = job_done_i && (job_begins_i ? job_is_query_o && job_attention_o == AttentionBits'(a)
                                           : job_is_query_q && job_attention_q == AttentionBits'(a));
        used = swept_i && attends_q[a] && attention_slot_q[a] == swept_slot_i;
        if (done != used) begin
          finished_q[attention_slot_q[a]] <= done ? finished_q[attention_slot_q[a]] + 8'd1
                                                  : finished_q[attention_slot_q[a]] - 8'd1;
        end
        if (done) dirty_q[attention_slot_q[a]] <= 1'b1;
      end
    end
  end
endmodule
