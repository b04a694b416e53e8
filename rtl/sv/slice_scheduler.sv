// SPDX-License-Identifier: Apache-2.0
// Where each slice of the core is, and what may be done next: a sweep of the neuron unit, a job of the attention unit.
// Slices know which of their input rows have ended and which rows consumers take (slice_state); here one is chosen.
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
  localparam int unsigned RowBits  = $clog2(Rows),
  localparam int unsigned AskBits  = Steps * (RowBits + 2) + 9 + StepBits + 2
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
  // Which slice the configuration port writes to.
  logic                cfg_here, cfg_attention;
  logic [SlotBits-1:0] cfg_slot;
  always_comb begin
    cfg_here = cfg_valid_i;
    cfg_slot = '0;
    unique case (32'(cfg_addr_i[31:24]))
      spikeloom_pkg::kTableDescriptor: cfg_slot = cfg_addr_i[SlotBits+4:5];
      spikeloom_pkg::kTablePort:       cfg_slot = cfg_addr_i[SlotBits+3:4];
      spikeloom_pkg::kTableProducers:  cfg_slot = cfg_addr_i[SlotBits+RowBits+1:RowBits+2];
      spikeloom_pkg::kTableConsumer:   cfg_slot = cfg_addr_i[SlotBits+EntryBits-1:EntryBits];
      default:                         cfg_here = 1'b0;
    endcase
  end
  assign cfg_attention = cfg_here && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor) &&
                         cfg_addr_i[4:0] == 5'(spikeloom_pkg::kFieldAttention) && cfg_data_i[31];

  // Slices. ------------------------------------------------------------------------------------------------------
  logic [Slices-1:0]       ready, changed, row_done;
  logic [Slices*3-1:0]     steps;
  logic [Slices*32-1:0]    shapes;  // for the jobs of attention slices
  logic [Slices-1:0]       asks, queries_ended, summed;
  logic [Slices*Steps-1:0] keys_ended;
  logic [AskBits-1:0]      ask_of [Attentions];
  logic [Slices-1:0]       cfgs, row_ends, credits, sweeps, swepts, happens;
  assign cfgs     = Slices'(cfg_here) << cfg_slot;
  assign row_ends = Slices'(row_end_i) << slot_i;
  assign credits  = Slices'(credit_i) << slot_i;
  assign sweeps   = Slices'(sweep_i) << next_slot_o;
  assign swepts   = Slices'(swept_i) << swept_slot_i;
  assign happens  = cfgs | row_ends | credits | swepts | summed;
  for (genvar s = 0; s < Slices; s++) begin : gen_slices
    logic [AttentionBits-1:0] attention_q;
    always_ff @(posedge clk_i)
      if (cfg_attention && cfgs[s]) attention_q <= cfg_data_i[AttentionBits-1:0];
    logic [AskBits-1:0] ask;
    always_comb begin
      ask = '0;
      if (asks[s])
        for (int unsigned a = 0; a < Attentions; a++) if (attention_q == AttentionBits'(a)) ask = ask_of[a];
    end
    slice_state #(.Rows(Rows), .Steps(Steps), .Consumers(Consumers)) i_slice (
      .clk_i, .rst_ni, .happens_i(happens[s]), .cfg_valid_i(cfgs[s]), .cfg_addr_i, .cfg_data_i,
      .row_end_i(row_ends[s]), .port_i, .row_i, .row_step_i(step_i[StepBits-1:0]),
      .row_parity_i(parity_i), .credit_i(credits[s]), .entry_i(entry_i[EntryBits-1:0]),
      .rows_i, .ready_o(ready[s]), .changed_o(changed[s]), .step_o(steps[s*3 +: 3]),
      .local_row_o(local_rows_o[s*8 +: 8]), .window_slot_o(window_slots_o[s*8 +: 8]), .parity_o(parities_o[s]),
      .sweep_i(sweeps[s]), .swept_i(swepts[s]),
      .row_done_o(row_done[s]), .shape_o(shapes[s*32 +: 32]), .ask_i(asks[s]),
      .key_rows_i(ask[0 +: Steps*RowBits]), .key_images_i(ask[Steps*RowBits +: Steps*2]),
      .query_row_i(ask[Steps*(RowBits+2) +: 9]), .query_step_i(ask[Steps*(RowBits+2)+9 +: StepBits]),
      .query_image_i(ask[AskBits-2 +: 2]), .keys_ended_o(keys_ended[s*Steps +: Steps]),
      .query_ended_o(queries_ended[s]), .summed_i(summed[s]));
  end
  assign changed_o      = changed != '0;
  assign row_done_o     = row_done != '0;
  assign row_done_row_o = local_rows_o[{swept_slot_i, 3'b0} +: 8];

  // The first that is ready after the one that was swept last.
  logic [SlotBits-1:0] swept_q;
  logic [Slices-1:0]   after;
  assign after   = ready & ~((Slices'(2) << swept_q) - 1'b1);
  assign ready_o = ready != '0;
  always_comb begin
    next_slot_o = '0;
    step_o      = '0;
    for (int unsigned s = Slices; s > 0; s--)
      if (after != '0 ? after[s-1] : ready[s-1]) begin
        next_slot_o = SlotBits'(s - 1);
        step_o      = steps[(s-1)*3 +: 3];
      end
  end
  assign local_row_o   = local_rows_o[{next_slot_o, 3'b0} +: 8];
  assign parity_o      = parities_o[next_slot_o];
  assign window_slot_o = window_slots_o[{next_slot_o, 3'b0} +: 8];

  // Jobs of the attention slices: the first that has one. --------------------------------------------------------
  logic [Attentions-1:0]          attends_q, job, is_query, is_last, job_parity;
  logic [Attentions*SlotBits-1:0] attention_slot_q;
  logic [Attentions*8-1:0]        job_rows;
  logic [Attentions*3-1:0]        job_steps;
  logic [AttentionBits-1:0]       job_attention_q;
  logic                           job_is_query_q;
  for (genvar a = 0; a < Attentions; a++) begin : gen_attentions
    logic             look, query_ended;
    logic [31:0]      shape;
    logic [Steps-1:0] ended;
    assign look = look_for_job_i && attends_q[a];
    always_comb begin
      shape       = '0;
      ended       = '0;
      query_ended = 1'b0;
      if (look)
        for (int unsigned s = 0; s < Slices; s++)
          if (attention_slot_q[a*SlotBits +: SlotBits] == SlotBits'(s)) begin
            shape       = shapes[s*32 +: 32];
            ended       = keys_ended[s*Steps +: Steps];
            query_ended = queries_ended[s];
          end
    end
    attention_job #(.Rows(Rows), .Steps(Steps)) i_job (
      .clk_i, .rst_ni, .look_i(look), .shape_i(shape), .key_rows_o(ask_of[a][0 +: Steps*RowBits]),
      .key_images_o(ask_of[a][Steps*RowBits +: Steps*2]), .keys_ended_i(ended),
      .query_row_o(ask_of[a][Steps*(RowBits+2) +: 9]), .query_step_o(ask_of[a][Steps*(RowBits+2)+9 +: StepBits]),
      .query_image_o(ask_of[a][AskBits-2 +: 2]), .query_ended_i(query_ended), .job_o(job[a]), .is_query_o(is_query[a]),
      .row_o(job_rows[a*8 +: 8]), .step_o(job_steps[a*3 +: 3]), .parity_o(job_parity[a]), .is_last_o(is_last[a]),
      .begins_i(job_begins_i && job_attention_o == AttentionBits'(a)));
  end
  always_comb begin
    job_o           = job != '0;
    job_attention_o = '0;
    job_slot_o      = '0;
    job_row_o       = '0;
    job_step_o      = '0;
    for (int unsigned a = Attentions; a > 0; a--)
      if (job[a-1]) begin
        job_attention_o = AttentionBits'(a - 1);
        job_slot_o      = attention_slot_q[(a-1)*SlotBits +: SlotBits];
        job_row_o       = job_rows[(a-1)*8 +: 8];
        job_step_o      = job_steps[(a-1)*3 +: 3];
      end
  end
  assign job_is_query_o = is_query[job_attention_o];
  assign job_parity_o   = job_parity[job_attention_o];
  assign job_is_last_o  = is_last[job_attention_o];

  // Whose sums are complete; a job may end in the cycle in which it begins.
  logic                     query_done;
  logic [AttentionBits-1:0] done_attention;
  assign query_done     = job_done_i && (job_begins_i ? job_is_query_o : job_is_query_q);
  assign done_attention = job_begins_i ? job_attention_o : job_attention_q;
  always_comb begin
    asks   = '0;
    summed = '0;
    for (int unsigned a = 0; a < Attentions; a++)
      if (attends_q[a]) begin
        asks[attention_slot_q[a*SlotBits +: SlotBits]] = look_for_job_i;
        if (query_done && done_attention == AttentionBits'(a)) summed[attention_slot_q[a*SlotBits +: SlotBits]] = 1'b1;
      end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      swept_q         <= '0;
      attends_q       <= '0;
      job_attention_q <= '0;
      job_is_query_q  <= 1'b0;
    end else begin
      if (sweep_i) swept_q <= next_slot_o;
      if (job_begins_i) begin
        job_attention_q <= job_attention_o;
        job_is_query_q  <= job_is_query_o;
      end
      for (int unsigned a = 0; a < Attentions; a++)
        if (cfg_attention && cfg_data_i[AttentionBits-1:0] == AttentionBits'(a)) begin
          attends_q[a] <= 1'b1;
          attention_slot_q[a*SlotBits +: SlotBits] <= cfg_slot;
        end
    end
  end
endmodule
