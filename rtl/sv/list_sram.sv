// SPDX-License-Identifier: Apache-2.0
// A table of lists, as behaviour: each port reads the first entries of a list that begins anywhere, at once. What a macro
// of so many ports would be is left to those who build it: copies, or a line for each list. Reads flow through, as those
// of lane_sram; contents come over the configuration port.
module list_sram #(
  parameter int unsigned Words = 2048,  ///< entries
  parameter int unsigned Width = 20,    ///< bits of an entry
  parameter int unsigned Group = 64,    ///< entries that a port reads at most
  parameter int unsigned Ports = 16,
  localparam int unsigned AddrBits = $clog2(Words)
) (
  input  logic                         clk_i,
  input  logic                         cfg_valid_i,
  input  logic [AddrBits-1:0]          cfg_addr_i,
  input  logic [Width-1:0]             cfg_data_i,
  input  logic [Ports-1:0]             read_i,
  input  logic [Ports*AddrBits-1:0]    addr_i,   ///< of the first entry
  input  logic [Ports*8-1:0]           count_i,  ///< how many, the others are 0
  output logic [Ports*Group*Width-1:0] data_o
);
  logic [Width-1:0] mem [Words];
  for (genvar p = 0; p < Ports; p++) begin : gen_ports
    always_comb begin
      data_o[p*Group*Width +: Group*Width] = '0;
      if (read_i[p])
        for (int unsigned i = 0; i < Group; i++)
          if (8'(i) < count_i[p*8 +: 8])
            data_o[(p*Group+i)*Width +: Width] = mem[addr_i[p*AddrBits +: AddrBits] + AddrBits'(i)];
    end
  end
  always_ff @(posedge clk_i) if (cfg_valid_i) mem[cfg_addr_i] <= cfg_data_i;
endmodule
