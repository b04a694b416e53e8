// SPDX-License-Identifier: Apache-2.0
// Finished rows on their way out: X and spikes as the neuron unit delivers them and, so that words of zeros cost nothing,
// one bit for each word that has something. A word is channels [first, first + count) of one column; which words a
// column has, the row program says.
module row_buffers #(
  parameter int unsigned Buffers      = 2,
  parameter int unsigned RowNeurons   = 1024,  ///< of a row
  parameter int unsigned Columns      = 32,
  parameter int unsigned Words        = 64,    ///< of a column
  parameter int unsigned Lanes        = 16,    ///< of the neuron unit
  parameter int unsigned Programs     = 64,
  parameter int unsigned WordEntries  = 2048,
  parameter int unsigned WordChannels = 64,
  parameter int unsigned Values       = 16,
  localparam int unsigned BufferBits  = Buffers > 1 ? $clog2(Buffers) : 1,
  localparam int unsigned NeuronBits  = $clog2(RowNeurons),
  localparam int unsigned ColumnBits  = $clog2(Columns),
  localparam int unsigned WordBits    = $clog2(Words),
  localparam int unsigned ProgramBits = $clog2(Programs),
  localparam int unsigned EntryBits   = $clog2(WordEntries)
) (
  input  logic                    clk_i,
  input  logic                    cfg_valid_i,
  input  logic [31:0]             cfg_addr_i,
  input  logic [31:0]             cfg_data_i,
  // A group of neurons.
  input  logic                    group_i,
  input  logic                    first_i,    ///< of its row: forgets what was there
  input  logic [BufferBits-1:0]   buffer_i,
  input  logic [ProgramBits-1:0]  program_i,
  input  logic [15:0]             neuron_i,
  input  logic [15:0]             count_i,
  input  logic                    emits_i,
  input  logic [Lanes-1:0]        spikes_i,
  input  logic [Lanes*32-1:0]     x_i,
  input  logic [Lanes*8-1:0]      columns_i,
  input  logic [Lanes*16-1:0]     channels_i,
  // The next word of a row, from (column, word) on.
  input  logic                    look_i,
  input  logic [BufferBits-1:0]   look_buffer_i,
  input  logic [ProgramBits-1:0]  look_program_i,
  input  logic [ColumnBits-1:0]   look_column_i,
  input  logic [WordBits:0]       look_word_i,
  output logic                    found_o,
  output logic [ColumnBits-1:0]   column_o,
  output logic [WordBits-1:0]     word_o,
  output logic [63:0]             entry_o,    ///< core_tables: kWordEntry
  // Its content.
  input  logic [15:0]             content_neuron_i,  ///< of its first channel
  output logic [WordChannels-1:0] bits_o,
  output logic [Values*32-1:0]    values_o
);
  localparam int unsigned RangeBits = 20;  // word_marker
  logic [31:0] column_list_q [Programs*Columns];
  logic [31:0] entry_low_q [WordEntries], entry_high_q [WordEntries];
  logic        cfg_entry, carries_values_q;
  assign cfg_entry = cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableWordEntry);
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableProgramColumn))
      column_list_q[cfg_addr_i[ProgramBits+ColumnBits-1:0]] <= cfg_data_i;
    if (cfg_entry) begin
      if (cfg_addr_i[0]) entry_high_q[cfg_addr_i[EntryBits:1]] <= cfg_data_i;
      else entry_low_q[cfg_addr_i[EntryBits:1]] <= cfg_data_i;
      if (!cfg_addr_i[0]) carries_values_q <= cfg_data_i[28];  // of the half that comes next
    end
  end

  // Words that the neurons of a group make non-empty: each lane looks at the list of its own column. ---------------
  logic [Lanes-1:0]                 marks;
  logic [Lanes*ColumnBits-1:0]      columns;
  logic [Lanes*EntryBits-1:0]       lists;
  logic [Lanes*8-1:0]               counts;
  logic [Lanes*Words*RangeBits-1:0] ranges;
  logic [Lanes*Words-1:0]           hits;
  list_sram #(.Words(WordEntries), .Width(RangeBits), .Group(Words), .Ports(Lanes)) i_ranges (
    .clk_i, .cfg_valid_i(cfg_entry && cfg_addr_i[0]), .cfg_addr_i(cfg_addr_i[EntryBits:1]),
    .cfg_data_i({carries_values_q, cfg_data_i[18:0]}), .read_i(marks), .addr_i(lists), .count_i(counts), .data_o(ranges));
  for (genvar i = 0; i < Lanes; i++) begin : gen_lanes
    logic        value;
    logic [31:0] list;
    assign value    = emits_i && x_i[i*32 +: 32] != '0;
    assign marks[i] = group_i && 16'(i) < count_i && (spikes_i[i] || value);
    assign columns[i*ColumnBits +: ColumnBits] = columns_i[i*8 +: ColumnBits];
    assign list = marks[i] ? column_list_q[{program_i, columns_i[i*8 +: ColumnBits]}] : '0;
    assign lists[i*EntryBits +: EntryBits] = list[EntryBits-1:0];
    assign counts[i*8 +: 8]                = list[23:16];
    word_marker #(.Words(Words)) i_marker (
      .enable_i(marks[i]), .spikes_i(spikes_i[i]), .value_i(value), .channel_i(channels_i[i*16 +: 16]),
      .count_i(list[23:16]), .ranges_i(ranges[i*Words*RangeBits +: Words*RangeBits]), .hits_o(hits[i*Words +: Words]));
  end

  logic [Buffers*Columns*Words-1:0] words_q;    // that have something
  logic [Buffers*Columns-1:0]       columns_q;  // that have such a word
  for (genvar c = 0; c < Columns; c++) begin : gen_columns
    logic [Words-1:0] words;
    always_comb begin
      words = '0;
      if (group_i)
        for (int unsigned i = 0; i < Lanes; i++)
          if (marks[i] && columns[i*ColumnBits +: ColumnBits] == ColumnBits'(c)) words = words | hits[i*Words +: Words];
    end
    for (genvar b = 0; b < Buffers; b++) begin : gen_buffers
      always_ff @(posedge clk_i)
        if (group_i && buffer_i == BufferBits'(b) && (first_i || words != '0)) begin
          words_q[(b*Columns+c)*Words +: Words] <= words | (first_i ? '0 : words_q[(b*Columns+c)*Words +: Words]);
          columns_q[b*Columns+c] <= words != '0 || (!first_i && columns_q[b*Columns+c]);
        end
    end
  end

  // What they carry. ---------------------------------------------------------------------------------------------
  logic [NeuronBits+BufferBits-1:0] group_place, content_place;
  logic [WordChannels-1:0]          bits;
  logic [Values*32-1:0]             values;
  logic                             carries_values;
  logic [Lanes-1:0]                 unused_spikes;
  logic [Lanes*32-1:0]              unused_x;
  assign group_place    = {buffer_i, neuron_i[NeuronBits-1:0]};
  assign content_place  = {look_buffer_i, content_neuron_i[NeuronBits-1:0]};
  assign carries_values = entry_o[28];
  lane_sram #(.Words(Buffers*RowNeurons), .Width(1), .LanesA(WordChannels), .LanesB(Lanes)) i_spikes (
    .clk_i, .cfg_valid_i(1'b0), .cfg_addr_i('0), .cfg_data_i('0),
    .a_read_i(found_o && !carries_values), .a_raddr_i(content_place), .a_rdata_o(bits),
    .a_write_i(1'b0), .a_waddr_i('0), .a_count_i('0), .a_wdata_i('0), .b_read_i(1'b0), .b_raddr_i('0),
    .b_rdata_o(unused_spikes), .b_write_i(group_i), .b_waddr_i(group_place), .b_count_i(count_i), .b_wdata_i(spikes_i));
  lane_sram #(.Words(Buffers*RowNeurons), .Width(32), .LanesA(Values), .LanesB(Lanes)) i_x (
    .clk_i, .cfg_valid_i(1'b0), .cfg_addr_i('0), .cfg_data_i('0),
    .a_read_i(found_o && carries_values), .a_raddr_i(content_place), .a_rdata_o(values),
    .a_write_i(1'b0), .a_waddr_i('0), .a_count_i('0), .a_wdata_i('0), .b_read_i(1'b0), .b_raddr_i('0),
    .b_rdata_o(unused_x), .b_write_i(group_i), .b_waddr_i(group_place), .b_count_i(count_i), .b_wdata_i(x_i));

  // The next word.
  logic [Words-1:0]      here, there;
  logic [Columns-1:0]    later, unused_columns;
  logic [ColumnBits-1:0] next_column;
  logic [Words-1:0]      unused_words;
  always_comb begin
    here  = '0;
    later = '0;
    if (look_i) begin
      here  = words_q[{look_buffer_i, look_column_i, {WordBits{1'b0}}} +: Words] & ({Words{1'b1}} << look_word_i);
      later = columns_q[{look_buffer_i, {ColumnBits{1'b0}}} +: Columns] & ~((Columns'(2) << look_column_i) - 1'b1);
    end
  end
  lowest_bit #(.Width(Columns)) i_column (
    .enable_i(look_i), .bits_i(later), .index_o(next_column), .rest_o(unused_columns));
  assign column_o = here != '0 ? look_column_i : next_column;
  assign there    = here != '0 || !look_i ? here : words_q[{look_buffer_i, next_column, {WordBits{1'b0}}} +: Words];
  lowest_bit #(.Width(Words)) i_word (
    .enable_i(look_i), .bits_i(there), .index_o(word_o), .rest_o(unused_words));
  assign found_o = look_i && (here != '0 || later != '0);

  logic [EntryBits-1:0] entry;
  always_comb begin
    entry   = '0;
    entry_o = '0;
    if (found_o) begin
      entry   = column_list_q[{look_program_i, column_o}][EntryBits-1:0] + EntryBits'(word_o);
      entry_o = {entry_high_q[entry], entry_low_q[entry]};
    end
  end

  // Its content, behind its end zeros.
  always_comb begin
    bits_o   = '0;
    values_o = '0;
    if (found_o && carries_values) begin
      for (int unsigned i = 0; i < Values; i++)
        if (i < 32'(entry_o[50:43])) values_o[i*32 +: 32] = values[i*32 +: 32];
    end else if (found_o) begin
      bits_o = bits & ~({WordChannels{1'b1}} << entry_o[50:43]);
    end
  end
endmodule
