# name, gtest filter
blason_suite(wycheproof.signatures Suite/Wycheproof.*)
blason_suite(rdf-canon Suite/Rdfc.*:RdfcSuite.*)
