# Presentation Exchange beside @sphereon/pex (docs/queries.md): the driver answers, pex.mjs compares. Fails on a difference
# that no rule explains and on a rule that explains none. The Node packages come from `npm ci` in this folder (./test does
# it); without them the test fails and says so.
add_executable(pex_driver ${CMAKE_CURRENT_LIST_DIR}/pex_driver.cpp)
target_link_libraries(pex_driver PRIVATE blason_vc)
blason_reuse_pch(pex_driver)
add_test(NAME queries.pex COMMAND ${BLASON_NODE} ${CMAKE_CURRENT_LIST_DIR}/pex.mjs $<TARGET_FILE:pex_driver>)
set_tests_properties(queries.pex PROPERTIES TIMEOUT 900 LABELS queries)
