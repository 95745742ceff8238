// Options whose values have names.
#pragma once

#include <CLI/App.hpp>
#include <map>
#include <string>
#include <vector>

namespace blason::cli {

/// The help lists the names, and nothing else is taken. `target` and `values` outlive `command`.
template <class Target, class Value>
CLI::Option* add_named_option(CLI::App& command, const std::string& option, Target& target,
                              const std::map<std::string, Value>& values, const std::string& help) {
    std::vector<std::string> names;
    for (const auto& [name, value] : values) names.push_back(name);
    const auto take = [&target, &values](const std::string& name) { target = values.at(name); };
    return command.add_option_function<std::string>(option, take, help)->check(CLI::IsMember(std::move(names)));
}

}  // namespace blason::cli
