# SPDX-License-Identifier: BSL-1.0

# CBC and CLP of COIN-OR, which come without CMake files of their own; gives CoinCbc::CoinCbc.
find_path(CoinCbc_INCLUDE_DIR coin/CbcModel.hpp)
mark_as_advanced(CoinCbc_INCLUDE_DIR)
set(CoinCbc_LIBRARIES)
foreach(_coin_part IN ITEMS Cbc Cgl OsiClp Clp Osi CoinUtils)
    find_library(CoinCbc_${_coin_part}_LIBRARY ${_coin_part})
    mark_as_advanced(CoinCbc_${_coin_part}_LIBRARY)
    list(APPEND CoinCbc_LIBRARIES ${CoinCbc_${_coin_part}_LIBRARY})
endforeach()
unset(_coin_part)

set(CoinCbc_VERSION)
if(CoinCbc_INCLUDE_DIR AND EXISTS "${CoinCbc_INCLUDE_DIR}/coin/CbcConfig.h")
    file(STRINGS "${CoinCbc_INCLUDE_DIR}/coin/CbcConfig.h" CoinCbc_VERSION
         REGEX "^#define CBC_VERSION ")
    string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" CoinCbc_VERSION "${CoinCbc_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(CoinCbc
    REQUIRED_VARS CoinCbc_INCLUDE_DIR CoinCbc_Cbc_LIBRARY CoinCbc_Cgl_LIBRARY
                  CoinCbc_OsiClp_LIBRARY CoinCbc_Clp_LIBRARY CoinCbc_Osi_LIBRARY
                  CoinCbc_CoinUtils_LIBRARY
    VERSION_VAR CoinCbc_VERSION)

if(CoinCbc_FOUND AND NOT TARGET CoinCbc::CoinCbc)
    add_library(CoinCbc::CoinCbc INTERFACE IMPORTED)
    set_target_properties(CoinCbc::CoinCbc PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${CoinCbc_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${CoinCbc_LIBRARIES}")
endif()
