// SPDX-License-Identifier: Apache-2.0
// A neuron core: input queue -> accumulate datapath -> neuron unit -> packetizer, around the slices it hosts. It keeps the
// cycle table of cores/README.md. Inputs are registered: what comes in a cycle is worked on in the next clock period,
// and what leaves then is on the wires of that period (docs: rtl/README.md, "Time").
module neuron_core #(
  parameter int unsigned FlitBits       = 128,
  parameter int unsigned Vcs            = 1,
  parameter int unsigned UserBits       = 1,
  parameter int unsigned MaxFlits       = 1,
  parameter int unsigned InputQueueFlits = 8,
  parameter int unsigned BufferFlits    = 4,
  parameter int unsigned LinkInterval   = 1,
  parameter int unsigned Lanes          = 64,
  parameter int unsigned NeuronLanes    = 16,
  parameter bit          NeuronAfter    = 1'b0,  ///< the neuron unit waits for the datapath, and the other way round
  parameter int unsigned RowBuffers     = 2,
  parameter int unsigned PipelineCycles = 3,
  parameter bit          SignedDigits   = 1'b1,
  parameter int unsigned WeightBits     = 8,
  parameter int unsigned WordChannels   = 64,
  parameter int unsigned Values         = 16,
  parameter int unsigned Slices         = 8,
  parameter int unsigned Rows           = 32,
  parameter int unsigned Columns        = 32,
  parameter int unsigned Window         = 16,
  parameter int unsigned Steps          = 4,
  parameter int unsigned Consumers      = 16,
  parameter int unsigned InputChannels  = 256,
  parameter int unsigned Channels       = 2048,
  parameter int unsigned RowNeurons     = 1024,
  parameter int unsigned Accumulators   = 40960,
  parameter int unsigned Weights        = 196608,
  parameter int unsigned Membranes      = 8192,
  parameter int unsigned KvElements     = 16384,
  parameter int unsigned HeadBits       = 256,
  parameter int unsigned Attentions     = 2,
  parameter int unsigned Side           = 8,
  parameter int unsigned GroupEntries   = 256,
  parameter int unsigned Senders        = 32,
  parameter int unsigned Lines          = 64,
  parameter int unsigned WordEntries    = 2048,
  parameter int unsigned GrantEntries   = 1024,
  parameter int unsigned Programs       = 64,
  localparam int unsigned VcBits        = Vcs > 1 ? $clog2(Vcs) : 1,
  localparam int unsigned PacketBits    = MaxFlits * FlitBits,
  localparam int unsigned SlotBits      = $clog2(Slices),
  localparam int unsigned SumAddr       = $clog2(Accumulators),
  localparam int unsigned AttentionBits = Attentions > 1 ? $clog2(Attentions) : 1
) (
  input  logic                      clk_i,
  input  logic                      rst_ni,
  input  logic                      cfg_valid_i,      ///< configuration (rtl/verilated/core_tables.hpp)
  input  logic [31:0]               cfg_addr_i,
  input  logic [31:0]               cfg_data_i,
  // From the router.
  input  logic                      flit_valid_i,
  input  logic [VcBits-1:0]         flit_vc_i,
  input  logic                      flit_head_i,
  input  logic                      flit_tail_i,
  input  logic [FlitBits-1:0]       flit_data_i,
  input  logic [Vcs-1:0]            credit_i,         ///< places of its input buffer
  // To the router.
  output logic                      flit_valid_o,
  output logic [VcBits-1:0]         flit_vc_o,
  output logic                      flit_head_o,
  output logic                      flit_tail_o,
  output logic [FlitBits-1:0]       flit_data_o,
  output logic [UserBits-1:0]       flit_user_o,      ///< number of the packet, counted by this core
  output logic [Vcs-1:0]            credit_o,         ///< places of the input queue
  output logic                      busy_o,           ///< it is to be clocked although nothing comes
  // What happens, for those who watch; nothing depends on it.
  output logic                      packet_o,         ///< a head leaves: ...
  output logic [PacketBits-1:0]     packet_bits_o,
  output logic [SlotBits-1:0]       packet_slot_o,
  output logic                      packet_is_credit_o,
  output logic                      stalled_o,        ///< there is something to send, and no place for it
  output logic                      pop_o,            ///< a packet leaves the queue: ...
  output logic [7:0]                pop_flits_o,
  output logic [SlotBits-1:0]       pop_slot_o,
  output logic                      start_o,          ///< the datapath takes a word, a token or a job: ...
  output logic [SlotBits-1:0]       start_slot_o,
  output logic [3:0]                start_op_o,
  output logic [7:0]                start_count_o,
  output logic [7:0]                start_row_o,
  output logic [2:0]                start_step_o,
  output logic                      datapath_busy_o,
  output logic                      pass_o,           ///< a pass: ...
  output logic                      first_group_o,
  output logic                      token_o,
  output logic [3:0]                pass_op_o,
  output logic [SlotBits-1:0]       pass_slot_o,
  output logic [10:0]               width_o,
  output logic [15:0]               added_o,
  output logic                      sum_written_o,    ///< accumulators are written: ...
  output logic [19:0]               sum_addr_o,
  output logic [15:0]               sum_count_o,
  output logic [Lanes*32-1:0]       sum_data_o,
  output logic                      sweep_o,          ///< a sweep begins, of slice group_slot_o
  output logic                      group_o,          ///< neurons are finished: ...
  output logic                      group_last_o,
  output logic [SlotBits-1:0]       group_slot_o,
  output logic [15:0]               group_neuron_o,
  output logic [15:0]               group_count_o,
  output logic [NeuronLanes-1:0]    group_spikes_o,
  output logic [NeuronLanes*32-1:0] group_x_o
);
  // Inputs. While tables are written, nothing starts.
  logic [Vcs-1:0] credit_q;
  logic           loading_q;
  always_ff @(posedge clk_i) begin
    credit_q  <= rst_ni ? credit_i : '0;
    loading_q <= rst_ni && cfg_valid_i;
  end

  logic                  queue_valid, queue_busy, pop, take, popped;
  logic [PacketBits-1:0] head;
  input_queue #(.FlitBits(FlitBits), .Vcs(Vcs), .Depth(InputQueueFlits), .MaxFlits(MaxFlits)) i_queue (
    .clk_i, .rst_ni, .flit_valid_i, .flit_vc_i, .flit_tail_i, .flit_data_i, .valid_o(queue_valid), .packet_o(head),
    .pop_i(pop), .popped_o(popped), .flits_o(pop_flits_o), .credit_o, .busy_o(queue_busy));
  assign pop_o = popped;

  // The head of the queue.
  logic [3:0]              op;
  logic                    row_end, credit, parity;
  logic [SlotBits-1:0]     slot;
  logic [1:0]              port;
  logic [7:0]              row, column, count;
  logic [2:0]              step;
  logic [10:0]             first, rows;
  logic [WordChannels-1:0] bits;
  logic [Values*32-1:0]    values;
  logic [15:0]             entry;
  word_decoder #(
    .Slices(Slices), .PacketBits(PacketBits), .WordChannels(WordChannels), .Values(Values), .Senders(Senders),
    .Lines(Lines), .Groups(GroupEntries)
  ) i_decoder (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .take_i(take), .packet_i(head), .pop_o(pop), .op_o(op),
    .row_end_o(row_end), .credit_o(credit), .slot_o(slot), .queue_slot_o(pop_slot_o), .port_o(port), .row_o(row),
    .column_o(column), .step_o(step), .parity_o(parity), .first_o(first), .count_o(count), .bits_o(bits),
    .values_o(values), .entry_o(entry), .rows_o(rows));

  // Slices.
  logic                     ready, sweep, swept, row_done, changed;
  logic [SlotBits-1:0]      next_slot;
  logic [7:0]               row_done_row, sweep_row, sweep_window_slot;
  logic [2:0]               sweep_step;
  logic                     sweep_parity;
  logic [Slices*8-1:0]      window_slots, local_rows;
  logic [Slices-1:0]        parities;
  logic                     job, job_is_query, job_parity, job_is_last, job_done, look_for_job, job_begins;
  logic [SlotBits-1:0]      job_slot;
  logic [AttentionBits-1:0] job_attention;
  logic [7:0]               job_row;
  logic [2:0]               job_step;
  slice_scheduler #(
    .Slices(Slices), .Rows(Rows), .Steps(Steps), .Consumers(Consumers), .Attentions(Attentions)
  ) i_scheduler (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .row_end_i(row_end), .credit_i(credit), .slot_i(slot),
    .port_i(port), .row_i(row), .step_i(step), .parity_i(parity), .entry_i(entry), .rows_i(rows),
    .ready_o(ready), .next_slot_o(next_slot), .sweep_i(sweep), .swept_i(swept), .swept_slot_i(group_slot_o),
    .row_done_o(row_done), .row_done_row_o(row_done_row), .step_o(sweep_step), .local_row_o(sweep_row),
    .parity_o(sweep_parity), .window_slot_o(sweep_window_slot), .window_slots_o(window_slots),
    .local_rows_o(local_rows), .parities_o(parities), .look_for_job_i(look_for_job), .job_o(job),
    .job_is_query_o(job_is_query), .job_slot_o(job_slot), .job_attention_o(job_attention), .job_row_o(job_row),
    .job_step_o(job_step), .job_parity_o(job_parity), .job_is_last_o(job_is_last), .job_begins_i(job_begins),
    .job_done_i(job_done), .changed_o(changed));

  // The datapath takes a job or, if there is none, the head of the queue.
  logic datapath_busy_q, datapath_busy, datapath_active, sweep_busy_q, may_take, start;
  assign may_take     = !loading_q && !datapath_busy_q && !(NeuronAfter && (sweep_busy_q || sweep));
  assign look_for_job = may_take;
  assign job_begins   = may_take && job;
  assign take         = may_take && !job && queue_valid;
  assign start        = job_begins || take;
  assign start_o       = start;
  assign start_slot_o  = job_begins ? job_slot : slot;
  assign start_op_o    = job_begins ? (job_is_query ? 4'(spikeloom_pkg::kOpQuery) : 4'(spikeloom_pkg::kOpKey)) : op;
  assign start_count_o = count;
  assign start_row_o   = job_begins ? job_row : row;
  assign start_step_o  = job_begins ? job_step : step;
  assign datapath_busy_o = start || datapath_busy_q;

  logic [AttentionBits-1:0] attention_q [Slices];
  always_ff @(posedge clk_i)
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableDescriptor) && cfg_addr_i[4:0] == 5'(spikeloom_pkg::kFieldAttention))
      attention_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[AttentionBits-1:0];

  logic [SumAddr-1:0]        neuron_addr;
  logic                      neuron_read, neuron_write;
  logic [NeuronLanes*32-1:0] neuron_sums, neuron_bias;
  accumulate_datapath #(
    .Slices(Slices), .Lanes(Lanes), .NeuronLanes(NeuronLanes), .WeightBits(WeightBits), .WordChannels(WordChannels),
    .Values(Values), .PipelineCycles(PipelineCycles), .SignedDigits(SignedDigits), .Columns(Columns), .Window(Window),
    .InputChannels(InputChannels), .Channels(Channels), .Accumulators(Accumulators), .Weights(Weights),
    .KvElements(KvElements), .HeadBits(HeadBits), .Attentions(Attentions), .Steps(Steps), .Side(Side)
  ) i_datapath (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .start_i(start), .op_i(start_op_o), .slot_i(start_slot_o),
    .port_i(port), .role_i(port), .row_i(start_row_o), .column_i(column),
    .step_i(start_step_o), .parity_i(job_begins ? job_parity : parity), .first_i(first), .count_i(count),
    .bits_i(bits), .values_i(values), .last_job_i(job_begins && job_is_last),
    .attention_i(job_begins ? job_attention : attention_q[start_slot_o]), .busy_o(datapath_busy),
    .job_done_o(job_done), .active_o(datapath_active), .window_slot_i(window_slots),
    .local_row_i(local_rows), .parity_of_slice_i(parities), .neuron_read_i(neuron_read), .neuron_addr_i(neuron_addr),
    .neuron_sums_o(neuron_sums), .neuron_write_i(neuron_write), .neuron_count_i(group_count_o),
    .neuron_bias_i(neuron_bias), .sum_written_o, .sum_addr_o, .sum_count_o, .sum_data_o, .pass_o, .first_group_o,
    .token_o, .pass_op_o, .pass_slot_o, .width_o, .added_o);

  // Sweeps.
  logic has_buffer, group_emits, group_first, neuron_busy;
  logic [NeuronLanes*8-1:0]  group_columns;
  logic [NeuronLanes*16-1:0] group_channels;
  assign sweep   = ready && !loading_q && !sweep_busy_q && has_buffer && !(NeuronAfter && datapath_busy_q);
  assign sweep_o = sweep;
  assign swept   = group_last_o;
  neuron_unit #(
    .Slices(Slices), .Lanes(NeuronLanes), .Window(Window), .Channels(Channels),
    .Accumulators(Accumulators), .Membranes(Membranes)
  ) i_neurons (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .start_i(sweep), .slot_i(next_slot), .step_i(sweep_step),
    .window_slot_i(sweep_window_slot), .busy_o(neuron_busy), .busy_q_o(sweep_busy_q), .last_o(group_last_o),
    .slot_o(group_slot_o), .read_o(neuron_read), .addr_o(neuron_addr), .sums_i(neuron_sums), .write_o(neuron_write),
    .count_o(group_count_o), .bias_o(neuron_bias), .group_o, .first_o(group_first),
    .emits_o(group_emits), .neuron_o(group_neuron_o), .spikes_o(group_spikes_o), .x_o(group_x_o),
    .columns_o(group_columns), .channels_o(group_channels));

  // What leaves.
  logic packetizer_busy;
  packetizer #(
    .Slices(Slices), .FlitBits(FlitBits), .MaxFlits(MaxFlits), .Vcs(Vcs), .Places(BufferFlits),
    .LinkInterval(LinkInterval), .Buffers(RowBuffers), .Rows(Rows), .RowNeurons(RowNeurons), .Columns(Columns),
    .Lanes(NeuronLanes), .Programs(Programs), .WordEntries(WordEntries), .GrantEntries(GrantEntries),
    .WordChannels(WordChannels), .Values(Values)
  ) i_packetizer (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .has_buffer_o(has_buffer), .sweep_i(sweep),
    .slot_i(next_slot), .local_row_i(sweep_row), .step_i(sweep_step), .parity_i(sweep_parity), .group_i(group_o),
    .group_first_i(group_first), .group_last_i(group_last_o), .group_neuron_i(group_neuron_o),
    .group_count_i(group_count_o), .group_emits_i(group_emits), .group_spikes_i(group_spikes_o),
    .group_x_i(group_x_o), .group_columns_i(group_columns), .group_channels_i(group_channels), .row_done_i(row_done),
    .row_done_slot_i(group_slot_o), .row_done_row_i(row_done_row), .credit_i(credit_q), .valid_o(flit_valid_o),
    .vc_o(flit_vc_o), .head_o(flit_head_o), .tail_o(flit_tail_o), .data_o(flit_data_o), .packet_o(packet_bits_o),
    .packet_slot_o, .packet_is_credit_o, .stalled_o, .busy_o(packetizer_busy));
  assign packet_o = flit_valid_o && flit_head_o;

  logic [UserBits-1:0] number_q;
  assign flit_user_o = number_q;

  assign busy_o = queue_busy || datapath_busy_o || datapath_active || neuron_busy || sweep_busy_q || packetizer_busy ||
                  changed || credit_q != '0;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      datapath_busy_q <= 1'b0;
      number_q        <= '0;
    end else begin
      datapath_busy_q <= datapath_busy;
      if (flit_valid_o && flit_tail_o) number_q <= number_q + 1'b1;
    end
  end
endmodule
