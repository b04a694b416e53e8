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

  // One after the other in one vector each: cheap to simulate while nothing is granted.
  logic [Size*PointerBits-1:0] requester_pointers_q, requester_pointers_d;
  logic [Size*PointerBits-1:0] output_pointers_q, output_pointers_d;
  logic [Size*PointerBits-1:0] first_pointers, second_pointers;
  logic [Size*Size-1:0]        rows;   // request_i, or turned: a row for each that chooses first
  logic [Size*Size-1:0]        first;  // the choice of each row
  logic [Size-1:0]             line;

  function automatic logic [Size-1:0] first_from(input logic [Size-1:0] set, input logic [PointerBits-1:0] pointer);
    logic [Size-1:0] candidates;
    candidates = set & ({Size{1'b1}} << pointer);
    if (candidates == '0) candidates = set;
    first_from = candidates & (~candidates + 1'b1);
  endfunction

  // Separable: requesters choose, then outputs. iSLIP: outputs, then requesters.
  assign first_pointers  = Separable ? requester_pointers_q : output_pointers_q;
  assign second_pointers = Separable ? output_pointers_q : requester_pointers_q;

  always_comb begin
    grant_o              = '0;
    rows                 = '0;
    first                = '0;
    line                 = '0;
    requester_pointers_d = requester_pointers_q;
    output_pointers_d    = output_pointers_q;
    if (request_i != '0) begin
      for (int unsigned i = 0; i < Size; i++)
        for (int unsigned j = 0; j < Size; j++) rows[i*Size+j] = Separable ? request_i[i*Size+j] : request_i[j*Size+i];
      for (int unsigned i = 0; i < Size; i++)
        if (rows[i*Size +: Size] != '0)
          first[i*Size +: Size] = first_from(rows[i*Size +: Size], first_pointers[i*PointerBits +: PointerBits]);
      for (int unsigned i = 0; i < Size; i++) begin
        for (int unsigned j = 0; j < Size; j++) line[j] = first[j*Size+i];
        if (line != '0) begin
          line = first_from(line, second_pointers[i*PointerBits +: PointerBits]);
          for (int unsigned j = 0; j < Size; j++) begin
            if (line[j]) begin
              grant_o[Separable ? j*Size+i : i*Size+j] = 1'b1;
              requester_pointers_d[(Separable ? j : i)*PointerBits +: PointerBits] =
                PointerBits'((Separable ? i : j) + 1);
              output_pointers_d[(Separable ? i : j)*PointerBits +: PointerBits] = PointerBits'((Separable ? j : i) + 1);
            end
          end
        end
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      requester_pointers_q <= '0;
      output_pointers_q    <= '0;
    end else begin
      requester_pointers_q <= requester_pointers_d;
      output_pointers_q    <= output_pointers_d;
    end
  end
endmodule
