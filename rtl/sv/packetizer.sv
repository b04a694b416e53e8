// SPDX-License-Identifier: Apache-2.0
// Sends what leaves the core, one flit a cycle when the router has a place: credits for producers first, then finished
// rows in order, each as its words and then its ends; never between the flits of a packet (cores/packetizer.hpp,
// spike_encoder.hpp). Outputs are combinational: a flit is in the router in the next cycle.
module packetizer #(
  parameter int unsigned Slices       = 8,
  parameter int unsigned FlitBits     = 128,
  parameter int unsigned MaxFlits     = 1,
  parameter int unsigned Vcs          = 1,
  parameter int unsigned Places       = 4,     ///< flits that the router can buffer, for each virtual channel
  parameter int unsigned LinkInterval = 1,     ///< cycles from a flit to the next
  parameter int unsigned Buffers      = 2,     ///< rows
  parameter int unsigned Rows         = 32,    ///< of a slice
  parameter int unsigned RowNeurons   = 1024,
  parameter int unsigned Columns      = 32,
  parameter int unsigned Words        = 64,
  parameter int unsigned Lanes        = 16,
  parameter int unsigned Programs     = 64,
  parameter int unsigned WordEntries  = 2048,
  parameter int unsigned GrantEntries = 1024,
  parameter int unsigned WordChannels = 64,
  parameter int unsigned Values       = 16,
  localparam int unsigned SlotBits    = $clog2(Slices),
  localparam int unsigned RowBits     = $clog2(Rows),
  localparam int unsigned VcBits      = Vcs > 1 ? $clog2(Vcs) : 1,
  localparam int unsigned BufferBits  = Buffers > 1 ? $clog2(Buffers) : 1,
  localparam int unsigned ColumnBits  = $clog2(Columns),
  localparam int unsigned WordBits    = $clog2(Words),
  localparam int unsigned ProgramBits = $clog2(Programs),
  localparam int unsigned EntryBits   = $clog2(WordEntries),
  localparam int unsigned PacketBits  = MaxFlits * FlitBits,
  localparam int unsigned HeaderBits  = 48,
  localparam int unsigned TokenFlits  = (HeaderBits + FlitBits - 1) / FlitBits
) (
  input  logic                  clk_i,
  input  logic                  rst_ni,
  input  logic                  cfg_valid_i,
  input  logic [31:0]           cfg_addr_i,
  input  logic [31:0]           cfg_data_i,
  // Sweeps: a buffer is reserved when one begins, and filled group by group.
  output logic                  has_buffer_o,
  input  logic                  sweep_i,
  input  logic [SlotBits-1:0]   slot_i,
  input  logic [7:0]            local_row_i,
  input  logic [2:0]            step_i,
  input  logic                  parity_i,
  input  logic                  group_i,
  input  logic                  group_first_i,
  input  logic                  group_last_i,
  input  logic [15:0]           group_neuron_i,
  input  logic [15:0]           group_count_i,
  input  logic                  group_emits_i,
  input  logic [Lanes-1:0]      group_spikes_i,
  input  logic [Lanes*32-1:0]   group_x_i,
  input  logic [Lanes*8-1:0]    group_columns_i,
  input  logic [Lanes*16-1:0]   group_channels_i,
  // Credits: a slice has finished all steps of a row.
  input  logic                  row_done_i,
  input  logic [SlotBits-1:0]   row_done_slot_i,
  input  logic [7:0]            row_done_row_i,
  // The link.
  input  logic [Vcs-1:0]        credit_i,     ///< places that the router has freed (registered by the core)
  output logic                  valid_o,
  output logic [VcBits-1:0]     vc_o,
  output logic                  head_o,
  output logic                  tail_o,
  output logic [FlitBits-1:0]   data_o,
  // For those who watch: the packet whose head leaves, and who sends it.
  output logic [PacketBits-1:0] packet_o,
  output logic [SlotBits-1:0]   packet_slot_o,
  output logic                  packet_is_credit_o,
  output logic                  stalled_o,     ///< the link is free, and the router has no place for what there is
  output logic                  busy_o
);
  // Tables.
  logic [31:0] program_q [Slices*Rows];
  logic [31:0] ends_q [Programs];
  logic [31:0] entry_q [WordEntries];
  logic [15:0] column_offset_q [Slices*Columns];
  logic [7:0]  rows_begin_q [Slices], columns_begin_q [Slices];
  logic [VcBits-1:0] vc_q [Slices];
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i)
      unique case (32'(cfg_addr_i[31:24]))
        spikeloom_pkg::kTableProgram:      program_q[cfg_addr_i[SlotBits+RowBits-1:0]] <= cfg_data_i;
        spikeloom_pkg::kTableProgramEnds:  ends_q[cfg_addr_i[ProgramBits-1:0]] <= cfg_data_i;
        spikeloom_pkg::kTableWordEntry:    if (!cfg_addr_i[0]) entry_q[cfg_addr_i[EntryBits:1]] <= cfg_data_i;
        spikeloom_pkg::kTableColumnOffset: column_offset_q[cfg_addr_i[SlotBits+ColumnBits-1:0]] <= cfg_data_i[15:0];
        spikeloom_pkg::kTableDescriptor:
          unique case (32'(cfg_addr_i[4:0]))
            spikeloom_pkg::kFieldRowsBegin:    rows_begin_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[7:0];
            spikeloom_pkg::kFieldColumnsBegin: columns_begin_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[7:0];
            spikeloom_pkg::kFieldVc:           vc_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[VcBits-1:0];
            default: ;
          endcase
        default: ;
      endcase
  end

  // Rows: a ring of buffers, the held ones and behind them the reserved one.
  logic [SlotBits-1:0]    row_slot_q [Buffers];
  logic [7:0]             row_row_q [Buffers];
  logic [2:0]             row_step_q [Buffers];
  logic [Buffers-1:0]     row_parity_q;
  logic [ProgramBits-1:0] row_program_q [Buffers];
  logic [BufferBits-1:0]  first_q, fill_q, fill;
  logic [7:0]             held_q, reserved_q;
  logic [ProgramBits-1:0] program_now, fill_program_q;
  logic                   nobody_q, nobody;
  assign has_buffer_o = held_q + reserved_q < 8'(Buffers);
  function automatic logic [BufferBits-1:0] wrapped(input logic [7:0] number);
    wrapped = BufferBits'(number >= 8'(Buffers) ? number - 8'(Buffers) : number);
  endfunction
  assign fill        = sweep_i ? wrapped(8'(first_q) + held_q) : fill_q;
  assign program_now = sweep_i ? program_q[{slot_i, local_row_i[RowBits-1:0]}][ProgramBits-1:0] : fill_program_q;
  assign nobody      = sweep_i ? program_q[{slot_i, local_row_i[RowBits-1:0]}][15] : nobody_q;

  // Credits that are owed.
  logic                owes, read_credit, credit_leaves;
  logic [SlotBits-1:0] credit_slot;
  logic [47:0]         credit_header;
  credit_queue #(.Slices(Slices), .Rows(Rows), .GrantEntries(GrantEntries)) i_credits (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .row_done_i, .slot_i(row_done_slot_i),
    .row_i(row_done_row_i[RowBits-1:0]), .owes_o(owes), .slot_o(credit_slot), .read_i(read_credit),
    .header_o(credit_header), .sent_i(credit_leaves));

  // What is sent.
  logic [7:0]            position_q, flits_q;
  logic                  credit_under_way_q;
  logic [VcBits-1:0]     vc_under_way_q;
  logic [PacketBits-1:0] rest_q;
  logic [7:0]            places_q [Vcs];
  logic [7:0]            pause_q;
  logic [ColumnBits-1:0] column_q, column;
  logic [WordBits:0]     word_q;
  logic [WordBits-1:0]   word;
  logic [15:0]           end_q;

  logic begins, is_credit, has_row, pending, may_send;
  logic [VcBits-1:0] vc;
  logic [SlotBits-1:0] slot;
  assign begins    = position_q == '0;
  assign is_credit = begins ? owes : credit_under_way_q;
  assign has_row   = held_q != '0;
  assign slot      = is_credit ? credit_slot : row_slot_q[first_q];
  assign vc        = begins ? vc_q[slot] : vc_under_way_q;
  assign pending   = !begins || owes || has_row;
  assign stalled_o = pending && pause_q == '0 && !may_send;
  assign may_send  = pending && pause_q == '0 && (places_q[vc] != '0 || credit_i[vc]);

  logic                    look, found;
  logic [63:0]             entry;
  logic [15:0]             neuron;
  logic [WordChannels-1:0] bits;
  logic [Values*32-1:0]    values;
  assign look   = may_send && begins && !is_credit;
  assign neuron = column_offset_q[{slot, column}] + 16'(entry[42:32]);
  row_buffers #(
    .Buffers(Buffers), .RowNeurons(RowNeurons), .Columns(Columns), .Words(Words), .Lanes(Lanes), .Programs(Programs),
    .WordEntries(WordEntries), .WordChannels(WordChannels), .Values(Values)
  ) i_buffers (
    .clk_i, .cfg_valid_i, .cfg_addr_i, .cfg_data_i, .group_i, .first_i(group_first_i), .buffer_i(fill),
    .program_i(program_now), .neuron_i(group_neuron_i), .count_i(group_count_i), .emits_i(group_emits_i),
    .spikes_i(group_spikes_i), .x_i(group_x_i), .columns_i(group_columns_i), .channels_i(group_channels_i),
    .look_i(look), .look_buffer_i(first_q), .look_program_i(row_program_q[first_q]), .look_column_i(column_q),
    .look_word_i(word_q), .found_o(found), .column_o(column), .word_o(word), .entry_o(entry),
    .content_neuron_i(neuron), .bits_o(bits), .values_o(values));

  // The packet that begins.
  logic [31:0]           end_entry;
  logic [PacketBits-1:0] word_packet, packet;
  logic [7:0]            flits;
  assign read_credit = may_send && begins && is_credit;
  assign end_entry   = look ? entry_q[EntryBits'(ends_q[row_program_q[first_q]][15:0] + end_q)] : '0;
  word_packer #(.PacketBits(PacketBits), .WordChannels(WordChannels), .Values(Values)) i_packer (
    .enable_i(look), .is_word_i(found), .entry_i(entry), .end_i(end_entry[20:0]), .row_i(row_row_q[first_q]),
    .column_i(columns_begin_q[slot] + 8'(column)), .step_i(row_step_q[first_q]), .parity_i(row_parity_q[first_q]),
    .bits_i(bits), .values_i(values), .packet_o(word_packet));
  assign packet = word_packet | PacketBits'(credit_header);
  assign flits  = !(may_send && begins) ? flits_q : look && found ? 8'(entry[63:57]) : 8'(TokenFlits);

  assign valid_o            = may_send;
  assign vc_o               = vc;
  assign head_o             = begins;
  assign tail_o             = position_q + 8'd1 == flits;
  assign data_o             = begins ? packet[FlitBits-1:0] : rest_q[FlitBits-1:0];
  assign packet_o           = packet;
  assign packet_slot_o      = slot;
  assign packet_is_credit_o = is_credit;
  assign busy_o             = pending || pause_q != '0 || reserved_q != '0;

  logic leaves, row_leaves;
  assign credit_leaves = leaves && is_credit;
  assign leaves     = may_send && tail_o;
  assign row_leaves = leaves && !is_credit && in_ends && end_q + 16'd1 == 16'(ends_q[row_program_q[first_q]][23:16]);
  logic in_ends, in_ends_q;
  assign in_ends = begins ? look && !found : in_ends_q;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      first_q     <= '0;
      fill_q      <= '0;
      held_q      <= '0;
      reserved_q  <= '0;
      position_q  <= '0;
      flits_q     <= '0;
      pause_q     <= '0;
      column_q    <= '0;
      word_q      <= '0;
      end_q       <= '0;
      in_ends_q   <= 1'b0;
      credit_under_way_q <= 1'b0;
      for (int unsigned v = 0; v < Vcs; v++) places_q[v] <= 8'(Places);
    end else begin
      // Rows.
      if (sweep_i) begin
        fill_q              <= fill;
        fill_program_q      <= program_now;
        nobody_q            <= nobody;
        row_slot_q[fill]    <= slot_i;
        row_row_q[fill]     <= rows_begin_q[slot_i] + local_row_i;
        row_step_q[fill]    <= step_i;
        row_parity_q[fill]  <= parity_i;
        row_program_q[fill] <= program_now;
      end
      reserved_q <= reserved_q + 8'(sweep_i) - 8'(group_last_i);
      held_q     <= held_q + 8'(group_last_i && !nobody) - 8'(row_leaves);
      if (row_leaves) first_q <= wrapped(8'(first_q) + 8'd1);

      // Flits.
      if (pause_q != '0) pause_q <= pause_q - 8'd1;
      for (int unsigned v = 0; v < Vcs; v++)
        places_q[v] <= places_q[v] + 8'(credit_i[v]) - 8'(may_send && vc == VcBits'(v));
      if (may_send) begin
        pause_q            <= 8'(LinkInterval - 1);
        position_q         <= tail_o ? '0 : position_q + 8'd1;
        flits_q            <= flits;
        vc_under_way_q     <= vc;
        credit_under_way_q <= is_credit;
        rest_q             <= PacketBits'((begins ? packet : rest_q) >> FlitBits);
        in_ends_q          <= in_ends;
        if (look && found) begin
          column_q <= column;
          word_q   <= (WordBits+1)'(word) + 1'b1;
        end
        if (leaves && in_ends && !is_credit) end_q <= end_q + 16'd1;
        if (row_leaves) begin
          column_q <= '0;
          word_q   <= '0;
          end_q    <= '0;
        end
      end
    end
  end
endmodule
