# name, gtest filter
blason_suite(wycheproof.signatures Suite/Wycheproof.*)
