# name, gtest filter
