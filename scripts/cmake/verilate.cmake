# SPDX-License-Identifier: Apache-2.0
# cmake -DARGUMENTS=... -DSV=... -DFOLDER=... -P: verilates the module that the file of arguments names, from the
# sources in SV, and writes three files there that are compiled: fast.cpp and slow.cpp include Verilator's code, that
# which runs in each cycle and all other; model.cpp is the interface (rtl/verilated/model_interface.h). Two files compile in a
# fraction of the time of a dozen.
include(${ARGUMENTS})
set(name V${TOP}_${SET})
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
list(TRANSFORM SOURCES PREPEND ${SV}/)
set(values ${PARAMETERS})
list(TRANSFORM values PREPEND -G)
# Split: functions of thousands of lines take twice the time to compile.
execute_process(
  COMMAND ${VERILATOR} --cc --trace -O3 --output-split-cfuncs 1000 --x-assign fast --x-initial unique --noassert
    --no-timing -Wno-fatal -Wno-lint -Wno-style --top-module ${TOP} --prefix ${name} --Mdir ${FOLDER} ${values}
    ${PACKAGE} ${SOURCES}
  COMMAND_ERROR_IS_FATAL ANY)

file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/V*.cpp)
set(fast "")
set(slow "")
foreach(file IN LISTS files)
  if(file MATCHES "(__Slow|__Syms|__Trace__.*)\\.cpp$")
    string(APPEND slow "#include \"${file}\"\n")
  else()
    string(APPEND fast "#include \"${file}\"\n")
  endif()
endforeach()
file(WRITE ${FOLDER}/fast.cpp "${fast}")
file(WRITE ${FOLDER}/slow.cpp "${slow}")

set(parameters "")
foreach(parameter IN LISTS PARAMETERS)
  string(REGEX REPLACE "^(.*)=(.*)$" "    {\"\\1\", \\2},\n" row ${parameter})
  string(APPEND parameters "${row}")
endforeach()
list(LENGTH PARAMETERS parameter_count)

# A port: VL_IN8(&name,msb,lsb), VL_OUTW(&name,msb,lsb,words) in the header of the module.
file(STRINGS ${FOLDER}/${name}.h lines REGEX "^ *VL_(IN|OUT)[0-9W]*\\(&")
set(ports "")
set(cases "")
set(port_count 0)
foreach(line IN LISTS lines)
  string(REGEX MATCH "VL_(IN|OUT)[0-9W]*\\(&([A-Za-z0-9_]+),([0-9]+),([0-9]+)" matched "${line}")
  set(is_input 0)
  if(CMAKE_MATCH_1 STREQUAL "IN")
    set(is_input 1)
  endif()
  math(EXPR bits "${CMAKE_MATCH_3} - ${CMAKE_MATCH_4} + 1")
  string(APPEND ports "    {\"${CMAKE_MATCH_2}\", ${bits}, ${is_input}},\n")
  string(APPEND cases "    case ${port_count}:\n      return &ports.${CMAKE_MATCH_2};\n")
  math(EXPR port_count "${port_count} + 1")
endforeach()
if(port_count EQUAL 0)
  message(FATAL_ERROR "${FOLDER}/${name}.h: no port is found; a Verilator that writes another header?")
endif()

file(WRITE ${FOLDER}/model.cpp "// SPDX-License-Identifier: Apache-2.0
// Written by scripts/cmake/verilate.cmake.
#include \"${name}.h\"
#include \"rtl/verilated/model_entry.hpp\"

namespace {

using Entry = spikeloom::ModelEntry<${name}>;

constexpr SpikeloomModelParameter kParameters[] = {
${parameters}    {nullptr, 0}};
constexpr SpikeloomModelPort kPorts[] = {
${ports}    {nullptr, 0, 0}};

void* port(void* instance, std::int32_t index) {
  ${name}& ports = Entry::ports(instance);
  switch (index) {
${cases}  }
  return nullptr;
}

constexpr SpikeloomModel kModel{SPIKELOOM_MODEL_INTERFACE, \"${TOP}\", \"${SET}\", ${parameter_count}, kParameters,
                                ${port_count}, kPorts, Entry::create, Entry::destroy, port, Entry::eval,
                                Entry::open_waveform, Entry::dump};

}  // namespace

extern \"C\" __attribute__((visibility(\"default\"))) const SpikeloomModel* spikeloom_model() { return &kModel; }
")
