# SPDX-License-Identifier: Apache-2.0
# One place for what every own target has in common: the standard, the include root, the warnings.

# Assertions are many and run once: compiling them takes longer than running them.
set(SPIKELOOM_TEST_OPTIONS $<$<CONFIG:Release>:-O1>)
option(SPIKELOOM_WERROR "Warnings are errors (CI)" OFF)

function(spikeloom_target target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/spikeloom>)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    $<$<BOOL:${SPIKELOOM_WERROR}>:-Werror>)
endfunction()

# Headers that most files see, compiled once for all targets of a kind: plain, systemc, and program (with CLI11). A file
# still names what it uses: the headers here only cost less.
option(SPIKELOOM_PCH "Precompile the standard library, JSON and SystemC" ON)
function(spikeloom_precompiled kind)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES;OPTIONS" ${ARGN})
  if(NOT SPIKELOOM_PCH)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/precompiled/${kind}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(spikeloom_precompiled_${kind} OBJECT ${source})
  spikeloom_target(spikeloom_precompiled_${kind})
  target_link_libraries(spikeloom_precompiled_${kind} PRIVATE ${ARG_LIBRARIES})
  target_precompile_headers(spikeloom_precompiled_${kind} PRIVATE ${ARG_HEADERS})
  target_compile_options(spikeloom_precompiled_${kind} PRIVATE -fpch-preprocess ${ARG_OPTIONS})  # the first is for ccache
endfunction()
function(spikeloom_use_precompiled target kind)
  if(TARGET spikeloom_precompiled_${kind})
    target_precompile_headers(${target} REUSE_FROM spikeloom_precompiled_${kind})
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# spikeloom_sources(<variable> [FOLDERS ...] [EXCEPT ...]): every .cpp of this folder, and of the named ones below it. A
# new file needs no line here.
function(spikeloom_sources variable)
  cmake_parse_arguments(ARG "" "" "FOLDERS;EXCEPT" ${ARGN})
  set(patterns ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  foreach(folder IN LISTS ARG_FOLDERS)
    list(APPEND patterns ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  foreach(file IN LISTS ARG_EXCEPT)
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()

# spikeloom_library(<room> [PRECOMPILED kind] SOURCES ... PUBLIC <libraries> PRIVATE <libraries>) makes target
# spikeloom_<room>, and the name spikeloom::<room> by which other projects link it.
function(spikeloom_library room)
  cmake_parse_arguments(ARG "" "PRECOMPILED" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED plain)
  endif()
  add_library(spikeloom_${room} STATIC ${ARG_SOURCES})
  add_library(spikeloom::${room} ALIAS spikeloom_${room})
  spikeloom_target(spikeloom_${room})
  target_link_libraries(spikeloom_${room} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  spikeloom_use_precompiled(spikeloom_${room} ${ARG_PRECOMPILED})
  set_target_properties(spikeloom_${room} PROPERTIES EXPORT_NAME ${room})
  set_property(GLOBAL APPEND PROPERTY SPIKELOOM_EXPORTED spikeloom_${room})
endfunction()

# spikeloom_test_library(<name> PRECOMPILED kind SOURCES ... LIBRARIES ...): what several tests share.
# Helpers of tests have short names that are the same in many files: their sources are not joined.
function(spikeloom_test_library name)
  cmake_parse_arguments(ARG "" "PRECOMPILED" "SOURCES;LIBRARIES" ${ARGN})
  add_library(spikeloom_test_${name} STATIC ${ARG_SOURCES})
  spikeloom_target(spikeloom_test_${name})
  target_link_libraries(spikeloom_test_${name} PUBLIC ${ARG_LIBRARIES})
  set_target_properties(spikeloom_test_${name} PROPERTIES UNITY_BUILD OFF)
  spikeloom_use_precompiled(spikeloom_test_${name} ${ARG_PRECOMPILED})
endfunction()

# Seconds after which a test is taken to hang; far above what any takes on a slow, loaded machine.
set(SPIKELOOM_TEST_TIMEOUT 7200)

# spikeloom_test(<name> [SYSTEMC] [SOURCES ...] LIBRARIES ...) makes an executable whose Catch2 cases are ctest cases,
# one process each; without SOURCES of every .cpp in the folder. SYSTEMC chooses the main that lets SystemC provide
# main() and starts Catch2 from sc_main.
function(spikeloom_test name)
  cmake_parse_arguments(ARG "SYSTEMC" "" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_SOURCES)
    spikeloom_sources(ARG_SOURCES)
  endif()
  add_executable(test_${name} ${ARG_SOURCES})
  spikeloom_target(test_${name})
  set_target_properties(test_${name} PROPERTIES UNITY_BUILD OFF)
  target_compile_options(test_${name} PRIVATE ${SPIKELOOM_TEST_OPTIONS})
  if(ARG_SYSTEMC)
    target_link_libraries(test_${name} PRIVATE spikeloom_test_main_systemc)
  else()
    target_link_libraries(test_${name} PRIVATE spikeloom_test_main)
  endif()
  target_link_libraries(test_${name} PRIVATE spikeloom_test_support ${ARG_LIBRARIES})
  if(ARG_SYSTEMC)
    spikeloom_use_precompiled(test_${name} tests_systemc)
  else()
    spikeloom_use_precompiled(test_${name} tests)
  endif()
  string(REGEX MATCH "^rtl" label ${name})
  catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT ${SPIKELOOM_TEST_TIMEOUT} LABELS "${label}")
endfunction()
