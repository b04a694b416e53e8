// SPDX-License-Identifier: Apache-2.0
// Round robin: the lowest request not below the pointer, else the lowest. Combinational; the pointer is its owner's.
module round_robin #(
  parameter int unsigned Requests = 6,
  localparam int unsigned PointerBits = $clog2(Requests + 1)
) (
  input  logic [Requests-1:0]    request_i,
  input  logic [PointerBits-1:0] pointer_i,  // 0 to Requests; the last is as good as 0
  output logic [Requests-1:0]    grant_o     // one hot, or zero if nobody asks
);
  logic [Requests-1:0] behind, candidates;

  assign behind     = request_i & ({Requests{1'b1}} << pointer_i);
  assign candidates = (behind != '0) ? behind : request_i;
  assign grant_o    = candidates & (~candidates + 1'b1);
endmodule
