// SPDX-License-Identifier: Apache-2.0
// An output of the router: who owns the virtual channels of the buffer behind it, how many places each has left, and
// the registers of crossbar and link.
module router_output_port #(
  parameter int unsigned FlitBits     = 128,
  parameter int unsigned UserBits     = 1,
  parameter int unsigned Vcs          = 1,
  parameter int unsigned PlaceBits    = 11,
  parameter int unsigned CreditDelay  = 0,
  parameter int unsigned LinkInterval = 1,
  parameter int unsigned Stages       = 1,  // registers a flit passes: crossbar and link
  localparam int unsigned VcBits      = (Vcs > 1) ? $clog2(Vcs) : 1
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,

  input  logic                 places_write_i,  // configuration: places of each VC behind the output
  input  logic [PlaceBits-1:0] places_i,

  // what the allocators may use, and what they took
  output logic [Vcs-1:0]       vc_free_o,
  output logic [Vcs-1:0]       credit_o,        // a place is left
  output logic                 link_free_o,     // no flit within the link interval
  input  logic [Vcs-1:0]       vc_take_i,
  input  logic                 granted_i,       // the switch, to any input

  // departure
  input  logic                 depart_i,
  input  logic [VcBits-1:0]    depart_vc_i,
  input  logic                 depart_head_i,
  input  logic                 depart_tail_i,
  input  logic [FlitBits-1:0]  depart_data_i,
  input  logic [UserBits-1:0]  depart_user_i,

  // link
  output logic                 flit_valid_o,
  output logic [VcBits-1:0]    flit_vc_o,
  output logic                 flit_head_o,
  output logic                 flit_tail_o,
  output logic [FlitBits-1:0]  flit_data_o,
  output logic [UserBits-1:0]  flit_user_o,
  input  logic [Vcs-1:0]       credit_i,
  output logic                 busy_o
);
  localparam int unsigned MarkBits = VcBits + 2;
  localparam int unsigned Last     = Stages - 1;

  logic [Vcs-1:0]       owned_q, credit_counts;
  logic [PlaceBits-1:0] places_q [Vcs];
  logic [2:0]           interval_q;
  logic [Stages-1:0]    valid_q;
  logic [MarkBits-1:0]  mark_q [Stages];  // vc, head, tail
  logic [FlitBits-1:0]  data_q [Stages];
  logic [UserBits-1:0]  user_q [Stages];
  logic                 credits_busy;

  delay_line #(.Width(Vcs), .Cycles(CreditDelay)) u_credits (
    .clk_i, .rst_ni, .value_i(credit_i), .value_o(credit_counts), .busy_o(credits_busy)
  );

  assign vc_free_o   = ~owned_q;
  assign link_free_o = interval_q == '0;
  for (genvar v = 0; v < Vcs; v++) begin : gen_credit
    assign credit_o[v] = places_q[v] != '0;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      owned_q <= '0;
      for (int unsigned v = 0; v < Vcs; v++) places_q[v] <= '0;
    end else if (places_write_i) begin
      for (int unsigned v = 0; v < Vcs; v++) places_q[v] <= places_i;
    end else begin
      for (int unsigned v = 0; v < Vcs; v++) begin
        if (vc_take_i[v]) owned_q[v] <= 1'b1;
        if (depart_i && depart_vc_i == VcBits'(v)) begin
          if (depart_tail_i) owned_q[v] <= 1'b0;
          if (!credit_counts[v]) places_q[v] <= places_q[v] - 1'b1;
        end else if (credit_counts[v]) begin
          places_q[v] <= places_q[v] + 1'b1;
        end
      end
    end
  end

  // A flit granted now and the next are so many cycles apart.
  if (LinkInterval > 1) begin : gen_interval
    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni)                interval_q <= '0;
      else if (granted_i)         interval_q <= 3'(LinkInterval - 1);
      else if (interval_q != '0)  interval_q <= interval_q - 3'd1;
    end
  end else begin : gen_no_interval
    logic unused;
    assign unused     = &{1'b0, granted_i};
    assign interval_q = '0;
  end

  // Crossbar and link.
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) valid_q <= '0;
    else         valid_q <= Stages'({valid_q, depart_i});
  end

  always_ff @(posedge clk_i) begin
    if (depart_i) begin
      mark_q[0] <= {depart_vc_i, depart_head_i, depart_tail_i};
      data_q[0] <= depart_data_i;
      user_q[0] <= depart_user_i;
    end
    for (int unsigned s = 1; s < Stages; s++) begin
      if (valid_q[s-1]) begin
        mark_q[s] <= mark_q[s-1];
        data_q[s] <= data_q[s-1];
        user_q[s] <= user_q[s-1];
      end
    end
  end

  assign flit_valid_o = valid_q[Last];
  assign {flit_vc_o, flit_head_o, flit_tail_o} = mark_q[Last];
  assign flit_data_o  = data_q[Last];
  assign flit_user_o  = user_q[Last];
  assign busy_o       = valid_q != '0 || interval_q != '0 || credits_busy;

`ifndef SYNTHESIS
  always_ff @(posedge clk_i) begin
    if (rst_ni && depart_i) begin
      assert (places_q[depart_vc_i] != '0) else $error("a flit departs without a credit");
    end
  end
`endif
endmodule
