// SPDX-License-Identifier: Apache-2.0
// The SRAM macro of the core, as behaviour: `Words` numbers in banks side by side, so that a port moves a group of
// consecutive numbers from any start in one cycle (each bank is touched once; a rotator puts them in order). Reads flow
// through: the address of a cycle gives the data of the same cycle, as from a macro that is clocked by the falling edge.
// Port A belongs to the datapath, port B to the neuron unit. Contents come over the configuration port, not by reset.
module lane_sram #(
  parameter int unsigned Words  = 1024,  ///< numbers
  parameter int unsigned Width  = 32,    ///< bits of a number
  parameter int unsigned LanesA = 64,    ///< numbers in a group of port A
  parameter int unsigned LanesB = 16,    ///< the same of port B
  parameter int unsigned CfgLanes = 1,   ///< numbers that the configuration port writes at once: a power of two
  localparam int unsigned AddrBits = $clog2(Words)
) (
  input  logic                    clk_i,
  input  logic                    cfg_valid_i,  ///< writes CfgLanes numbers
  input  logic [AddrBits-1:0]     cfg_addr_i,   ///< of the first of them
  input  logic [CfgLanes*Width-1:0] cfg_data_i,
  input  logic                    a_read_i,     ///< port A reads a group
  input  logic [AddrBits-1:0]     a_raddr_i,
  output logic [LanesA*Width-1:0] a_rdata_o,
  input  logic                    a_write_i,    ///< port A writes the first a_count_i numbers of a group
  input  logic [AddrBits-1:0]     a_waddr_i,
  input  logic [15:0]             a_count_i,
  input  logic [LanesA*Width-1:0] a_wdata_i,
  input  logic                    b_read_i,
  input  logic [AddrBits-1:0]     b_raddr_i,
  output logic [LanesB*Width-1:0] b_rdata_o,
  input  logic                    b_write_i,
  input  logic [AddrBits-1:0]     b_waddr_i,
  input  logic [15:0]             b_count_i,
  input  logic [LanesB*Width-1:0] b_wdata_i
);
  logic [Width-1:0] mem [Words];

  // One assignment a number: in a simulator that works by events, a block that reads the memory would run for each write.
  for (genvar i = 0; i < LanesA; i++) begin : gen_read_a
    logic [AddrBits-1:0] at;
    assign at                          = a_raddr_i + AddrBits'(i);
    assign a_rdata_o[i*Width +: Width] = a_read_i ? mem[at] : '0;
  end
  for (genvar i = 0; i < LanesB; i++) begin : gen_read_b
    logic [AddrBits-1:0] at;
    assign at                          = b_raddr_i + AddrBits'(i);
    assign b_rdata_o[i*Width +: Width] = b_read_i ? mem[at] : '0;
  end

  always_ff @(posedge clk_i) begin
    if (cfg_valid_i)
      for (int unsigned i = 0; i < CfgLanes; i++) mem[cfg_addr_i + AddrBits'(i)] <= cfg_data_i[i*Width +: Width];
    if (a_write_i)
      for (int unsigned i = 0; i < LanesA; i++)
        if (i < 32'(a_count_i)) mem[a_waddr_i + AddrBits'(i)] <= a_wdata_i[i*Width +: Width];
    if (b_write_i)
      for (int unsigned i = 0; i < LanesB; i++)
        if (i < 32'(b_count_i)) mem[b_waddr_i + AddrBits'(i)] <= b_wdata_i[i*Width +: Width];
  end
endmodule
