# name, gtest filter
blason_suite(contexts Contexts/*:PublishedContexts.*)
