// SPDX-License-Identifier: Apache-2.0
// The core's input queue: flits of each virtual channel become packets, packets queue in the order of their tails.
// What arrives in a cycle can be popped in the same one (the registers are at the input). The places of a popped packet
// go back one a cycle, the first in the cycle of the pop.
module input_queue #(
  parameter int unsigned FlitBits = 128,
  parameter int unsigned Vcs      = 1,
  parameter int unsigned Depth    = 8,  ///< flits of each virtual channel
  parameter int unsigned MaxFlits = 1,  ///< of a packet
  localparam int unsigned VcBits     = Vcs > 1 ? $clog2(Vcs) : 1,
  localparam int unsigned PacketBits = MaxFlits * FlitBits
) (
  input  logic                  clk_i,
  input  logic                  rst_ni,
  input  logic                  flit_valid_i,
  input  logic [VcBits-1:0]     flit_vc_i,
  input  logic                  flit_tail_i,
  input  logic [FlitBits-1:0]   flit_data_i,
  output logic                  valid_o,   ///< there is a packet
  output logic [PacketBits-1:0] packet_o,  ///< the first; header in the low bits
  input  logic                  pop_i,     ///< takes it
  output logic                  popped_o,  ///< it is taken: flits_o places
  output logic [7:0]            flits_o,   ///< of the first packet
  output logic [Vcs-1:0]        credit_o,  ///< one place of this virtual channel is free
  output logic                  busy_o
);
  localparam int unsigned Entries   = 1 << $clog2(Depth * Vcs + 1);
  localparam int unsigned EntryBits = $clog2(Entries);

  // Packets under way, one for each channel.
  logic [PacketBits-1:0] part_q [Vcs];
  logic [7:0]            length_q [Vcs];
  // Whole packets, and places owed.
  logic [PacketBits-1:0] packet_q [Entries];
  logic [VcBits-1:0]     vc_q [Entries], owed_vc_q [Entries];
  logic [7:0]            flits_q [Entries], owed_q [Entries];
  logic [EntryBits-1:0]  first_q, last_q, owed_first_q, owed_last_q;

  logic [PacketBits-1:0] whole;
  always_comb begin
    whole = '0;
    if (flit_valid_i) begin
      whole = part_q[flit_vc_i];
      for (int unsigned i = 0; i < MaxFlits; i++)
        if (length_q[flit_vc_i] == 8'(i)) whole[i*FlitBits +: FlitBits] = flit_data_i;
    end
  end

  logic owes;
  assign valid_o  = first_q != last_q;
  assign packet_o = packet_q[first_q];
  assign flits_o  = flits_q[first_q];
  assign popped_o = pop_i && valid_o;
  assign owes     = owed_first_q != owed_last_q;
  assign busy_o   = valid_o || owes;

  always_comb begin
    credit_o = '0;
    if (owes) credit_o[owed_vc_q[owed_first_q]] = 1'b1;
    else if (popped_o) credit_o[vc_q[first_q]] = 1'b1;
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      first_q      <= '0;
      last_q       <= '0;
      owed_first_q <= '0;
      owed_last_q  <= '0;
      for (int unsigned v = 0; v < Vcs; v++) begin
        length_q[v] <= '0;
        part_q[v]   <= '0;
      end
    end else begin
      if (flit_valid_i) begin
        part_q[flit_vc_i]   <= flit_tail_i ? '0 : whole;
        length_q[flit_vc_i] <= flit_tail_i ? '0 : length_q[flit_vc_i] + 8'd1;
        if (flit_tail_i) begin
          packet_q[last_q] <= whole;
          vc_q[last_q]     <= flit_vc_i;
          flits_q[last_q]  <= length_q[flit_vc_i] + 8'd1;
          last_q           <= last_q + 1'b1;
        end
      end
      if (popped_o) first_q <= first_q + 1'b1;
      if (owes) begin
        owed_q[owed_first_q] <= owed_q[owed_first_q] - 8'd1;
        if (owed_q[owed_first_q] == 8'd1) owed_first_q <= owed_first_q + 1'b1;
      end
      // A popped packet owes all its places, or all but the one that goes back now.
      if (popped_o && (owes || flits_q[first_q] != 8'd1)) begin
        owed_vc_q[owed_last_q] <= vc_q[first_q];
        owed_q[owed_last_q]    <= owes ? flits_q[first_q] : flits_q[first_q] - 8'd1;
        owed_last_q            <= owed_last_q + 1'b1;
      end
    end
  end
endmodule
