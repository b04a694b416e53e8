# SPDX-License-Identifier: Apache-2.0
# Named sets of parameters for which the RTL twins are built. A chip whose YAML asks for others is refused; add a set
# here and build again. Every set has a value for every parameter; they reach C++ as rtl/generated/configurations.hpp.

# Parameter, key in a chip's YAML ("-": none, the value is how large a table may be).
set(SPIKELOOM_SET_PARAMETERS
  FlitBits              noc.flit_bits
  Vcs                   noc.vcs
  BufferFlits           noc.buffer_flits
  RoutingDelay          noc.routing_delay_cycles
  VcAllocDelay          noc.vc_alloc_delay_cycles
  SwitchAllocDelay      noc.switch_alloc_delay_cycles
  SwitchDelay           noc.switch_delay_cycles
  CreditDelay           noc.credit_delay_cycles
  LinkLatency           noc.link_latency_cycles
  LinkInterval          noc.link_interval_cycles
  RoutingYX             noc.routing
  SeparableVcAlloc      noc.vc_allocator
  SeparableSwitchAlloc  noc.switch_allocator
  GroupEntries          -
  Lanes                 core.lanes
  NeuronLanes           core.neuron_lanes
  InputQueueFlits       core.input_queue_flits
  RowBuffers            core.row_buffers
  PipelineCycles        core.pipeline_cycles)

# spikeloom_set(<name> <parameter>=<value>...), for all blocks; spikeloom_router_set() for routers alone: no core fits.
set(SPIKELOOM_SETS)
set(SPIKELOOM_ROUTER_SETS)
macro(spikeloom_set name)
  list(APPEND SPIKELOOM_SETS ${name})
  spikeloom_router_set(${name} ${ARGN})
endmacro()
macro(spikeloom_router_set name)
  list(APPEND SPIKELOOM_ROUTER_SETS ${name})
  foreach(parameter Lanes NeuronLanes InputQueueFlits RowBuffers PipelineCycles)
    set(SPIKELOOM_SET_${name}_${parameter} 0)
  endforeach()
  foreach(pair ${ARGN})
    string(REGEX MATCH "^([A-Za-z]+)=([0-9]+)$" matched ${pair})
    set(SPIKELOOM_SET_${name}_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  endforeach()
endmacro()

# examples/chips/mesh4x4.yaml.
spikeloom_set(default
  FlitBits=128 Vcs=1 BufferFlits=4 RoutingDelay=0 VcAllocDelay=0 SwitchAllocDelay=1 SwitchDelay=0 CreditDelay=0
  LinkLatency=1 LinkInterval=1 RoutingYX=0 SeparableVcAlloc=0 SeparableSwitchAlloc=0 GroupEntries=1024
  Lanes=64 NeuronLanes=16 InputQueueFlits=8 RowBuffers=2 PipelineCycles=3)

# Small and otherwise different wherever it can be: what the default leaves at zero is used.
spikeloom_set(small
  FlitBits=64 Vcs=2 BufferFlits=4 RoutingDelay=1 VcAllocDelay=1 SwitchAllocDelay=1 SwitchDelay=1 CreditDelay=1
  LinkLatency=2 LinkInterval=1 RoutingYX=1 SeparableVcAlloc=0 SeparableSwitchAlloc=1 GroupEntries=512
  Lanes=8 NeuronLanes=4 InputQueueFlits=8 RowBuffers=2 PipelineCycles=1)

# Every allocation and every link takes more than a cycle: for the tests of the router.
spikeloom_router_set(delays
  FlitBits=32 Vcs=3 BufferFlits=5 RoutingDelay=2 VcAllocDelay=2 SwitchAllocDelay=2 SwitchDelay=2 CreditDelay=2
  LinkLatency=1 LinkInterval=3 RoutingYX=0 SeparableVcAlloc=1 SeparableSwitchAlloc=0 GroupEntries=512)
