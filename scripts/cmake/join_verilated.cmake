# SPDX-License-Identifier: Apache-2.0
# cmake -DFOLDER=... -P: writes fast.cpp and slow.cpp, which include what Verilator wrote there. Two files compile in a
# fraction of the time of a dozen.
file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/V*.cpp)
set(fast "")
set(slow "")
foreach(file IN LISTS files)
  if(file MATCHES "(__Slow|__Syms)\\.cpp$")
    string(APPEND slow "#include \"${file}\"\n")
  else()
    string(APPEND fast "#include \"${file}\"\n")
  endif()
endforeach()
file(WRITE ${FOLDER}/fast.cpp "${fast}")
file(WRITE ${FOLDER}/slow.cpp "${slow}")
