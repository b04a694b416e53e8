// SPDX-License-Identifier: Apache-2.0
// An input of the router: its virtual channels, which of them sends when several may, and the credits it returns.
module router_input_port #(
  parameter int unsigned FlitBits         = 128,
  parameter int unsigned UserBits         = 1,
  parameter int unsigned Vcs              = 1,
  parameter int unsigned BufferFlits      = 4,
  parameter int unsigned RoutingDelay     = 0,
  parameter int unsigned VcAllocDelay     = 0,
  parameter int unsigned SwitchAllocDelay = 1,
  parameter int unsigned LinkLatency      = 1,     // of the credits, back to the sender
  parameter bit          RoutingYX        = 1'b0,
  localparam int unsigned Ports           = spikeloom_pkg::kDirections,
  localparam int unsigned VcBits          = (Vcs > 1) ? $clog2(Vcs) : 1
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,

  // link
  input  logic                 flit_valid_i,
  input  logic [VcBits-1:0]    flit_vc_i,
  input  logic                 flit_head_i,
  input  logic                 flit_tail_i,
  input  logic [FlitBits-1:0]  flit_data_i,
  input  logic [UserBits-1:0]  flit_user_i,
  output logic [Vcs-1:0]       credit_o,

  // place in the mesh, and the table of trees
  input  logic [5:0]           column_i,
  input  logic [5:0]           row_i,
  input  logic [6:0]           columns_i,
  input  logic [12:0]          tiles_i,
  output logic [Vcs*15-1:0]    group_o,          // asked for, by VC
  input  logic [Vcs*Ports-1:0] group_outputs_i,  // by VC

  // allocation; by VC, then output
  input  logic [Vcs*Ports-1:0] vc_free_i,
  output logic [Vcs*Ports-1:0] vc_request_o,
  input  logic [Vcs*Ports-1:0] vc_grant_i,
  output logic [Vcs*Ports-1:0] vc_take_o,
  input  logic [Vcs*Ports-1:0] credit_i,         // the VC has a place behind the output
  input  logic [Ports-1:0]     link_free_i,
  output logic [Ports-1:0]     switch_request_o,
  input  logic [Ports-1:0]     switch_grant_i,   // one at most

  // departure
  output logic [Ports-1:0]     depart_o,         // the output that takes a flit, one at most
  output logic [VcBits-1:0]    depart_vc_o,
  output logic                 depart_head_o,
  output logic                 depart_tail_o,
  output logic [FlitBits-1:0]  depart_data_o,
  output logic [UserBits-1:0]  depart_user_o,

  // what was lost; by VC, then output
  output logic [Vcs*Ports-1:0] no_vc_o,
  output logic [Vcs*Ports-1:0] lost_vc_o,
  output logic [Vcs*Ports-1:0] no_credit_o,
  output logic [Vcs*Ports-1:0] lost_switch_o,
  output logic [Vcs-1:0]       full_o,           // for tests, by VC
  output logic [Vcs-1:0]       blocked_branch_o,
  output logic [Vcs-1:0]       wraps_o,
  output logic                 busy_o
);
  localparam int unsigned PointerBits = $clog2(Vcs + 1);

  logic [Vcs-1:0]       candidates, chosen;
  logic [Vcs-1:0]       pop, vc_busy;
  logic [Vcs*Ports-1:0] request, grant, depart;
  logic [Vcs-1:0]       head, tail;
  logic [FlitBits-1:0]  data [Vcs];
  logic [UserBits-1:0]  user [Vcs];
  logic                 credits_busy;

  for (genvar v = 0; v < Vcs; v++) begin : gen_vc
    logic        route_valid;
    logic [18:0] header;
    logic [5:0]  route;

    router_route #(.RoutingYX(RoutingYX)) u_route (
      .valid_i(route_valid), .header_i(header), .group_outputs_i(group_outputs_i[v*Ports +: Ports]),
      .column_i, .row_i, .columns_i, .tiles_i, .group_o(group_o[v*15 +: 15]), .outputs_o(route)
    );

    router_input_vc #(
      .FlitBits(FlitBits), .UserBits(UserBits), .BufferFlits(BufferFlits), .RoutingDelay(RoutingDelay),
      .VcAllocDelay(VcAllocDelay), .SwitchAllocDelay(SwitchAllocDelay)
    ) u_vc (
      .clk_i, .rst_ni,
      .write_i(flit_valid_i && flit_vc_i == VcBits'(v)),
      .head_i(flit_head_i), .tail_i(flit_tail_i), .data_i(flit_data_i), .user_i(flit_user_i),
      .route_valid_o(route_valid), .route_header_o(header), .route_i(route),
      .vc_free_i(vc_free_i[v*Ports +: Ports]), .vc_request_o(vc_request_o[v*Ports +: Ports]),
      .vc_grant_i(vc_grant_i[v*Ports +: Ports]), .vc_take_o(vc_take_o[v*Ports +: Ports]),
      .credit_i(credit_i[v*Ports +: Ports]), .link_free_i,
      .switch_request_o(request[v*Ports +: Ports]), .switch_grant_i(grant[v*Ports +: Ports]),
      .depart_o(depart[v*Ports +: Ports]), .depart_head_o(head[v]), .depart_tail_o(tail[v]),
      .depart_data_o(data[v]), .depart_user_o(user[v]), .pop_o(pop[v]),
      .no_vc_o(no_vc_o[v*Ports +: Ports]), .lost_vc_o(lost_vc_o[v*Ports +: Ports]),
      .no_credit_o(no_credit_o[v*Ports +: Ports]), .lost_switch_o(lost_switch_o[v*Ports +: Ports]),
      .full_o(full_o[v]), .blocked_branch_o(blocked_branch_o[v]), .wraps_o(wraps_o[v]), .busy_o(vc_busy[v])
    );

    assign candidates[v] = (request[v*Ports +: Ports] & switch_grant_i) != '0;
    assign grant[v*Ports +: Ports] = chosen[v] ? switch_grant_i : '0;
  end

  // The port asks for what any of its VCs asks for; of those that asked for what it got, one is chosen.
  always_comb begin
    switch_request_o = '0;
    for (int unsigned v = 0; v < Vcs; v++) switch_request_o |= request[v*Ports +: Ports];
  end

  if (Vcs == 1) begin : gen_one_vc
    assign chosen = candidates;
  end else begin : gen_choice
    logic [PointerBits-1:0] pointer_q;
    round_robin #(.Requests(Vcs)) u_choice (.request_i(candidates), .pointer_i(pointer_q), .grant_o(chosen));
    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) pointer_q <= '0;
      else
        for (int unsigned v = 0; v < Vcs; v++) if (chosen[v]) pointer_q <= PointerBits'(v + 1);
    end
  end

  always_comb begin
    depart_o      = depart[Ports-1:0];
    depart_vc_o   = '0;
    depart_head_o = head[0];
    depart_tail_o = tail[0];
    depart_data_o = data[0];
    depart_user_o = user[0];
    for (int unsigned v = 1; v < Vcs; v++) begin
      if (depart[v*Ports +: Ports] != '0) begin
        depart_o      = depart[v*Ports +: Ports];
        depart_vc_o   = VcBits'(v);
        depart_head_o = head[v];
        depart_tail_o = tail[v];
        depart_data_o = data[v];
        depart_user_o = user[v];
      end
    end
  end

  delay_line #(.Width(Vcs), .Cycles(LinkLatency)) u_credits (
    .clk_i, .rst_ni, .value_i(pop), .value_o(credit_o), .busy_o(credits_busy)
  );
  assign busy_o = vc_busy != '0 || credits_busy;
endmodule
