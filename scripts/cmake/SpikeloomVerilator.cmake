# SPDX-License-Identifier: Apache-2.0
# SystemVerilog modules as C++ libraries: one for each module and named set of parameters (rtl/configurations.cmake).

find_program(SPIKELOOM_VERILATOR verilator)
if(SPIKELOOM_VERILATOR)
  set(spikeloom_rtl_default ON)
else()
  set(spikeloom_rtl_default OFF)
endif()
option(SPIKELOOM_RTL "Build the RTL twins (needs Verilator)" ${spikeloom_rtl_default})
if(SPIKELOOM_RTL AND NOT SPIKELOOM_VERILATOR)
  message(FATAL_ERROR "SPIKELOOM_RTL is ON and there is no verilator; install it, or set SPIKELOOM_RTL=OFF")
endif()

# What every verilated model needs, compiled once: VCD waveforms are built in, and closed unless a dut opens one.
function(spikeloom_verilated_runtime)
  execute_process(COMMAND ${SPIKELOOM_VERILATOR} --getenv VERILATOR_ROOT
    OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(include ${root}/include)
  add_library(spikeloom_verilated_runtime STATIC
    ${include}/verilated.cpp ${include}/verilated_threads.cpp ${include}/verilated_vcd_c.cpp)
  target_compile_features(spikeloom_verilated_runtime PUBLIC cxx_std_17)
  target_compile_options(spikeloom_verilated_runtime PRIVATE -w)
  set_target_properties(spikeloom_verilated_runtime PROPERTIES POSITION_INDEPENDENT_CODE ON UNITY_BUILD OFF)  # for shared libraries
  target_include_directories(spikeloom_verilated_runtime SYSTEM PUBLIC ${include} ${include}/vltstd)
  target_compile_definitions(spikeloom_verilated_runtime PUBLIC
    VM_COVERAGE=0 VM_SC=0 VM_TRACE=1 VM_TRACE_FST=0 VM_TRACE_VCD=1
    VL_TIME_CONTEXT)  # without it the runtime asks the program for a clock, as SystemC has one
  target_link_libraries(spikeloom_verilated_runtime PUBLIC Threads::Threads)
endfunction()

# spikeloom_verilated(NAME n TOP module SET set SOURCES ... PARAMETERS ...) makes target verilated_n, and the header
# "rtl/verilated/n/Vn.h" for those who link it. A parameter is a name, whose value is that of the set, or NAME=VALUE.
# SOURCES are paths below rtl/sv; the package generated from the C++ number formats is always read first.
function(spikeloom_verilated)
  cmake_parse_arguments(ARG "" "NAME;TOP;SET" "SOURCES;PARAMETERS" ${ARGN})
  set(include ${PROJECT_BINARY_DIR}/rtl/include)
  set(folder ${include}/rtl/verilated/${ARG_NAME})
  set(sources ${SPIKELOOM_PACKAGE})
  foreach(source IN LISTS ARG_SOURCES)
    list(APPEND sources ${PROJECT_SOURCE_DIR}/rtl/sv/${source})
  endforeach()
  set(values)
  foreach(parameter IN LISTS ARG_PARAMETERS)
    if(NOT parameter MATCHES "=")
      set(parameter "${parameter}=${SPIKELOOM_SET_${ARG_SET}_${parameter}}")
    endif()
    if(parameter MATCHES "=$")
      message(FATAL_ERROR "${ARG_NAME}: set '${ARG_SET}' has no value for ${parameter}")
    endif()
    list(APPEND values -G${parameter})
  endforeach()
  # For those who verilate a changed copy of the sources (tests/rtl/mutants.py).
  list(JOIN ARG_SOURCES " " names)
  list(JOIN values " " arguments)
  file(CONFIGURE OUTPUT ${folder}/arguments.txt CONTENT "${ARG_TOP}\n${arguments}\n${names}\n")
  # Verilator decides how many files it writes; two files of ours include them, one for the code that runs each cycle.
  add_custom_command(
    OUTPUT ${folder}/fast.cpp ${folder}/slow.cpp ${folder}/V${ARG_NAME}.h
    COMMAND sh -c "rm -f ${folder}/V*.cpp"  # it may write fewer than the last time; arguments.txt stays
    COMMAND ${SPIKELOOM_VERILATOR} --cc --trace -O3 --x-assign fast --x-initial unique --noassert --no-timing
      -Wno-fatal -Wno-lint -Wno-style --top-module ${ARG_TOP} --prefix V${ARG_NAME} --Mdir ${folder} ${values} ${sources}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -P ${PROJECT_SOURCE_DIR}/scripts/cmake/join_verilated.cmake
    DEPENDS ${sources} ${PROJECT_SOURCE_DIR}/scripts/cmake/join_verilated.cmake
    COMMENT "Verilating ${ARG_NAME}" VERBATIM)
  set(target verilated_${ARG_NAME})
  add_library(${target} STATIC ${folder}/fast.cpp ${folder}/slow.cpp)
  target_include_directories(${target} SYSTEM PUBLIC ${include})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON UNITY_BUILD OFF)
  # Generated code: its warnings are Verilator's affair, and with sanitizers and debug information it compiles for minutes.
  target_compile_options(${target} PRIVATE -w -fno-sanitize=all -g0)
  set_source_files_properties(${folder}/fast.cpp PROPERTIES COMPILE_OPTIONS -O3)
  set_source_files_properties(${folder}/slow.cpp PROPERTIES COMPILE_OPTIONS -O0)
  target_link_libraries(${target} PUBLIC spikeloom_verilated_runtime)
endfunction()

# spikeloom_verilated_sets(TOP module SETS ... SOURCES ... PARAMETERS ...) makes one library for each set (all of
# SPIKELOOM_SETS if none is named), verilated_<module>_<set>, the interface target verilated_<module> for all of them,
# and the header "rtl/verilated/<module>_models.hpp".
function(spikeloom_verilated_sets)
  cmake_parse_arguments(ARG "" "TOP" "SETS;SOURCES;PARAMETERS" ${ARGN})
  if(NOT ARG_SETS)
    set(ARG_SETS ${SPIKELOOM_SETS})
  endif()
  add_library(verilated_${ARG_TOP} INTERFACE)
  foreach(set IN LISTS ARG_SETS)
    spikeloom_verilated(NAME ${ARG_TOP}_${set} TOP ${ARG_TOP} SET ${set} SOURCES ${ARG_SOURCES}
      PARAMETERS ${ARG_PARAMETERS})
    target_link_libraries(verilated_${ARG_TOP} INTERFACE verilated_${ARG_TOP}_${set})
    string(APPEND includes "#include \"rtl/verilated/${ARG_TOP}_${set}/V${ARG_TOP}_${set}.h\"\n")
  endforeach()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/rtl/include/rtl/verilated/${ARG_TOP}_models.hpp
    CONTENT "// The models of all sets.\n#pragma once\n${includes}")
endfunction()
