// SPDX-License-Identifier: Apache-2.0
// Reads the first packet of the input queue: for which slice it is, and what the datapath does with it. A packet that
// several slices here share is taken once for each of them that wants some of it, in the order of the sender's table
// (sim/machine/source_table.hpp), and leaves the queue with the last. Combinational but for the place in that table.
module word_decoder #(
  parameter int unsigned Slices       = 8,
  parameter int unsigned PacketBits   = 128,
  parameter int unsigned WordChannels = 64,
  parameter int unsigned Values       = 16,
  parameter int unsigned Words        = 128,  ///< that come through a port, or from a sender
  parameter int unsigned Senders      = 32,   ///< of shared packets
  parameter int unsigned Lines        = 64,   ///< of all senders
  parameter int unsigned LinesOfOne   = 8,    ///< of one sender
  parameter int unsigned Groups       = 256,  ///< of the chip
  localparam int unsigned SlotBits    = $clog2(Slices),
  localparam int unsigned WordBits    = $clog2(Words),
  localparam int unsigned SenderBits  = $clog2(Senders),
  localparam int unsigned LineBits    = $clog2(Lines),
  localparam int unsigned GroupBits   = $clog2(Groups)
) (
  input  logic                    clk_i,
  input  logic                    rst_ni,
  input  logic                    cfg_valid_i,
  input  logic [31:0]             cfg_addr_i,
  input  logic [31:0]             cfg_data_i,
  input  logic                    take_i,      ///< there is a packet, and the datapath takes it in this cycle
  input  logic [PacketBits-1:0]   packet_i,
  output logic                    pop_o,       ///< nobody else here wants it
  output logic [3:0]              op_o,        ///< spikeloom_pkg::kOp*
  output logic                    row_end_o,
  output logic                    credit_o,
  output logic [SlotBits-1:0]     slot_o,
  output logic [SlotBits-1:0]     queue_slot_o, ///< whose places the packet takes
  output logic [1:0]              port_o,
  output logic [7:0]              row_o,
  output logic [7:0]              column_o,
  output logic [2:0]              step_o,
  output logic                    parity_o,
  output logic [10:0]             first_o,     ///< channel, from the first that the slice has (convolution: weights for)
  output logic [7:0]              count_o,
  output logic [WordChannels-1:0] bits_o,
  output logic [Values*32-1:0]    values_o,
  output logic [15:0]             entry_o,     ///< of a credit
  output logic [10:0]             rows_o
);
  // Tables.
  logic [1:0]  operator_q [Slices];
  logic [3:0]  positional_q [Slices];
  logic [10:0] input_begin_q [Slices], channel_begin_q [Slices];
  logic [24:0] range_q [Slices*4*Words], shared_q [Senders*Words];
  logic [SenderBits-1:0] group_sender_q [Groups];
  logic [15:0] sender_q [Senders];
  logic [25:0] line_a_q [Lines];
  logic [16:0] line_b_q [Lines];
  logic [21:0] line_c_q [Lines];
  always_ff @(posedge clk_i) begin
    if (cfg_valid_i)
      unique case (32'(cfg_addr_i[31:24]))
        spikeloom_pkg::kTableDescriptor:
          unique case (32'(cfg_addr_i[4:0]))
            spikeloom_pkg::kFieldOperator:     operator_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[1:0];
            spikeloom_pkg::kFieldPositional:   positional_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[3:0];
            spikeloom_pkg::kFieldInputBegin:   input_begin_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[10:0];
            spikeloom_pkg::kFieldChannelBegin: channel_begin_q[cfg_addr_i[SlotBits+4:5]] <= cfg_data_i[10:0];
            default: ;
          endcase
        spikeloom_pkg::kTableWordRange:   range_q[cfg_addr_i[SlotBits+2+WordBits-1:0]] <= cfg_data_i[24:0];
        spikeloom_pkg::kTableSharedWord:  shared_q[cfg_addr_i[SenderBits+WordBits-1:0]] <= cfg_data_i[24:0];
        spikeloom_pkg::kTableGroupSender: group_sender_q[cfg_addr_i[GroupBits-1:0]] <= cfg_data_i[SenderBits-1:0];
        spikeloom_pkg::kTableSender:      sender_q[cfg_addr_i[SenderBits-1:0]] <= cfg_data_i[15:0];
        spikeloom_pkg::kTableLine: begin
          if (cfg_addr_i[1:0] == 2'd0) line_a_q[cfg_addr_i[LineBits+1:2]] <= cfg_data_i[25:0];
          if (cfg_addr_i[1:0] == 2'd1) line_b_q[cfg_addr_i[LineBits+1:2]] <= cfg_data_i[16:0];
          if (cfg_addr_i[1:0] == 2'd2) line_c_q[cfg_addr_i[LineBits+1:2]] <= cfg_data_i[21:0];
        end
        default: ;
      endcase
  end

  // Header.
  logic [3:0] code;
  logic       shared, is_values;
  assign code      = packet_i[3:0];
  assign shared    = code >= 4'd13;
  assign is_values = code == 4'd14 || (code >= 4'd4 && code < 4'd8);
  assign row_end_o = take_i && (shared ? code == 4'd15 && any_line : code >= 4'd8 && code < 4'd12);
  assign credit_o  = take_i && code == 4'd12;
  assign row_o     = packet_i[28:21];
  assign column_o  = packet_i[36:29];
  assign step_o    = packet_i[39:37];
  assign parity_o  = packet_i[40];
  assign entry_o   = packet_i[36:21];
  assign rows_o    = packet_i[47:37];

  // The word as it was sent.
  logic [SenderBits-1:0]   sender;
  logic [24:0]             range;
  logic [10:0]             first;
  logic [7:0]              count;
  logic [5:0]              value_bits;
  logic [WordChannels-1:0] bits;
  logic [Values*32-1:0]    values;
  logic [PacketBits-1:0]   payload;
  assign sender     = group_sender_q[packet_i[GroupBits+3:4]];
  assign first      = range[10:0];
  assign count      = range[18:11];
  assign value_bits = range[24:19];
  always_comb begin
    range   = '0;
    bits    = '0;
    values  = '0;
    payload = '0;
    if (take_i) begin
      range   = shared ? shared_q[{sender, packet_i[41 +: WordBits]}]
                       : range_q[{packet_i[16 +: SlotBits], code[1:0], packet_i[41 +: WordBits]}];
      payload = packet_i >> 48;
      bits    = payload[WordChannels-1:0];
      if (is_values)
        for (int unsigned i = 0; i < Values; i++)
          if (i < 32'(count)) begin
            values[i*32 +: 32] = payload[31:0] & ~({32{1'b1}} << value_bits);
            if (payload[7'(value_bits) - 7'd1]) values[i*32 +: 32] = payload[31:0] | ({32{1'b1}} << value_bits);
            payload = payload >> value_bits;
          end
    end
  end

  // Who takes what of a shared packet.
  logic [3:0]            line_q, line, next_line, lines;
  logic [LineBits-1:0]   line_base, at;
  logic [LinesOfOne-1:0] takes;
  logic [10:0]           part_begin, part_end;
  logic [7:0]            skip, size;
  logic                  wanted, any_line;
  assign line_base = sender_q[sender][LineBits-1:0];
  assign lines     = sender_q[sender][11:8];
  always_comb begin
    takes      = '0;
    at         = '0;
    part_begin = '0;
    part_end   = '0;
    skip       = '0;
    size       = '0;
    wanted     = 1'b0;
    if (take_i && shared)
      for (int unsigned l = 0; l < LinesOfOne; l++)
        if (l < 32'(lines)) begin
          at     = line_base + LineBits'(l);
          wanted = 9'(row_o) >= line_a_q[at][16:8] && 9'(row_o) < line_a_q[at][25:17];
          if (wanted && code != 4'd15) begin
            wanted     = line_a_q[at][7] == is_values && column_o >= line_b_q[at][7:0] &&
                         9'(column_o) < line_b_q[at][16:8];
            part_begin = line_c_q[at][10:0] > first ? line_c_q[at][10:0] : first;
            part_end   = line_c_q[at][21:11] < first + 11'(count) ? line_c_q[at][21:11] : first + 11'(count);
            if (part_end <= part_begin) wanted = 1'b0;
            skip = 8'(part_begin - first);
            size = 8'(part_end - part_begin);
            if (wanted && is_values) begin
              wanted = 1'b0;
              for (int unsigned i = 0; i < Values; i++)
                if (i >= 32'(skip) && i < 32'(skip) + 32'(size) && values[i*32 +: 32] != '0) wanted = 1'b1;
            end else if (wanted) begin
              wanted = ((bits >> skip) & ~({WordChannels{1'b1}} << size)) != '0;
            end
          end
          takes[l] = wanted;
        end
  end
  always_comb begin
    line      = line_q;
    next_line = lines;
    if (take_i && shared) begin
      if (line_q == '0) begin
        line = lines;
        for (int unsigned l = LinesOfOne; l > 0; l--) if (takes[l-1]) line = 4'(l - 1);
      end
      for (int unsigned l = LinesOfOne; l > 0; l--) if (takes[l-1] && 4'(l - 1) > line) next_line = 4'(l - 1);
    end
  end
  assign any_line = line < lines;
  assign pop_o    = take_i && (!shared || next_line == lines);

  always_ff @(posedge clk_i) begin
    if (!rst_ni) line_q <= '0;
    else if (take_i && shared) line_q <= next_line == lines ? '0 : next_line;
  end

  // What is done with it.
  logic [LineBits-1:0] mine;
  logic [10:0]         begins, ends, base;
  logic [7:0]          cut;
  logic                to_sum;
  always_comb begin
    op_o         = 4'(spikeloom_pkg::kOpIdle);
    slot_o       = packet_i[16 +: SlotBits];
    queue_slot_o = packet_i[16 +: SlotBits];
    port_o       = code[1:0];
    first_o      = '0;
    count_o      = count;
    bits_o       = bits;
    values_o     = values;
    mine         = '0;
    begins       = first;
    ends         = '0;
    base         = '0;
    cut          = '0;
    to_sum       = 1'b0;
    if (take_i) begin
      if (shared) begin
        queue_slot_o = line_a_q[line_base][SlotBits-1:0];
        mine         = line_base + (any_line ? LineBits'(line) : '0);
        slot_o       = line_a_q[mine][SlotBits-1:0];
        port_o       = line_a_q[mine][6:5];
        if (any_line && code != 4'd15) begin
          begins  = line_c_q[mine][10:0] > first ? line_c_q[mine][10:0] : first;
          ends    = line_c_q[mine][21:11] < first + 11'(count) ? line_c_q[mine][21:11] : first + 11'(count);
          cut     = 8'(begins - first);
          count_o = 8'(ends - begins);
          bits_o  = (bits >> cut) & ~({WordChannels{1'b1}} << count_o);
          if (is_values && cut != '0) values_o = values >> {cut, 5'b0};
        end
      end
      to_sum  = operator_q[slot_o] == 2'd3 || positional_q[slot_o][port_o];
      base    = operator_q[slot_o] == 2'd0 && !to_sum ? input_begin_q[slot_o] : channel_begin_q[slot_o];
      first_o = begins - base;
      if (!row_end_o && !credit_o && (!shared || any_line)) begin
        if (to_sum) op_o = 4'(spikeloom_pkg::kOpSum);
        else if (operator_q[slot_o] == 2'd2) op_o = 4'(spikeloom_pkg::kOpStore);
        else if (operator_q[slot_o] == 2'd1)
          op_o = is_values ? 4'(spikeloom_pkg::kOpDepthwiseValues) : 4'(spikeloom_pkg::kOpDepthwiseSpikes);
        else op_o = is_values ? 4'(spikeloom_pkg::kOpValues) : 4'(spikeloom_pkg::kOpSpikes);
      end
    end
  end
endmodule
