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
  logic [31:0] column_list_q [Programs*Columns];
  logic [31:0] entry_low_q [WordEntries], entry_high_q [WordEntries];
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableProgramColumn))
      column_list_q[cfg_addr_i[ProgramBits+ColumnBits-1:0]] <= cfg_data_i;
    if (cfg_valid_i && cfg_addr_i[31:24] == 8'(spikeloom_pkg::kTableWordEntry)) begin
      if (cfg_addr_i[0]) entry_high_q[cfg_addr_i[EntryBits:1]] <= cfg_data_i;
      else entry_low_q[cfg_addr_i[EntryBits:1]] <= cfg_data_i;
    end
  end

  logic [Buffers*Columns*Words-1:0] words_q;     // that have something
  logic [Buffers*Columns-1:0]       columns_q;   // that have such a word
  logic [Buffers*RowNeurons-1:0]    spikes_q;
  logic [31:0]                      x_q [Buffers*RowNeurons];

  // Words that the neurons of a group make non-empty.
  logic [Columns*Words-1:0] words;
  logic [Words-1:0]         hits;
  logic [Columns-1:0]       columns;
  logic [31:0]              list;
  logic [EntryBits-1:0]     at;
  logic [15:0]              channel;
  logic [ColumnBits-1:0]    column;
  logic                     value;
  always_comb begin
    words   = '0;
    hits    = '0;
    columns = '0;
    list    = '0;
    at      = '0;
    channel = '0;
    column  = '0;
    value   = 1'b0;
    if (group_i)
      for (int unsigned i = 0; i < Lanes; i++) begin
        value = emits_i && x_i[i*32 +: 32] != '0;
        if (16'(i) < count_i && (spikes_i[i] || value)) begin
          column  = columns_i[i*8 +: ColumnBits];
          channel = channels_i[i*16 +: 16];
          list    = column_list_q[{program_i, column}];
          hits    = '0;
          for (int unsigned w = 0; w < Words; w++)
            if (w < 32'(list[23:16])) begin
              at = list[EntryBits-1:0] + EntryBits'(w);
              if ((entry_low_q[at][28] ? value : spikes_i[i]) && channel >= 16'(entry_high_q[at][10:0]) &&
                  channel < 16'(entry_high_q[at][10:0]) + 16'(entry_high_q[at][18:11]))
                hits[w] = 1'b1;
            end
          words[{column, {WordBits{1'b0}}} +: Words] = words[{column, {WordBits{1'b0}}} +: Words] | hits;
          if (hits != '0) columns[column] = 1'b1;
        end
      end
  end

  always_ff @(posedge clk_i) begin
    if (group_i) begin
      words_q[{buffer_i, {ColumnBits + WordBits{1'b0}}} +: Columns*Words] <=
          words | (first_i ? '0 : words_q[{buffer_i, {ColumnBits + WordBits{1'b0}}} +: Columns*Words]);
      columns_q[{buffer_i, {ColumnBits{1'b0}}} +: Columns] <=
          columns | (first_i ? '0 : columns_q[{buffer_i, {ColumnBits{1'b0}}} +: Columns]);
      for (int unsigned i = 0; i < Lanes; i++)
        if (16'(i) < count_i) begin
          spikes_q[{buffer_i, neuron_i[NeuronBits-1:0] + NeuronBits'(i)}] <= spikes_i[i];
          x_q[{buffer_i, neuron_i[NeuronBits-1:0] + NeuronBits'(i)}] <= x_i[i*32 +: 32];
        end
    end
  end

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
    if (found_o) begin
      if (entry_o[28]) begin
        for (int unsigned i = 0; i < Values; i++)
          if (i < 32'(entry_o[50:43]))
            values_o[i*32 +: 32] = x_q[{look_buffer_i, content_neuron_i[NeuronBits-1:0] + NeuronBits'(i)}];
      end else begin
        bits_o = spikes_q[{look_buffer_i, content_neuron_i[NeuronBits-1:0]} +: WordChannels] &
                 ~({WordChannels{1'b1}} << entry_o[50:43]);
      end
    end
  end
endmodule
