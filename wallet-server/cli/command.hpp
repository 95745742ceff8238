// What every command shares: options, the action that runs after the arguments are read.
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>

#include "engine/base/result.hpp"
#include "wallet-server/cli/errors.hpp"

namespace blason::cli {

class Progress;

/// Options that every command takes.
struct Common {
    std::string documents;  ///< --documents DIR; empty: none
    bool offline = false;
    bool json = false;
};

/// What one run of the program was asked to do.
struct Invocation {
    Common common;
    std::function<Result<Status>(Progress&)> action;
};

/// Adds a command with the options that all commands share. `help` is one sentence.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& help, Invocation& invocation);

// One function per command, each in a file of its own.
void add_serve(CLI::App& app, Invocation& invocation);
void add_key(CLI::App& app, Invocation& invocation);
void add_issue(CLI::App& app, Invocation& invocation);
void add_derive(CLI::App& app, Invocation& invocation);
void add_present(CLI::App& app, Invocation& invocation);
void add_dcql(CLI::App& app, Invocation& invocation);
void add_verify(CLI::App& app, Invocation& invocation);
void add_bake(CLI::App& app, Invocation& invocation);
void add_unbake(CLI::App& app, Invocation& invocation);
void add_did(CLI::App& app, Invocation& invocation);
void add_jsonld(CLI::App& app, Invocation& invocation);
void add_canonicalize(CLI::App& app, Invocation& invocation);
void add_status(CLI::App& app, Invocation& invocation);
void add_badges(CLI::App& app, Invocation& invocation);
void add_openbadges(CLI::App& app, Invocation& invocation);
void add_conformance(CLI::App& app, Invocation& invocation);
void add_clr(CLI::App& app, Invocation& invocation);
void add_wallet(CLI::App& app, Invocation& invocation);
void add_pex(CLI::App& app, Invocation& invocation);

}  // namespace blason::cli
