// SPDX-License-Identifier: Apache-2.0
// A tile: a neuron core at the local port of a spike router. Ports of links stand in the order of the directions: local,
// north, east, south, west, host. What comes in by the local one is the core's and not taken from outside; what goes out
// by it is there to be watched.
module tile #(
  parameter int unsigned FlitBits       = 128,
  parameter int unsigned Vcs            = 1,
  parameter int unsigned UserBits       = 1,
  parameter int unsigned MaxFlits       = 1,
  parameter int unsigned InputQueueFlits = 8,
  parameter int unsigned BufferFlits    = 4,
  parameter int unsigned LinkInterval   = 1,
  parameter int unsigned Lanes          = 64,
  parameter int unsigned NeuronLanes    = 16,
  parameter bit          NeuronAfter    = 1'b0,
  parameter int unsigned RowBuffers     = 2,
  parameter int unsigned PipelineCycles = 3,
  parameter bit          SignedDigits   = 1'b1,
  parameter int unsigned WeightBits     = 8,
  parameter int unsigned WordChannels   = 64,
  parameter int unsigned Values         = 16,
  parameter int unsigned Slices         = 8,
  parameter int unsigned Rows           = 32,
  parameter int unsigned Columns        = 32,
  parameter int unsigned Window         = 16,
  parameter int unsigned Steps          = 4,
  parameter int unsigned Consumers      = 16,
  parameter int unsigned InputChannels  = 256,
  parameter int unsigned Channels       = 2048,
  parameter int unsigned RowNeurons     = 1024,
  parameter int unsigned Accumulators   = 40960,
  parameter int unsigned Weights        = 196608,
  parameter int unsigned Membranes      = 8192,
  parameter int unsigned KvElements     = 16384,
  parameter int unsigned HeadBits       = 256,
  parameter int unsigned Attentions     = 2,
  parameter int unsigned Side           = 8,
  parameter int unsigned GroupEntries   = 256,
  parameter int unsigned Senders        = 32,
  parameter int unsigned Lines          = 64,
  parameter int unsigned WordEntries    = 2048,
  parameter int unsigned GrantEntries   = 1024,
  parameter int unsigned Programs       = 64,
  parameter int unsigned RoutingDelay         = 0,
  parameter int unsigned VcAllocDelay         = 0,
  parameter int unsigned SwitchAllocDelay     = 1,
  parameter int unsigned SwitchDelay          = 0,
  parameter int unsigned CreditDelay          = 0,
  parameter int unsigned LinkLatency          = 1,
  parameter bit          RoutingYX            = 1'b0,
  parameter bit          SeparableVcAlloc     = 1'b0,
  parameter bit          SeparableSwitchAlloc = 1'b0,
  localparam int unsigned Ports         = spikeloom_pkg::kDirections,
  localparam int unsigned VcBits        = Vcs > 1 ? $clog2(Vcs) : 1,
  localparam int unsigned PacketBits    = MaxFlits * FlitBits,
  localparam int unsigned SlotBits      = $clog2(Slices)
) (
  input  logic                      clk_i,
  input  logic                      rst_ni,
  input  logic                      cfg_valid_i,      ///< configuration (rtl/verilated/config_map.hpp, core_tables.hpp)
  input  logic [31:0]               cfg_addr_i,
  input  logic [63:0]               cfg_data_i,
  // Links: flits that come, credits that go.
  input  logic [Ports-1:0]          in_valid_i,
  input  logic [Ports*VcBits-1:0]   in_vc_i,
  input  logic [Ports-1:0]          in_head_i,
  input  logic [Ports-1:0]          in_tail_i,
  input  logic [Ports*FlitBits-1:0] in_data_i,
  input  logic [Ports*UserBits-1:0] in_user_i,
  output logic [Ports*Vcs-1:0]      in_credit_o,
  // Links: flits that go, credits that come.
  output logic [Ports-1:0]          out_valid_o,
  output logic [Ports*VcBits-1:0]   out_vc_o,
  output logic [Ports-1:0]          out_head_o,
  output logic [Ports-1:0]          out_tail_o,
  output logic [Ports*FlitBits-1:0] out_data_o,
  output logic [Ports*UserBits-1:0] out_user_o,
  input  logic [Ports*Vcs-1:0]      out_credit_i,
  output logic                      busy_o,           ///< low: without input nothing would change
  // Counters of the router.
  output logic [63:0]               count_vc_grants_o,
  output logic [63:0]               count_no_vc_o,
  output logic [63:0]               count_lost_vc_o,
  output logic [63:0]               count_no_credit_o,
  output logic [63:0]               count_lost_switch_o,
  output logic [63:0]               count_full_o,
  output logic [63:0]               count_blocked_branch_o,
  output logic [63:0]               count_wraps_o,
  // From the core to the router, to be watched.
  output logic                      flit_valid_o,
  output logic                      flit_head_o,
  output logic                      flit_tail_o,
  output logic [UserBits-1:0]       flit_user_o,
  // What happens, for those who watch; nothing depends on it.
  output logic                      packet_o,         ///< a head leaves: ...
  output logic [PacketBits-1:0]     packet_bits_o,
  output logic [SlotBits-1:0]       packet_slot_o,
  output logic                      packet_is_credit_o,
  output logic                      stalled_o,        ///< there is something to send, and no place for it
  output logic                      pop_o,            ///< a packet leaves the queue: ...
  output logic [7:0]                pop_flits_o,
  output logic [SlotBits-1:0]       pop_slot_o,
  output logic                      start_o,          ///< the datapath takes a word, a token or a job: ...
  output logic [SlotBits-1:0]       start_slot_o,
  output logic [3:0]                start_op_o,
  output logic [7:0]                start_count_o,
  output logic [7:0]                start_row_o,
  output logic [2:0]                start_step_o,
  output logic                      datapath_busy_o,
  output logic                      pass_o,           ///< a pass: ...
  output logic                      first_group_o,
  output logic                      token_o,
  output logic [3:0]                pass_op_o,
  output logic [SlotBits-1:0]       pass_slot_o,
  output logic [10:0]               width_o,
  output logic [15:0]               added_o,
  output logic                      sum_written_o,    ///< accumulators are written: ...
  output logic [19:0]               sum_addr_o,
  output logic [15:0]               sum_count_o,
  output logic [Lanes*32-1:0]       sum_data_o,
  output logic                      sweep_o,          ///< a sweep begins, of slice group_slot_o
  output logic                      group_o,          ///< neurons are finished: ...
  output logic                      group_last_o,
  output logic [SlotBits-1:0]       group_slot_o,
  output logic [15:0]               group_neuron_o,
  output logic [15:0]               group_count_o,
  output logic [NeuronLanes-1:0]    group_spikes_o,
  output logic [NeuronLanes*32-1:0] group_x_o
);
  // The link between the two.
  logic                valid, head, tail, core_busy, router_busy;
  logic [VcBits-1:0]   vc;
  logic [FlitBits-1:0] data;
  logic [UserBits-1:0] number, user;
  logic [Vcs-1:0]      credit;

  // The top bit of the user bits says that a packet is this core's own.
  if (UserBits > 1) begin : gen_user
    assign user = {1'b1, number[UserBits-2:0]};
  end else begin : gen_no_user
    assign user = number;
  end
  assign flit_valid_o = valid;
  assign flit_head_o  = head;
  assign flit_tail_o  = tail;
  assign flit_user_o  = user;
  assign busy_o       = core_busy || router_busy;

  neuron_core #(
    .FlitBits(FlitBits), .Vcs(Vcs), .UserBits(UserBits), .MaxFlits(MaxFlits), .InputQueueFlits(InputQueueFlits),
    .BufferFlits(BufferFlits), .LinkInterval(LinkInterval), .Lanes(Lanes), .NeuronLanes(NeuronLanes),
    .NeuronAfter(NeuronAfter), .RowBuffers(RowBuffers), .PipelineCycles(PipelineCycles), .SignedDigits(SignedDigits),
    .WeightBits(WeightBits), .WordChannels(WordChannels), .Values(Values), .Slices(Slices), .Rows(Rows),
    .Columns(Columns), .Window(Window), .Steps(Steps), .Consumers(Consumers), .InputChannels(InputChannels),
    .Channels(Channels), .RowNeurons(RowNeurons), .Accumulators(Accumulators), .Weights(Weights),
    .Membranes(Membranes), .KvElements(KvElements), .HeadBits(HeadBits), .Attentions(Attentions), .Side(Side),
    .GroupEntries(GroupEntries), .Senders(Senders), .Lines(Lines), .WordEntries(WordEntries),
    .GrantEntries(GrantEntries), .Programs(Programs)
  ) i_core (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i(cfg_data_i[31:0]), .flit_valid_i(out_valid_o[0]),
    .flit_vc_i(out_vc_o[VcBits-1:0]), .flit_head_i(out_head_o[0]), .flit_tail_i(out_tail_o[0]),
    .flit_data_i(out_data_o[FlitBits-1:0]), .credit_i(in_credit_o[Vcs-1:0]), .flit_valid_o(valid), .flit_vc_o(vc),
    .flit_head_o(head), .flit_tail_o(tail), .flit_data_o(data), .flit_user_o(number), .credit_o(credit),
    .busy_o(core_busy), .packet_o, .packet_bits_o, .packet_slot_o, .packet_is_credit_o, .stalled_o, .pop_o,
    .pop_flits_o, .pop_slot_o, .start_o, .start_slot_o, .start_op_o, .start_count_o, .start_row_o, .start_step_o, .datapath_busy_o, .pass_o,
    .first_group_o, .token_o, .pass_op_o, .pass_slot_o, .width_o, .added_o, .sum_written_o, .sum_addr_o, .sum_count_o,
    .sum_data_o, .sweep_o, .group_o, .group_last_o, .group_slot_o, .group_neuron_o, .group_count_o, .group_spikes_o,
    .group_x_o);

  spike_router #(
    .FlitBits(FlitBits), .UserBits(UserBits), .Vcs(Vcs), .BufferFlits(BufferFlits), .RoutingDelay(RoutingDelay),
    .VcAllocDelay(VcAllocDelay), .SwitchAllocDelay(SwitchAllocDelay), .SwitchDelay(SwitchDelay),
    .CreditDelay(CreditDelay), .LinkLatency(LinkLatency), .LinkInterval(LinkInterval), .RoutingYX(RoutingYX),
    .SeparableVcAlloc(SeparableVcAlloc), .SeparableSwitchAlloc(SeparableSwitchAlloc), .GroupEntries(GroupEntries)
  ) i_router (
    .clk_i, .rst_ni, .cfg_valid_i, .cfg_addr_i, .cfg_data_i,
    .in_valid_i({in_valid_i[Ports-1:1], valid}), .in_vc_i({in_vc_i[Ports*VcBits-1:VcBits], vc}),
    .in_head_i({in_head_i[Ports-1:1], head}), .in_tail_i({in_tail_i[Ports-1:1], tail}),
    .in_data_i({in_data_i[Ports*FlitBits-1:FlitBits], data}), .in_user_i({in_user_i[Ports*UserBits-1:UserBits], user}),
    .in_credit_o, .out_valid_o, .out_vc_o, .out_head_o, .out_tail_o, .out_data_o, .out_user_o,
    .out_credit_i({out_credit_i[Ports*Vcs-1:Vcs], credit}), .busy_o(router_busy), .count_vc_grants_o, .count_no_vc_o,
    .count_lost_vc_o, .count_no_credit_o, .count_lost_switch_o, .count_full_o, .count_blocked_branch_o, .count_wraps_o);
endmodule
