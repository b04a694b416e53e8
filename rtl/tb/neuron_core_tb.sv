// SPDX-License-Identifier: Apache-2.0
// A neuron core against a reference trace: its one link is port 0, and the configuration loads its memories. Parameters,
// sizes of its tables among them, are those that the trace names in its first lines.
// How to build and run it: docs/reference-traces.md.
module neuron_core_tb #(
  parameter integer FlitBits             = 128,
  parameter integer Vcs                  = 1,
  parameter integer MaxFlits             = 1,
  parameter integer InputQueueFlits      = 8,
  parameter integer BufferFlits          = 4,
  parameter integer LinkInterval         = 1,
  parameter integer Lanes                = 64,
  parameter integer NeuronLanes          = 16,
  parameter         NeuronAfter          = 1'b0,
  parameter integer RowBuffers           = 2,
  parameter integer PipelineCycles       = 3,
  parameter         SignedDigits         = 1'b1,
  parameter integer WeightBits           = 8,
  parameter integer WordChannels         = 64,
  parameter integer Values               = 16,
  parameter integer Slices               = 8,
  parameter integer Rows                 = 32,
  parameter integer Columns              = 32,
  parameter integer Window               = 16,
  parameter integer Steps                = 4,
  parameter integer Consumers            = 16,
  parameter integer InputChannels        = 256,
  parameter integer Channels             = 2048,
  parameter integer RowNeurons           = 1024,
  parameter integer Accumulators         = 40960,
  parameter integer Weights              = 196608,
  parameter integer Membranes            = 8192,
  parameter integer KvElements           = 16384,
  parameter integer HeadBits             = 256,
  parameter integer Attentions           = 2,
  parameter integer Side                 = 8,
  parameter integer GroupEntries         = 256,
  parameter integer Senders              = 32,
  parameter integer Lines                = 64,
  parameter integer WordEntries          = 2048,
  parameter integer GrantEntries         = 1024,
  parameter integer Programs             = 64,
  parameter integer Records              = 1 << 17
);
  localparam integer VcBits = (Vcs > 1) ? $clog2(Vcs) : 1;

  logic                clk, rst_n, cfg_valid;
  logic [31:0]         cfg_addr;
  logic [63:0]         cfg_data;
  logic                in_valid, in_head, in_tail, out_valid, out_head, out_tail;
  logic [VcBits-1:0]   in_vc, out_vc;
  logic [FlitBits-1:0] in_data, out_data;
  logic [Vcs-1:0]      in_credit, out_credit;

  trace_player #(.Ports(1), .FlitBits(FlitBits), .Vcs(Vcs), .Records(Records)) u_player (
    .clk_o(clk), .rst_no(rst_n), .cfg_valid_o(cfg_valid), .cfg_addr_o(cfg_addr), .cfg_data_o(cfg_data),
    .flit_valid_o(in_valid), .flit_vc_o(in_vc), .flit_head_o(in_head), .flit_tail_o(in_tail), .flit_data_o(in_data),
    .credit_o(out_credit),
    .flit_valid_i(out_valid), .flit_vc_i(out_vc), .flit_head_i(out_head), .flit_tail_i(out_tail),
    .flit_data_i(out_data), .credit_i(in_credit)
  );

  // A core takes 32 bits of what is written, a router 64.
  logic unused;
  assign unused = &cfg_data[63:32];

  // What else comes out of ours (numbers of packets, what lock-step watches) is in no trace.
  // verilator lint_off PINMISSING
  neuron_core #(
    .FlitBits(FlitBits), .Vcs(Vcs), .UserBits(1), .MaxFlits(MaxFlits), .InputQueueFlits(InputQueueFlits),
    .BufferFlits(BufferFlits), .LinkInterval(LinkInterval), .Lanes(Lanes), .NeuronLanes(NeuronLanes),
    .NeuronAfter(NeuronAfter), .RowBuffers(RowBuffers), .PipelineCycles(PipelineCycles), .SignedDigits(SignedDigits),
    .WeightBits(WeightBits), .WordChannels(WordChannels), .Values(Values), .Slices(Slices), .Rows(Rows),
    .Columns(Columns), .Window(Window), .Steps(Steps), .Consumers(Consumers), .InputChannels(InputChannels),
    .Channels(Channels), .RowNeurons(RowNeurons), .Accumulators(Accumulators), .Weights(Weights),
    .Membranes(Membranes), .KvElements(KvElements), .HeadBits(HeadBits), .Attentions(Attentions), .Side(Side),
    .GroupEntries(GroupEntries), .Senders(Senders), .Lines(Lines), .WordEntries(WordEntries),
    .GrantEntries(GrantEntries), .Programs(Programs)
  ) u_core (
    .clk_i(clk), .rst_ni(rst_n), .cfg_valid_i(cfg_valid), .cfg_addr_i(cfg_addr), .cfg_data_i(cfg_data[31:0]),
    .flit_valid_i(in_valid), .flit_vc_i(in_vc), .flit_head_i(in_head), .flit_tail_i(in_tail), .flit_data_i(in_data),
    .credit_i(out_credit),
    .flit_valid_o(out_valid), .flit_vc_o(out_vc), .flit_head_o(out_head), .flit_tail_o(out_tail),
    .flit_data_o(out_data), .credit_o(in_credit)
  );
  // verilator lint_on PINMISSING
endmodule
