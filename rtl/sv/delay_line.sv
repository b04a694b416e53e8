// SPDX-License-Identifier: Apache-2.0
// Wires that are seen so many cycles later; with Cycles = 0, the wires.
module delay_line #(
  parameter int unsigned Width  = 1,
  parameter int unsigned Cycles = 1
) (
  input  logic             clk_i,
  input  logic             rst_ni,
  input  logic [Width-1:0] value_i,
  output logic [Width-1:0] value_o,
  output logic             busy_o    // something that is not 0 is on its way
);
  if (Cycles == 0) begin : gen_wire
    logic unused;
    assign unused  = &{1'b0, clk_i, rst_ni};
    assign value_o = value_i;
    assign busy_o  = 1'b0;
  end else begin : gen_registers
    logic [Cycles*Width-1:0] stages_q;  // the youngest in the low bits

    assign value_o = stages_q[Cycles*Width-1 -: Width];
    assign busy_o  = stages_q != '0;

    if (Cycles == 1) begin : gen_one
      always_ff @(posedge clk_i or negedge rst_ni) begin
        if (!rst_ni) stages_q <= '0;
        else         stages_q <= value_i;
      end
    end else begin : gen_more
      always_ff @(posedge clk_i or negedge rst_ni) begin
        if (!rst_ni) stages_q <= '0;
        else         stages_q <= {stages_q[(Cycles-1)*Width-1:0], value_i};
      end
    end
  end
endmodule
