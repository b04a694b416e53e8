// SPDX-License-Identifier: Apache-2.0
// One virtual channel of an input port: its buffer, and how far the packet at its front has got. The packet takes an
// output VC at each output of its route, and each output then takes its copy of each flit on its own; a flit leaves the
// buffer when the last has it. A flit written at a clock edge is looked at in the period after it: steps 2 to 5 of the
// cycle table (noc/README.md).
module router_input_vc #(
  parameter int unsigned FlitBits         = 128,
  parameter int unsigned UserBits         = 1,
  parameter int unsigned BufferFlits      = 4,
  parameter int unsigned RoutingDelay     = 0,
  parameter int unsigned VcAllocDelay     = 0,
  parameter int unsigned SwitchAllocDelay = 1,
  localparam int unsigned Ports           = spikeloom_pkg::kDirections
) (
  input  logic                clk_i,
  input  logic                rst_ni,

  // a flit arrives
  input  logic                write_i,
  input  logic                head_i,
  input  logic                tail_i,
  input  logic [FlitBits-1:0] data_i,
  input  logic [UserBits-1:0] user_i,

  // route computation, for a packet that begins
  output logic                route_valid_o,
  output logic [18:0]         route_header_o,
  input  logic [Ports-1:0]    route_i,          // outputs, one or those of a tree

  // allocation of the VC with this number at each output
  input  logic [Ports-1:0]    vc_free_i,        // no packet owned it at the beginning of the period
  output logic [Ports-1:0]    vc_request_o,
  input  logic [Ports-1:0]    vc_grant_i,
  output logic [Ports-1:0]    vc_take_o,        // owned from the end of the period on

  // switch allocation
  input  logic [Ports-1:0]    credit_i,         // this VC has a place behind the output
  input  logic [Ports-1:0]    link_free_i,      // the output's link may take a flit
  output logic [Ports-1:0]    switch_request_o,
  input  logic [Ports-1:0]    switch_grant_i,   // one at most

  // departure
  output logic [Ports-1:0]    depart_o,         // the output that takes a copy of a flit, one at most
  output logic                depart_head_o,
  output logic                depart_tail_o,
  output logic [FlitBits-1:0] depart_data_o,
  output logic [UserBits-1:0] depart_user_o,
  output logic                pop_o,            // the flit at the front leaves the buffer

  // what was lost, by output
  output logic [Ports-1:0]    no_vc_o,
  output logic [Ports-1:0]    lost_vc_o,
  output logic [Ports-1:0]    no_credit_o,
  output logic [Ports-1:0]    lost_switch_o,

  // for tests: the buffer is full; a branch of a tree waits for what another has taken; the buffer goes round
  output logic                full_o,
  output logic                blocked_branch_o,
  output logic                wraps_o,
  output logic                busy_o
);
  localparam int unsigned PlaceBits = (BufferFlits > 1) ? $clog2(BufferFlits) : 1;
  localparam int unsigned CountBits = $clog2(BufferFlits + 1);
  localparam int unsigned LastPlace = BufferFlits - 1;
  localparam int unsigned VcPace    = (VcAllocDelay > 1) ? VcAllocDelay : 1;

  // buffer
  logic [FlitBits-1:0]    data_q [BufferFlits];
  logic [UserBits-1:0]    user_q [BufferFlits];
  logic [BufferFlits-1:0] head_q, tail_q;
  logic [PlaceBits-1:0]   read_q, write_q;
  logic [CountBits-1:0]   count_q;

  // the packet at the front
  logic                 active_q;              // it has begun: its route is known
  logic [Ports-1:0]     route_q;
  logic [Ports-1:0]     waiting_q, owning_q;   // outputs where it wants an output VC, where it has one
  logic [Ports*CountBits-1:0] ahead_q, ahead_d; // places, from the front, of the flits that the outputs take next
  logic [2:0]           vc_wait_q;             // cycles before it may ask for VCs
  logic [Ports-1:0]     vc_pending_q;          // granted, not taken yet (VcAllocDelay > 1)
  logic [Ports*3-1:0]   switch_wait_q;         // cycles before each asks for the switch again (SwitchAllocDelay > 1)
  logic [Ports-1:0]     switch_pending_q;      // granted, departs when its wait has come to 1

  logic                 filled, begins, vc_may_ask;
  logic [Ports-1:0]     route, waiting, owning, can_send, ready, departing;
  logic [2:0]           vc_wait;
  logic [PlaceBits-1:0] depart_place;
  logic [CountBits-1:0] depart_ahead;
  logic                 taken_by_all;

  assign filled         = count_q != '0;
  assign begins         = filled && !active_q;
  assign route_valid_o  = begins;
  assign route_header_o = data_q[read_q][18:0];
  assign route          = begins ? route_i : route_q;
  assign waiting        = begins ? route_i : waiting_q;
  assign vc_wait        = begins ? 3'(RoutingDelay) : vc_wait_q;

  // VC allocation
  assign vc_may_ask   = waiting != '0 && vc_wait == '0;
  assign vc_request_o = vc_may_ask ? waiting & vc_free_i : '0;
  assign no_vc_o      = vc_may_ask ? waiting & ~vc_free_i : '0;

  if (VcAllocDelay > 1) begin : gen_vc_pipeline
    logic vc_due;
    assign vc_due    = vc_pending_q != '0 && vc_wait_q == 3'd1;
    assign vc_take_o = vc_due ? vc_pending_q & vc_free_i : '0;
    assign lost_vc_o = (vc_grant_i == '0 ? vc_request_o : '0) | (vc_due ? vc_pending_q & ~vc_free_i : '0);

    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni)                vc_pending_q <= '0;
      else if (vc_grant_i != '0)  vc_pending_q <= vc_grant_i;
      else if (vc_due)            vc_pending_q <= '0;
    end
  end else begin : gen_vc_at_once
    assign vc_pending_q = '0;
    assign vc_take_o    = vc_grant_i;
    assign lost_vc_o    = vc_grant_i == '0 ? vc_request_o : '0;
  end

  // Switch allocation. Without a delay of VC allocation, what is granted now asks now.
  assign owning = (VcAllocDelay == 0) ? owning_q | vc_take_o : owning_q;

  always_comb begin
    can_send = '0;
    if (filled && owning != '0) begin
      for (int unsigned o = 0; o < Ports; o++)
        can_send[o] = owning[o] && ahead_q[o*CountBits +: CountBits] < count_q &&
                      (SwitchAllocDelay == 1 || switch_wait_q[o*3 +: 3] == '0);
    end
  end

  assign ready            = can_send & credit_i;
  assign switch_request_o = ready & link_free_i;
  assign no_credit_o      = can_send & ~credit_i;
  assign lost_switch_o    = (ready & ~link_free_i) | (switch_request_o & ~switch_grant_i);

  if (SwitchAllocDelay > 1) begin : gen_switch_pipeline
    always_comb begin
      departing = '0;
      for (int unsigned o = 0; o < Ports; o++) departing[o] = switch_pending_q[o] && switch_wait_q[o*3 +: 3] == 3'd1;
    end

    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) begin
        switch_pending_q <= '0;
        switch_wait_q    <= '0;
      end else begin
        switch_pending_q <= (switch_pending_q & ~departing) | switch_grant_i;
        for (int unsigned o = 0; o < Ports; o++) begin
          if (can_send[o])                         switch_wait_q[o*3 +: 3] <= 3'(SwitchAllocDelay - 1);
          else if (switch_wait_q[o*3 +: 3] != '0)  switch_wait_q[o*3 +: 3] <= switch_wait_q[o*3 +: 3] - 3'd1;
        end
      end
    end
  end else begin : gen_switch_at_once
    assign departing        = switch_grant_i;
    assign switch_pending_q = '0;
    assign switch_wait_q    = '0;
  end

  // Departure of a copy.
  always_comb begin
    depart_ahead = '0;
    taken_by_all = 1'b0;
    ahead_d      = ahead_q;
    if (departing != '0) begin
      taken_by_all = 1'b1;
      for (int unsigned o = 0; o < Ports; o++) begin
        if (departing[o]) begin
          depart_ahead = ahead_q[o*CountBits +: CountBits];
          ahead_d[o*CountBits +: CountBits] = ahead_q[o*CountBits +: CountBits] + 1'b1;
        end
        if (route[o] && ahead_d[o*CountBits +: CountBits] == '0) taken_by_all = 1'b0;
      end
      for (int unsigned o = 0; o < Ports; o++)
        if (taken_by_all && route[o]) ahead_d[o*CountBits +: CountBits] = ahead_d[o*CountBits +: CountBits] - 1'b1;
    end
  end

  always_comb begin
    depart_place = read_q;
    if (depart_ahead != '0) begin
      if (32'(read_q) + 32'(depart_ahead) > LastPlace)
        depart_place = PlaceBits'(32'(read_q) + 32'(depart_ahead) - BufferFlits);
      else
        depart_place = PlaceBits'(32'(read_q) + 32'(depart_ahead));
    end
  end

  assign depart_o      = departing;
  assign depart_head_o = head_q[depart_place];
  assign depart_tail_o = tail_q[depart_place];
  assign depart_data_o = data_q[depart_place];
  assign depart_user_o = user_q[depart_place];
  assign pop_o         = taken_by_all;

  assign busy_o = filled || vc_pending_q != '0 || switch_pending_q != '0 || switch_wait_q != '0;

  assign full_o  = count_q == CountBits'(BufferFlits);
  assign wraps_o = pop_o && read_q == PlaceBits'(LastPlace);
  assign blocked_branch_o = ahead_q != '0;  // only what one output has and another has not stays in the buffer

  // The buffer
  always_ff @(posedge clk_i) begin
    if (write_i) begin
      data_q[write_q] <= data_i;
      user_q[write_q] <= user_i;
      head_q[write_q] <= head_i;
      tail_q[write_q] <= tail_i;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      read_q  <= '0;
      write_q <= '0;
      count_q <= '0;
    end else if (write_i || pop_o) begin
      if (write_i) write_q <= (write_q == PlaceBits'(LastPlace)) ? '0 : write_q + 1'b1;
      if (pop_o)   read_q  <= (read_q == PlaceBits'(LastPlace)) ? '0 : read_q + 1'b1;
      count_q <= count_q + CountBits'(write_i) - CountBits'(pop_o);
    end
  end

  // The packet: begun with its head, over when its tail leaves the buffer.
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      active_q  <= 1'b0;
      route_q   <= '0;
      waiting_q <= '0;
      owning_q  <= '0;
      vc_wait_q <= '0;
      ahead_q   <= '0;
    end else if (filled) begin
      active_q  <= !(pop_o && tail_q[read_q]);
      route_q   <= route;
      waiting_q <= waiting & ~vc_take_o;
      owning_q  <= (owning | vc_take_o) & ~(depart_tail_o ? departing : '0);
      if (vc_may_ask)          vc_wait_q <= 3'(VcPace - 1);
      else if (vc_wait != '0)  vc_wait_q <= vc_wait - 3'd1;
      ahead_q   <= ahead_d;
    end
  end

`ifndef SYNTHESIS
  always_ff @(posedge clk_i) begin
    if (rst_ni && write_i && !pop_o) begin
      assert (32'(count_q) < BufferFlits) else $error("a flit came without a credit");
    end
  end
`endif
endmodule
