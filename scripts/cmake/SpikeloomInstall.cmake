# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` and `cpack -G DEB` give others: program, libraries, headers, data, and find_package(spikeloom).
include(CMakePackageConfigHelpers)

get_property(spikeloom_exported GLOBAL PROPERTY SPIKELOOM_EXPORTED)
install(TARGETS ${spikeloom_exported} EXPORT spikeloomTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT spikeloomTargets NAMESPACE spikeloom:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/spikeloom)
foreach(room base chip models import mapping sim cores noc rtl energy report runs)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${room} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/spikeloom
    FILES_MATCHING PATTERN "*.hpp")
endforeach()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/spikeloomConfig.cmake.in
  ${PROJECT_BINARY_DIR}/spikeloomConfig.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/spikeloom)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/spikeloomConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/spikeloomConfig.cmake ${PROJECT_BINARY_DIR}/spikeloomConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/spikeloom)

set(CPACK_PACKAGE_NAME spikeloom)
set(CPACK_PACKAGE_CONTACT "The Spikeloom maintainers <maintainers@spikeloom.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION electronics)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "dataset-fashion-mnist, verilator")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
