# name, gtest filter
blason_suite(contexts Contexts/*:PublishedContexts.*)
blason_suite(jsontestsuite "JsonTestSuite.*")
blason_suite(jcs "*JcsDocuments.*:JcsNumbers.*")
blason_suite(multibase "*/MultibaseVectors.*")
blason_suite(wycheproof.signatures Suite/Wycheproof.*)
blason_suite(rdf-canon Suite/Rdfc.*:RdfcSuite.*)
