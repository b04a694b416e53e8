// SPDX-License-Identifier: Apache-2.0
// Who gets which output when several ask for several: at most one output a requester, at most one requester an output.
// Two round-robin stages; iSLIP (one iteration): outputs offer, requesters accept; separable input first: requesters
// choose, outputs grant. Pointers move behind what was granted, and only then.
module allocator #(
  parameter int unsigned Size      = 6,     // requesters, and outputs
  parameter bit          Separable = 1'b0   // else iSLIP
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,
  input  logic [Size*Size-1:0] request_i,  // requester r asks for output o at [r*Size + o]
  output logic [Size*Size-1:0] grant_o     // in the same places
);
  localparam int unsigned PointerBits = $clog2(Size + 1);

  logic [PointerBits-1:0] requester_pointer_q [Size];
  logic [PointerBits-1:0] output_pointer_q [Size];
  logic [Size-1:0]        first [Size];  // iSLIP: [output] whom it offers itself to; separable: [requester] its choice
  logic [Size-1:0]        line;          // requests of one row or column

  function automatic logic [Size-1:0] first_from(input logic [Size-1:0] set, input logic [PointerBits-1:0] pointer);
    logic [Size-1:0] candidates;
    candidates = set & ({Size{1'b1}} << pointer);
    if (candidates == '0) candidates = set;
    first_from = candidates & (~candidates + 1'b1);
  endfunction

  always_comb begin
    grant_o = '0;
    line    = '0;
    for (int unsigned i = 0; i < Size; i++) first[i] = '0;
    if (request_i != '0) begin
      for (int unsigned i = 0; i < Size; i++) begin
        for (int unsigned j = 0; j < Size; j++) line[j] = Separable ? request_i[i*Size+j] : request_i[j*Size+i];
        if (line != '0) first[i] = first_from(line, Separable ? requester_pointer_q[i] : output_pointer_q[i]);
      end
      for (int unsigned i = 0; i < Size; i++) begin
        for (int unsigned j = 0; j < Size; j++) line[j] = first[j][i];
        if (line != '0) begin
          line = first_from(line, Separable ? output_pointer_q[i] : requester_pointer_q[i]);
          for (int unsigned j = 0; j < Size; j++) begin
            if (Separable) grant_o[j*Size+i] = line[j];
            else           grant_o[i*Size+j] = line[j];
          end
        end
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      for (int unsigned i = 0; i < Size; i++) begin
        requester_pointer_q[i] <= '0;
        output_pointer_q[i]    <= '0;
      end
    end else if (grant_o != '0) begin
      for (int unsigned r = 0; r < Size; r++) begin
        for (int unsigned o = 0; o < Size; o++) begin
          if (grant_o[r*Size+o]) begin
            requester_pointer_q[r] <= PointerBits'(o + 1);
            output_pointer_q[o]    <= PointerBits'(r + 1);
          end
        end
      end
    end
  end
endmodule
