// SPDX-License-Identifier: Apache-2.0
// The router of a tile: six ports, virtual channels, credits, wormhole packets, trees. It keeps the cycle table of
// noc/README.md; cycle c of the table is the period after the clock edge at which the wires of c are captured.
// Ports stand in the order of the directions: local, north, east, south, west, host.
module spike_router #(
  parameter int unsigned FlitBits         = 128,
  parameter int unsigned UserBits         = 1,
  parameter int unsigned Vcs              = 1,
  parameter int unsigned BufferFlits      = 4,
  parameter int unsigned RoutingDelay     = 0,
  parameter int unsigned VcAllocDelay     = 0,
  parameter int unsigned SwitchAllocDelay = 1,
  parameter int unsigned SwitchDelay      = 0,
  parameter int unsigned CreditDelay      = 0,
  parameter int unsigned LinkLatency      = 1,     // between routers; to and from local and host ports it is 1
  parameter int unsigned LinkInterval     = 1,
  parameter bit          RoutingYX        = 1'b0,
  parameter bit          SeparableVcAlloc = 1'b0,  // else iSLIP
  parameter bit          SeparableSwitchAlloc = 1'b0,
  parameter int unsigned GroupEntries     = 64,    // of the table of trees
  localparam int unsigned Ports           = spikeloom_pkg::kDirections,
  localparam int unsigned VcBits          = (Vcs > 1) ? $clog2(Vcs) : 1
) (
  input  logic                      clk_i,
  input  logic                      rst_ni,

  // configuration: one write a clock, before the first cycle (rtl/verilated/config_map.hpp)
  input  logic                      cfg_valid_i,
  input  logic [31:0]               cfg_addr_i,
  input  logic [63:0]               cfg_data_i,

  // links: flits that come, credits that go
  input  logic [Ports-1:0]          in_valid_i,
  input  logic [Ports*VcBits-1:0]   in_vc_i,
  input  logic [Ports-1:0]          in_head_i,
  input  logic [Ports-1:0]          in_tail_i,
  input  logic [Ports*FlitBits-1:0] in_data_i,
  input  logic [Ports*UserBits-1:0] in_user_i,
  output logic [Ports*Vcs-1:0]      in_credit_o,

  // links: flits that go, credits that come
  output logic [Ports-1:0]          out_valid_o,
  output logic [Ports*VcBits-1:0]   out_vc_o,
  output logic [Ports-1:0]          out_head_o,
  output logic [Ports-1:0]          out_tail_o,
  output logic [Ports*FlitBits-1:0] out_data_o,
  output logic [Ports*UserBits-1:0] out_user_o,
  input  logic [Ports*Vcs-1:0]      out_credit_i,

  output logic                      busy_o,        // low: without input nothing would change

  // counters, for simulation
  output logic [63:0]               count_vc_grants_o,
  output logic [63:0]               count_no_vc_o,
  output logic [63:0]               count_lost_vc_o,
  output logic [63:0]               count_no_credit_o,
  output logic [63:0]               count_lost_switch_o,
  output logic [63:0]               count_full_o,
  output logic [63:0]               count_blocked_branch_o,
  output logic [63:0]               count_wraps_o
);
  localparam int unsigned PlaceBits = 11;
  localparam int unsigned GroupBits = (GroupEntries > 1) ? $clog2(GroupEntries) : 1;
  localparam int unsigned Matrix    = Ports * Ports;

  // Configuration
  logic [5:0]       column_q, row_q;
  logic [6:0]       columns_q;
  logic [12:0]      tiles_q;
  logic [Ports-1:0] groups_q [GroupEntries];
  logic             cfg_place, cfg_groups, cfg_places;

  always_comb begin
    cfg_place  = 1'b0;
    cfg_groups = 1'b0;
    cfg_places = 1'b0;
    if (cfg_valid_i && cfg_addr_i[31:spikeloom_pkg::kConfigBlockOffset] == 8'(spikeloom_pkg::kConfigRouter)) begin
      unique case (cfg_addr_i[23:spikeloom_pkg::kConfigRouterTableOffset])
        8'(spikeloom_pkg::kConfigRouterPlace):  cfg_place  = 1'b1;
        8'(spikeloom_pkg::kConfigRouterGroups): cfg_groups = 1'b1;
        8'(spikeloom_pkg::kConfigRouterPlaces): cfg_places = 1'b1;
        default: ;
      endcase
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      column_q  <= '0;
      row_q     <= '0;
      columns_q <= 7'd1;
      tiles_q   <= 13'd1;
    end else if (cfg_place) begin
      unique case (cfg_addr_i[1:0])
        2'(spikeloom_pkg::kConfigPlaceColumn):  column_q  <= cfg_data_i[5:0];
        2'(spikeloom_pkg::kConfigPlaceRow):     row_q     <= cfg_data_i[5:0];
        2'(spikeloom_pkg::kConfigPlaceColumns): columns_q <= cfg_data_i[6:0];
        2'(spikeloom_pkg::kConfigPlaceTiles):   tiles_q   <= cfg_data_i[12:0];
        default: ;
      endcase
    end
  end

  always_ff @(posedge clk_i) begin
    if (cfg_groups) groups_q[cfg_addr_i[GroupBits-1:0]] <= cfg_data_i[Ports-1:0];
  end

  logic unused_cfg;
  assign unused_cfg = &{1'b0, cfg_addr_i, cfg_data_i};

  // Between inputs and outputs. Of each VC a matrix: input, then output.
  logic [Vcs*Matrix-1:0]     vc_request, vc_grant, vc_take;
  logic [Vcs*Matrix-1:0]     no_vc, lost_vc, no_credit, lost_switch;
  logic [Matrix-1:0]         switch_request, switch_grant, depart;
  logic [Vcs*Ports-1:0]      vc_free, credit;  // by VC, then output
  logic [Vcs*Ports-1:0]      full, blocked_branch, wraps;  // by input, then VC
  logic [Ports-1:0]          link_free, input_busy, output_busy;
  logic [Ports*VcBits-1:0]   depart_vc;        // by input
  logic [Ports-1:0]          depart_head, depart_tail;
  logic [Ports*FlitBits-1:0] depart_data;
  logic [Ports*UserBits-1:0] depart_user;

  for (genvar i = 0; i < Ports; i++) begin : gen_input
    localparam bit Terminal = i == spikeloom_pkg::kLocal || i == spikeloom_pkg::kHost;

    logic [Vcs*Ports-1:0] request, grant, take, own_no_vc, own_lost_vc, own_no_credit, own_lost_switch, group_outputs;
    logic [Vcs*15-1:0]    group;

    for (genvar v = 0; v < Vcs; v++) begin : gen_vc
      localparam int unsigned At = v * Matrix + i * Ports;
      assign vc_request[At +: Ports]  = request[v*Ports +: Ports];
      assign grant[v*Ports +: Ports]  = vc_grant[At +: Ports];
      assign vc_take[At +: Ports]     = take[v*Ports +: Ports];
      assign no_vc[At +: Ports]       = own_no_vc[v*Ports +: Ports];
      assign lost_vc[At +: Ports]     = own_lost_vc[v*Ports +: Ports];
      assign no_credit[At +: Ports]   = own_no_credit[v*Ports +: Ports];
      assign lost_switch[At +: Ports] = own_lost_switch[v*Ports +: Ports];
      assign group_outputs[v*Ports +: Ports] = groups_q[group[v*15 +: GroupBits]];
    end

    logic unused_group;  // its upper bits, where the table is smaller than all groups
    assign unused_group = &{1'b0, group};

    router_input_port #(
      .FlitBits(FlitBits), .UserBits(UserBits), .Vcs(Vcs), .BufferFlits(BufferFlits), .RoutingDelay(RoutingDelay),
      .VcAllocDelay(VcAllocDelay), .SwitchAllocDelay(SwitchAllocDelay), .LinkLatency(Terminal ? 1 : LinkLatency),
      .RoutingYX(RoutingYX)
    ) u_port (
      .clk_i, .rst_ni,
      .flit_valid_i(in_valid_i[i]), .flit_vc_i(in_vc_i[i*VcBits +: VcBits]),
      .flit_head_i(in_head_i[i]), .flit_tail_i(in_tail_i[i]),
      .flit_data_i(in_data_i[i*FlitBits +: FlitBits]), .flit_user_i(in_user_i[i*UserBits +: UserBits]),
      .credit_o(in_credit_o[i*Vcs +: Vcs]),
      .column_i(column_q), .row_i(row_q), .columns_i(columns_q), .tiles_i(tiles_q),
      .group_o(group), .group_outputs_i(group_outputs),
      .vc_free_i(vc_free), .vc_request_o(request), .vc_grant_i(grant), .vc_take_o(take),
      .credit_i(credit), .link_free_i(link_free),
      .switch_request_o(switch_request[i*Ports +: Ports]), .switch_grant_i(switch_grant[i*Ports +: Ports]),
      .depart_o(depart[i*Ports +: Ports]), .depart_vc_o(depart_vc[i*VcBits +: VcBits]),
      .depart_head_o(depart_head[i]), .depart_tail_o(depart_tail[i]),
      .depart_data_o(depart_data[i*FlitBits +: FlitBits]), .depart_user_o(depart_user[i*UserBits +: UserBits]),
      .no_vc_o(own_no_vc), .lost_vc_o(own_lost_vc), .no_credit_o(own_no_credit), .lost_switch_o(own_lost_switch),
      .full_o(full[i*Vcs +: Vcs]), .blocked_branch_o(blocked_branch[i*Vcs +: Vcs]), .wraps_o(wraps[i*Vcs +: Vcs]),
      .busy_o(input_busy[i])
    );
  end

  // A packet keeps the number of its VC, so each number has an allocator of its own.
  for (genvar v = 0; v < Vcs; v++) begin : gen_vc_allocator
    allocator #(.Size(Ports), .Separable(SeparableVcAlloc)) u_allocator (
      .clk_i, .rst_ni, .request_i(vc_request[v*Matrix +: Matrix]), .grant_o(vc_grant[v*Matrix +: Matrix])
    );
  end

  allocator #(.Size(Ports), .Separable(SeparableSwitchAlloc)) u_switch_allocator (
    .clk_i, .rst_ni, .request_i(switch_request), .grant_o(switch_grant)
  );

  for (genvar o = 0; o < Ports; o++) begin : gen_output
    localparam bit Terminal = o == spikeloom_pkg::kLocal || o == spikeloom_pkg::kHost;

    logic [Vcs-1:0]   taken, own_free, own_credit;
    logic [Ports-1:0] departs;
    logic             granted;

    for (genvar v = 0; v < Vcs; v++) begin : gen_vc
      assign vc_free[v*Ports+o] = own_free[v];
      assign credit[v*Ports+o]  = own_credit[v];
    end

    always_comb begin
      taken   = '0;
      granted = 1'b0;
      for (int unsigned i = 0; i < Ports; i++) begin
        granted   |= switch_grant[i*Ports+o];
        departs[i] = depart[i*Ports+o];
        for (int unsigned v = 0; v < Vcs; v++) taken[v] |= vc_take[v*Matrix+i*Ports+o];
      end
    end

    router_output_port #(
      .FlitBits(FlitBits), .UserBits(UserBits), .Vcs(Vcs), .PlaceBits(PlaceBits), .CreditDelay(CreditDelay),
      .LinkInterval(LinkInterval), .Stages(SwitchDelay + (Terminal ? 1 : LinkLatency))
    ) u_port (
      .clk_i, .rst_ni,
      .places_write_i(cfg_places && cfg_addr_i[2:0] == 3'(o)), .places_i(cfg_data_i[PlaceBits-1:0]),
      .vc_free_o(own_free), .credit_o(own_credit), .link_free_o(link_free[o]),
      .vc_take_i(taken), .granted_i(granted),
      .depart_i(departs), .depart_vc_i(depart_vc), .depart_head_i(depart_head), .depart_tail_i(depart_tail),
      .depart_data_i(depart_data), .depart_user_i(depart_user),
      .flit_valid_o(out_valid_o[o]), .flit_vc_o(out_vc_o[o*VcBits +: VcBits]),
      .flit_head_o(out_head_o[o]), .flit_tail_o(out_tail_o[o]),
      .flit_data_o(out_data_o[o*FlitBits +: FlitBits]), .flit_user_o(out_user_o[o*UserBits +: UserBits]),
      .credit_i(out_credit_i[o*Vcs +: Vcs]), .busy_o(output_busy[o])
    );
  end

  assign busy_o = input_busy != '0 || output_busy != '0;

  router_counters #(.Events(Vcs * Matrix), .Buffers(Vcs * Ports)) u_counters (
    .clk_i, .rst_ni, .vc_grant_i(vc_grant), .no_vc_i(no_vc), .lost_vc_i(lost_vc), .no_credit_i(no_credit),
    .lost_switch_i(lost_switch), .vc_grants_o(count_vc_grants_o), .no_vc_o(count_no_vc_o),
    .lost_vc_o(count_lost_vc_o), .no_credit_o(count_no_credit_o), .lost_switch_o(count_lost_switch_o),
    .full_i(full), .blocked_branch_i(blocked_branch), .wraps_i(wraps),
    .full_o(count_full_o), .blocked_branch_o(count_blocked_branch_o), .wraps_o(count_wraps_o)
  );
endmodule
