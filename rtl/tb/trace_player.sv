// SPDX-License-Identifier: Apache-2.0
// Replays a reference trace (the .hex of `spikeloom run --record-trace`, docs/reference-traces.md) on a block: drives its
// clock, reset, configuration and inputs, and compares its outputs in every cycle, whether or not anything happens in it.
// Prints PASS with what was compared, or the first difference; ends the simulation. For any number of ports: what is on
// the wires of the links is all that it knows of a block. Made for Verilator (--binary) and Icarus (-g2012) alike.
module trace_player #(
  parameter integer Ports    = 6,
  parameter integer FlitBits = 128,
  parameter integer Vcs      = 1,
  parameter integer Records  = 1 << 20,  // lines of the trace at most
  parameter integer VcBits   = (Vcs > 1) ? $clog2(Vcs) : 1
) (
  output logic                      clk_o,
  output logic                      rst_no,

  // configuration of the block
  output logic                      cfg_valid_o,
  output logic [31:0]               cfg_addr_o,
  output logic [63:0]               cfg_data_o,

  // into the block: flits, and credits for the flits that it sends
  output logic [Ports-1:0]          flit_valid_o,
  output logic [Ports*VcBits-1:0]   flit_vc_o,
  output logic [Ports-1:0]          flit_head_o,
  output logic [Ports-1:0]          flit_tail_o,
  output logic [Ports*FlitBits-1:0] flit_data_o,
  output logic [Ports*Vcs-1:0]      credit_o,

  // out of the block: flits, and credits for the flits that it got
  input  logic [Ports-1:0]          flit_valid_i,
  input  logic [Ports*VcBits-1:0]   flit_vc_i,
  input  logic [Ports-1:0]          flit_head_i,
  input  logic [Ports-1:0]          flit_tail_i,
  input  logic [Ports*FlitBits-1:0] flit_data_i,
  input  logic [Ports*Vcs-1:0]      credit_i
);
  // A record: kind, port, flags, vc (4 bits each), cycle (48), data.
  localparam integer DataBits   = (FlitBits < 64) ? 64 : (FlitBits + 3) / 4 * 4;
  localparam integer RecordBits = 64 + DataBits;
  localparam logic [3:0] Config = 4'h1, FlitIn = 4'h2, CreditsIn = 4'h3, FlitOut = 4'h4, CreditsOut = 4'h5, End = 4'hf;

  logic [RecordBits-1:0] records [0:Records-1];
  logic [RecordBits-1:0] record;
  logic [3:0]            kind;
  logic [47:0]           cycle, record_cycle;
  string                 file, wave;
  integer                at, port, vc;
  longint unsigned       flits, credits;

  // What the trace has on the block's outputs in this cycle.
  logic [Ports-1:0]          want_valid, want_head, want_tail;
  logic [Ports*VcBits-1:0]   want_vc;
  logic [Ports*FlitBits-1:0] want_data;
  logic [Ports*Vcs-1:0]      want_credit;

  task automatic take_record;
    record       = records[at];
    kind         = record[RecordBits-1 -: 4];
    port         = {28'b0, record[RecordBits-5 -: 4]};
    record_cycle = record[DataBits +: 48];
  endtask

  task automatic next_record;
    at = at + 1;
    if (at == Records) begin
      $display("FAIL: %0s: no end within the %0d records that this testbench holds", file, Records);
      $fatal(1);
    end
    take_record();
    if (^kind === 1'bx || kind == 4'h0) begin
      $display("FAIL: %0s: truncated: record %0d is no record", file, at);
      $fatal(1);
    end
  endtask

  // The records of one cycle onto the wires and into what is wanted.
  task automatic take_cycle;
    flit_valid_o = '0;
    credit_o     = '0;
    want_valid   = '0;
    want_credit  = '0;
    while (kind != End && record_cycle == cycle) begin
      case (kind)
        FlitIn: begin
          flit_valid_o[port]                    = 1'b1;
          flit_head_o[port]                     = record[DataBits+52];
          flit_tail_o[port]                     = record[DataBits+53];
          flit_vc_o[port*VcBits +: VcBits]      = record[DataBits+48 +: VcBits];
          flit_data_o[port*FlitBits +: FlitBits] = record[FlitBits-1:0];
        end
        CreditsIn: credit_o[port*Vcs +: Vcs] = record[Vcs-1:0];
        FlitOut: begin
          want_valid[port]                     = 1'b1;
          want_head[port]                      = record[DataBits+52];
          want_tail[port]                      = record[DataBits+53];
          want_vc[port*VcBits +: VcBits]       = record[DataBits+48 +: VcBits];
          want_data[port*FlitBits +: FlitBits] = record[FlitBits-1:0];
        end
        CreditsOut: want_credit[port*Vcs +: Vcs] = record[Vcs-1:0];
        default: begin
          $display("FAIL: %0s: record %0d has the unknown kind %0h", file, at, kind);
          $fatal(1);
        end
      endcase
      next_record();
    end
  endtask

  task automatic tell_flit(input logic valid, input logic [VcBits-1:0] of_vc, input logic head, input logic tail,
                           input logic [FlitBits-1:0] data);
    if (valid === 1'b1) $display("    flit vc %0d head %b tail %b data %h", of_vc, head, tail, data);
    else $display("    no flit (valid %b)", valid);
  endtask

  task automatic compare_port(input integer p);
    logic same;
    same = flit_valid_i[p] === want_valid[p];
    if (want_valid[p])
      same = same && flit_head_i[p] === want_head[p] && flit_tail_i[p] === want_tail[p] &&
             flit_vc_i[p*VcBits +: VcBits] === want_vc[p*VcBits +: VcBits] &&
             flit_data_i[p*FlitBits +: FlitBits] === want_data[p*FlitBits +: FlitBits];
    if (!same || credit_i[p*Vcs +: Vcs] !== want_credit[p*Vcs +: Vcs]) begin
      $display("FAIL: cycle %0d, port %0d", cycle, p);
      $display("  expected credits %b", want_credit[p*Vcs +: Vcs]);
      tell_flit(want_valid[p], want_vc[p*VcBits +: VcBits], want_head[p], want_tail[p],
                want_data[p*FlitBits +: FlitBits]);
      $display("  got credits %b", credit_i[p*Vcs +: Vcs]);
      tell_flit(flit_valid_i[p], flit_vc_i[p*VcBits +: VcBits], flit_head_i[p], flit_tail_i[p],
                flit_data_i[p*FlitBits +: FlitBits]);
      $display("  equal before: %0d cycles, %0d flits, %0d credits", cycle, flits, credits);
      $fatal(1);
    end
    if (want_valid[p]) flits = flits + 1;
    for (vc = 0; vc < Vcs; vc = vc + 1) if (want_credit[p*Vcs+vc]) credits = credits + 1;
  endtask

  // The clock rises at odd times and falls at even ones. Inputs change behind the falling edge.
  initial begin
    if (!$value$plusargs("trace=%s", file)) begin
      $display("FAIL: +trace=FILE names the trace");
      $fatal(1);
    end
    if ($value$plusargs("wave=%s", wave)) begin
      $dumpfile(wave);
      $dumpvars(0);
    end
    for (at = 0; at < Records; at = at + 1) records[at] = '0;
    $readmemh(file, records);
    {clk_o, rst_no, cfg_valid_o} = '0;
    {cfg_addr_o, cfg_data_o}     = '0;
    {flit_valid_o, flit_vc_o, flit_head_o, flit_tail_o, flit_data_o, credit_o} = '0;
    {want_valid, want_vc, want_head, want_tail, want_data, want_credit}        = '0;
    flits   = 0;
    credits = 0;
    repeat (2) begin
      #1 clk_o = 1'b1;
      #1 clk_o = 1'b0;
    end
    rst_no = 1'b1;

    at = -1;
    next_record();
    while (kind == Config) begin
      cfg_valid_o = 1'b1;
      cfg_addr_o  = record[DataBits +: 32];
      cfg_data_o  = record[63:0];
      #1 clk_o = 1'b1;
      #1 clk_o = 1'b0;
      next_record();
    end
    cfg_valid_o = 1'b0;

    cycle = '0;
    while (kind != End || cycle <= record_cycle) begin
      take_cycle();
      #1;
      for (port = 0; port < Ports; port = port + 1) compare_port(port);
      clk_o = 1'b1;
      #1 clk_o = 1'b0;
      cycle = cycle + 1;
      take_record();
    end
    $display("PASS: %0d cycles, %0d flits, %0d credits", cycle, flits, credits);
    $finish;
  end
endmodule
