# SPDX-License-Identifier: Apache-2.0
# SystemVerilog modules as shared objects: one for each module and named set of parameters (rtl/configurations.cmake).

find_program(SPIKELOOM_VERILATOR verilator)
if(SPIKELOOM_VERILATOR)
  set(spikeloom_rtl_default ON)
else()
  set(spikeloom_rtl_default OFF)
endif()
option(SPIKELOOM_RTL "Build the RTL models with everything else, and test them (needs Verilator)" ${spikeloom_rtl_default})
if(SPIKELOOM_RTL AND NOT SPIKELOOM_VERILATOR)
  message(FATAL_ERROR "SPIKELOOM_RTL is ON and there is no verilator; install it, or set SPIKELOOM_RTL=OFF")
endif()

# spikeloom_rtl_models_target(<name>) makes a target for the models that spikeloom_rtl_model() adds to it. Without
# Verilator there are none, and the target fails.
function(spikeloom_rtl_models_target name)
  if(NOT SPIKELOOM_VERILATOR)
    add_custom_target(${name}
      COMMAND ${CMAKE_COMMAND} -E echo "${name}: there is no verilator; install it (Debian: apt-get install verilator), configure and build again"
      COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
  elseif(SPIKELOOM_RTL)
    add_custom_target(${name} ALL)
  else()
    add_custom_target(${name})
  endif()
endfunction()

# What every model needs, compiled once: VCD waveforms are built in, and closed unless one is opened.
function(spikeloom_verilated_runtime)
  execute_process(COMMAND ${SPIKELOOM_VERILATOR} --getenv VERILATOR_ROOT
    OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(include ${root}/include)
  add_library(spikeloom_verilated_runtime STATIC EXCLUDE_FROM_ALL
    ${include}/verilated.cpp ${include}/verilated_threads.cpp ${include}/verilated_vcd_c.cpp)
  target_compile_features(spikeloom_verilated_runtime PUBLIC cxx_std_17)
  target_compile_options(spikeloom_verilated_runtime PRIVATE -w PUBLIC -fno-gnu-unique)  # so that it can be unloaded
  set_target_properties(spikeloom_verilated_runtime PROPERTIES UNITY_BUILD OFF POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/rtl)
  target_include_directories(spikeloom_verilated_runtime SYSTEM PUBLIC ${include} ${include}/vltstd)
  target_compile_definitions(spikeloom_verilated_runtime PUBLIC
    VM_COVERAGE=0 VM_SC=0 VM_TRACE=1 VM_TRACE_FST=0 VM_TRACE_VCD=1
    VL_TIME_CONTEXT)  # without it the runtime asks the program for a clock, as SystemC has one
  target_link_libraries(spikeloom_verilated_runtime PUBLIC Threads::Threads)
endfunction()

# spikeloom_rtl_model(TARGET t TOP module SET set [FOLDER f] SOURCES ... PARAMETERS ...) adds the model <module>_<set>.so
# to the target, in a folder of the build tree (rtl/models). A parameter is a name, whose value is that of the set, or
# NAME=VALUE. SOURCES are paths below rtl/sv; the package generated from the C++ number formats is always read first.
function(spikeloom_rtl_model)
  cmake_parse_arguments(ARG "" "TARGET;TOP;SET;FOLDER" "SOURCES;PARAMETERS" ${ARGN})
  if(NOT SPIKELOOM_VERILATOR)
    return()
  endif()
  if(NOT TARGET spikeloom_verilated_runtime)
    spikeloom_verilated_runtime()
  endif()
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER rtl/models)
  endif()
  set(name ${ARG_TOP}_${ARG_SET})
  set(sources ${ARG_SOURCES})
  list(TRANSFORM sources PREPEND ${PROJECT_SOURCE_DIR}/rtl/sv/)
  set(values)
  foreach(parameter IN LISTS ARG_PARAMETERS)
    if(NOT parameter MATCHES "=")
      set(parameter "${parameter}=${SPIKELOOM_SET_${ARG_SET}_${parameter}}")
    endif()
    if(parameter MATCHES "=$")
      message(FATAL_ERROR "${name}: set '${ARG_SET}' has no value for ${parameter}")
    endif()
    list(APPEND values ${parameter})
  endforeach()
  # A file of its own, for whoever verilates a changed copy of the sources (tests/rtl/mutants.py).
  set(arguments ${PROJECT_BINARY_DIR}/rtl/verilated/${name}.cmake)
  file(CONFIGURE OUTPUT ${arguments} CONTENT
    "set(VERILATOR @SPIKELOOM_VERILATOR@)\nset(TOP @ARG_TOP@)\nset(SET @ARG_SET@)\nset(PACKAGE @SPIKELOOM_PACKAGE@)\nset(SOURCES @ARG_SOURCES@)\nset(PARAMETERS @values@)\n"
    @ONLY)
  set(folder ${PROJECT_BINARY_DIR}/rtl/verilated/${name})
  set(script ${PROJECT_SOURCE_DIR}/scripts/cmake/verilate.cmake)
  add_custom_command(OUTPUT ${folder}/fast.cpp ${folder}/slow.cpp ${folder}/model.cpp
    COMMAND ${CMAKE_COMMAND} -DARGUMENTS=${arguments} -DSV=${PROJECT_SOURCE_DIR}/rtl/sv -DFOLDER=${folder} -P ${script}
    DEPENDS ${sources} ${SPIKELOOM_PACKAGE} ${arguments} ${script}
    COMMENT "Verilating ${name}" VERBATIM)
  add_library(${name} MODULE EXCLUDE_FROM_ALL ${folder}/fast.cpp ${folder}/slow.cpp ${folder}/model.cpp)
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF PREFIX "" SUFFIX .so CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${ARG_FOLDER})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  # Generated code: its warnings are Verilator's affair, and with sanitizers and debug information it compiles for minutes.
  target_compile_options(${name} PRIVATE -w -fno-sanitize=all -g0)
  set_source_files_properties(${folder}/fast.cpp PROPERTIES COMPILE_OPTIONS -O3)
  set_source_files_properties(${folder}/slow.cpp ${folder}/model.cpp PROPERTIES COMPILE_OPTIONS -O0)
  target_link_libraries(${name} PRIVATE spikeloom_verilated_runtime)
  target_link_options(${name} PRIVATE -Wl,--exclude-libs,ALL)
  add_dependencies(${ARG_TARGET} ${name})
endfunction()
