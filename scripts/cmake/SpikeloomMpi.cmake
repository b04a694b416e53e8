# SPDX-License-Identifier: Apache-2.0
# Sweeps over several machines by mpirun: Boost.MPI, in the program alone. `spikeloom_mpi` is what it links.

set(MPI_CXX_SKIP_MPICXX ON)  # the C++ interface that MPI itself has given up
find_package(MPI QUIET COMPONENTS C CXX)
find_package(Boost 1.74 QUIET COMPONENTS mpi)
if(MPI_CXX_FOUND AND TARGET Boost::mpi)
  set(spikeloom_mpi_default ON)
else()
  set(spikeloom_mpi_default OFF)
endif()
option(SPIKELOOM_MPI "Let mpirun spread sweeps (needs Boost.MPI)" ${spikeloom_mpi_default})
if(SPIKELOOM_MPI AND NOT spikeloom_mpi_default)
  message(FATAL_ERROR "SPIKELOOM_MPI is ON and there is no Boost.MPI; install libboost-mpi-dev, or set SPIKELOOM_MPI=OFF")
endif()

if(SPIKELOOM_MPI)
  add_library(spikeloom_mpi INTERFACE)
  target_link_libraries(spikeloom_mpi INTERFACE Boost::mpi MPI::MPI_C)
  target_compile_definitions(spikeloom_mpi INTERFACE OMPI_SKIP_MPICXX)
  set_property(GLOBAL APPEND PROPERTY SPIKELOOM_EXPORTED spikeloom_mpi)
endif()
