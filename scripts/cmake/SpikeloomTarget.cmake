# SPDX-License-Identifier: Apache-2.0
# One place for what every own target has in common: the standard, the include root, the warnings.

function(spikeloom_target target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
endfunction()

# spikeloom_library(<floor> SOURCES ... PUBLIC <libraries> PRIVATE <libraries>) makes target spikeloom_<floor>.
function(spikeloom_library floor)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(spikeloom_${floor} STATIC ${ARG_SOURCES})
  spikeloom_target(spikeloom_${floor})
  target_link_libraries(spikeloom_${floor} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# Seconds after which a test is taken to hang; far above what any takes on a slow, loaded machine.
set(SPIKELOOM_TEST_TIMEOUT 7200)

# spikeloom_test(<name> [SYSTEMC] SOURCES ... LIBRARIES ...) makes an executable whose Catch2 cases are ctest cases,
# one process each. SYSTEMC chooses the main that lets SystemC provide main() and starts Catch2 from sc_main.
function(spikeloom_test name)
  cmake_parse_arguments(ARG "SYSTEMC" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES})
  spikeloom_target(test_${name})
  if(ARG_SYSTEMC)
    target_link_libraries(test_${name} PRIVATE spikeloom_test_main_systemc)
  else()
    target_link_libraries(test_${name} PRIVATE spikeloom_test_main)
  endif()
  target_link_libraries(test_${name} PRIVATE ${ARG_LIBRARIES})
  target_compile_definitions(test_${name} PRIVATE SPIKELOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT ${SPIKELOOM_TEST_TIMEOUT})
endfunction()
