# name, gtest filter
blason_suite(contexts Contexts/*:PublishedContexts.*)
blason_suite(jsontestsuite JsonTestSuite.*)
blason_suite(jcs Testdata/JcsDocuments.*:JcsNumbers.*)
blason_suite(multibase Tables/MultibaseVectors.*)
blason_suite(did-key Suites/DidKeyVectors.*)
blason_suite(wycheproof.signatures Suite/Wycheproof.*)
blason_suite(rdf-canon Suite/Rdfc.*:RdfcSuite.*)
