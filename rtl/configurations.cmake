# SPDX-License-Identifier: Apache-2.0
# Named sets of parameters for which the RTL models are built. A chip whose YAML asks for others is refused; add a set
# here and build the models again. A model states its parameters; rtl/verilated/model_parameters.hpp has their keys in YAML.

# spikeloom_set(<name> <parameter>=<value>...), for all blocks; spikeloom_router_set() for routers alone: no core fits.
set(SPIKELOOM_SETS)
set(SPIKELOOM_ROUTER_SETS)
macro(spikeloom_set name)
  list(APPEND SPIKELOOM_SETS ${name})
  spikeloom_router_set(${name} ${ARGN})
endmacro()
macro(spikeloom_router_set name)
  list(APPEND SPIKELOOM_ROUTER_SETS ${name})
  foreach(pair ${ARGN})
    string(REGEX MATCH "^([A-Za-z]+)=([0-9]+)$" matched ${pair})
    set(SPIKELOOM_SET_${name}_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  endforeach()
endmacro()

# examples/chips/mesh4x4.yaml.
spikeloom_set(default
  FlitBits=128 Vcs=1 BufferFlits=4 RoutingDelay=0 VcAllocDelay=0 SwitchAllocDelay=1 SwitchDelay=0 CreditDelay=0
  LinkLatency=1 LinkInterval=1 RoutingYX=0 SeparableVcAlloc=0 SeparableSwitchAlloc=0 GroupEntries=1024
  Lanes=64 NeuronLanes=16 InputQueueFlits=8 RowBuffers=2 PipelineCycles=3 SignedDigits=1 NeuronAfter=0 WeightBits=8
  WordChannels=64 MaxFlits=1 Slices=16 Rows=32 Columns=32 Window=16 Steps=4 Consumers=16 InputChannels=512
  Channels=2048 RowNeurons=2048 Accumulators=40960 Weights=196608 Membranes=8192 KvElements=16384 HeadBits=256
  Attentions=2 Side=8 Senders=32 Lines=64 WordEntries=2048 GrantEntries=1024 Programs=64)

# Small and otherwise different wherever it can be: what the default leaves at zero is used.
spikeloom_set(small
  FlitBits=64 Vcs=2 BufferFlits=4 RoutingDelay=1 VcAllocDelay=1 SwitchAllocDelay=1 SwitchDelay=1 CreditDelay=1
  LinkLatency=2 LinkInterval=1 RoutingYX=1 SeparableVcAlloc=0 SeparableSwitchAlloc=1 GroupEntries=512
  Lanes=8 NeuronLanes=4 InputQueueFlits=8 RowBuffers=2 PipelineCycles=1 SignedDigits=0 NeuronAfter=1 WeightBits=8
  WordChannels=32 MaxFlits=3 Slices=32 Rows=16 Columns=16 Window=16 Steps=4 Consumers=32 InputChannels=256
  Channels=2048 RowNeurons=1024 Accumulators=40960 Weights=131072 Membranes=8192 KvElements=8192 HeadBits=128
  Attentions=2 Side=8 Senders=64 Lines=128 WordEntries=4096 GrantEntries=2048 Programs=128)

# Every allocation and every link takes more than a cycle: for the tests of the router.
spikeloom_router_set(delays
  FlitBits=32 Vcs=3 BufferFlits=5 RoutingDelay=2 VcAllocDelay=2 SwitchAllocDelay=2 SwitchDelay=2 CreditDelay=2
  LinkLatency=1 LinkInterval=3 RoutingYX=0 SeparableVcAlloc=1 SeparableSwitchAlloc=0 GroupEntries=512)
