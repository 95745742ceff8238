# DCQL beside the npm package dcql (docs/queries.md): the driver answers, dcql.mjs compares 4,000 generated queries and
# fails on a difference that no rule explains and on a rule that explains none. The Node packages come from `npm ci` in
# this folder (./test does it); without them the test fails and says so.
add_executable(dcql_driver ${CMAKE_CURRENT_LIST_DIR}/dcql_driver.cpp)
target_link_libraries(dcql_driver PRIVATE blason_vc)
blason_reuse_pch(dcql_driver)
add_test(NAME queries.dcql COMMAND ${BLASON_NODE} ${CMAKE_CURRENT_LIST_DIR}/dcql.mjs $<TARGET_FILE:dcql_driver>)
set_tests_properties(queries.dcql PROPERTIES TIMEOUT 600)
