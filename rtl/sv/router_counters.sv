// SPDX-License-Identifier: Apache-2.0
// What the router counts of its own decisions, as the model does (RouterCounts): requests, not cycles; and what tests
// want to have seen. For simulation; in synthesis there is nothing, and zero is read.
module router_counters #(
  parameter int unsigned Events  = 36,  // wires of each kind: input and output, of each VC
  parameter int unsigned Buffers = 6
) (
  input  logic              clk_i,
  input  logic              rst_ni,
  input  logic [Events-1:0] vc_grant_i,
  input  logic [Events-1:0] no_vc_i,
  input  logic [Events-1:0] lost_vc_i,
  input  logic [Events-1:0] no_credit_i,
  input  logic [Events-1:0] lost_switch_i,
  output logic [63:0]       vc_grants_o,
  output logic [63:0]       no_vc_o,
  output logic [63:0]       lost_vc_o,
  output logic [63:0]       no_credit_o,
  output logic [63:0]       lost_switch_o,
  input  logic [Buffers-1:0] full_i,
  input  logic [Buffers-1:0] blocked_branch_i,
  input  logic [Buffers-1:0] wraps_i,
  output logic [63:0]        full_o,
  output logic [63:0]        blocked_branch_o,
  output logic [63:0]        wraps_o
);
`ifndef SYNTHESIS
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      vc_grants_o   <= '0;
      no_vc_o       <= '0;
      lost_vc_o     <= '0;
      no_credit_o   <= '0;
      lost_switch_o <= '0;
      full_o           <= '0;
      blocked_branch_o <= '0;
      wraps_o          <= '0;
    end else begin
      if (full_i != '0)           full_o           <= full_o + 64'd1;
      if (blocked_branch_i != '0) blocked_branch_o <= blocked_branch_o + 64'd1;
      if (wraps_i != '0)          wraps_o          <= wraps_o + 64'd1;
      if (vc_grant_i != '0)    vc_grants_o   <= vc_grants_o + 64'($countones(vc_grant_i));
      if (no_vc_i != '0)       no_vc_o       <= no_vc_o + 64'($countones(no_vc_i));
      if (lost_vc_i != '0)     lost_vc_o     <= lost_vc_o + 64'($countones(lost_vc_i));
      if (no_credit_i != '0)   no_credit_o   <= no_credit_o + 64'($countones(no_credit_i));
      if (lost_switch_i != '0) lost_switch_o <= lost_switch_o + 64'($countones(lost_switch_i));
    end
  end
`else
  assign vc_grants_o   = '0;
  assign no_vc_o       = '0;
  assign lost_vc_o     = '0;
  assign no_credit_o   = '0;
  assign lost_switch_o = '0;
  assign full_o           = '0;
  assign blocked_branch_o = '0;
  assign wraps_o          = '0;
`endif
endmodule
