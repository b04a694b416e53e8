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
  localparam int unsigned Ports       = spikeloom_pkg::kDirections,
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

  // departure: the input that sends, if any, and the flits of all inputs
  input  logic [Ports-1:0]          depart_i,
  input  logic [Ports*VcBits-1:0]   depart_vc_i,
  input  logic [Ports-1:0]          depart_head_i,
  input  logic [Ports-1:0]          depart_tail_i,
  input  logic [Ports*FlitBits-1:0] depart_data_i,
  input  logic [Ports*UserBits-1:0] depart_user_i,

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
  localparam int unsigned WireBits = VcBits + 2 + UserBits + FlitBits;

  logic [Vcs-1:0]           owned_q, credit_counts, depart_from;
  logic [Vcs*PlaceBits-1:0] places_q;
  logic [2:0]               interval_q;
  logic [Stages-1:0]        valid_q;
  logic [WireBits-1:0]      crossbar_q;  // vc, head, tail, user, data
  logic [WireBits-1:0]      wires;
  logic                     departs, tail_departs, credits_busy;

  delay_line #(.Width(Vcs), .Cycles(CreditDelay)) u_credits (
    .clk_i, .rst_ni, .value_i(credit_i), .value_o(credit_counts), .busy_o(credits_busy)
  );

  assign vc_free_o   = ~owned_q;
  assign link_free_o = interval_q == '0;
  for (genvar v = 0; v < Vcs; v++) begin : gen_credit
    assign credit_o[v] = places_q[v*PlaceBits +: PlaceBits] != '0;
  end

  // By VC: whether a flit departs on it, and its tail.
  always_comb begin
    departs      = depart_i != '0;
    depart_from  = '0;
    tail_departs = 1'b0;
    for (int unsigned i = 0; i < Ports; i++) begin
      if (depart_i[i]) begin
        depart_from[depart_vc_i[i*VcBits +: VcBits]] = 1'b1;
        tail_departs = depart_tail_i[i];
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) owned_q <= '0;
    else         owned_q <= (owned_q | vc_take_i) & ~(tail_departs ? depart_from : '0);
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      places_q <= '0;
    end else if (places_write_i) begin
      places_q <= {Vcs{places_i}};
    end else if (depart_from != credit_counts) begin
      for (int unsigned v = 0; v < Vcs; v++) begin
        if (depart_from[v] && !credit_counts[v])
          places_q[v*PlaceBits +: PlaceBits] <= places_q[v*PlaceBits +: PlaceBits] - 1'b1;
        else if (credit_counts[v] && !depart_from[v])
          places_q[v*PlaceBits +: PlaceBits] <= places_q[v*PlaceBits +: PlaceBits] + 1'b1;
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

  // Crossbar and link. Registers behind the valid bit are written with a flit only.
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) valid_q <= '0;
    else         valid_q <= Stages'({valid_q, departs});
  end

  always_ff @(posedge clk_i) begin
    for (int unsigned i = 0; i < Ports; i++) begin
      if (depart_i[i])
        crossbar_q <= {depart_vc_i[i*VcBits +: VcBits], depart_head_i[i], depart_tail_i[i],
                       depart_user_i[i*UserBits +: UserBits], depart_data_i[i*FlitBits +: FlitBits]};
    end
  end

  if (Stages == 1) begin : gen_one_stage
    assign wires = crossbar_q;
  end else begin : gen_stages
    logic [(Stages-1)*WireBits-1:0] link_q;  // the youngest in the low bits
    always_ff @(posedge clk_i) begin
      for (int unsigned s = 0; s < Stages - 1; s++) begin
        if (valid_q[s])
          link_q[s*WireBits +: WireBits] <= (s == 0) ? crossbar_q : link_q[(s == 0 ? 0 : s-1)*WireBits +: WireBits];
      end
    end
    assign wires = link_q[(Stages-1)*WireBits-1 -: WireBits];
  end

  assign flit_valid_o = valid_q[Stages-1];
  assign {flit_vc_o, flit_head_o, flit_tail_o, flit_user_o, flit_data_o} = wires;
  assign busy_o       = valid_q != '0 || interval_q != '0 || credits_busy;

`ifndef SYNTHESIS
  always_ff @(posedge clk_i) begin
    if (rst_ni) begin
      assert ((depart_from & ~credit_o) == '0) else $error("a flit departs without a credit");
    end
  end
`endif
endmodule
