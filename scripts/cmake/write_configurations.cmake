# SPDX-License-Identifier: Apache-2.0
# Writes rtl/generated/configurations.hpp from the sets of rtl/configurations.cmake.
set(members "")
set(keys "")
set(rows "")
set(macro "")
set(router_macro "")
list(LENGTH SPIKELOOM_SET_PARAMETERS length)
math(EXPR last "${length} - 1")
foreach(place RANGE 0 ${last} 2)
  math(EXPR next "${place} + 1")
  list(GET SPIKELOOM_SET_PARAMETERS ${place} parameter)
  list(GET SPIKELOOM_SET_PARAMETERS ${next} key)
  string(APPEND members "  int ${parameter};\n")
  string(APPEND keys "    {\"${parameter}\", \"${key}\", &RtlParameters::${parameter}},\n")
endforeach()
foreach(set IN LISTS SPIKELOOM_ROUTER_SETS)
  set(values "")
  foreach(place RANGE 0 ${last} 2)
    list(GET SPIKELOOM_SET_PARAMETERS ${place} parameter)
    if(NOT DEFINED SPIKELOOM_SET_${set}_${parameter})
      message(FATAL_ERROR "rtl/configurations.cmake: set '${set}' has no value for ${parameter}")
    endif()
    string(APPEND values ", ${SPIKELOOM_SET_${set}_${parameter}}")
  endforeach()
  string(APPEND rows "    RtlParameters{\"${set}\"${values}},\n")
  string(APPEND router_macro " X(${set})")
  if(set IN_LIST SPIKELOOM_SETS)
    string(APPEND macro " X(${set})")
  endif()
endforeach()
list(LENGTH SPIKELOOM_ROUTER_SETS set_count)
math(EXPR parameter_count "${length} / 2")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/rtl/include/rtl/generated/configurations.hpp CONTENT
"// SPDX-License-Identifier: Apache-2.0
#pragma once
// Generated from rtl/configurations.cmake: the sets of parameters for which verilated models exist.

#include <array>

namespace spikeloom {

struct RtlParameters {
  const char* set;
@members@};

inline constexpr std::array<RtlParameters, @set_count@> kRtlSets{{
@rows@}};

struct RtlParameterKey {
  const char* name;
  const char* key;  ///< in a chip's YAML; \"-\": none
  int RtlParameters::*value;
};

inline constexpr std::array<RtlParameterKey, @parameter_count@> kRtlKeys{{
@keys@}};

}  // namespace spikeloom

/// X(name) for each set: of all blocks, and of routers.
#define SPIKELOOM_RTL_SETS(X)@macro@
#define SPIKELOOM_RTL_ROUTER_SETS(X)@router_macro@
" @ONLY)
