#include "tests/cli/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "engine/json/parse.hpp"

namespace blason::cli_test {
namespace {

/// Standard streams are files, so that nothing waits for anything.
class Redirections {
  public:
    Redirections(const std::string& in, const std::string& out, const std::string& err) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    }
    ~Redirections() { posix_spawn_file_actions_destroy(&actions_); }
    Redirections(const Redirections&) = delete;
    Redirections& operator=(const Redirections&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

}  // namespace

const std::string_view kTestKey = R"({"publicKeyMultibase":"z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
  "secretKeyMultibase":"z3u2RHj5hRUAqd2AGVStkvCty1KjGWyk5SeUkBjfVp51Wh3e"})";
const std::string_view kOtherTestKey = R"({"publicKeyMultibase":"z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
  "privateKeyMultibase":"z3u2RMeNqiwBRvKPQahQCDXpFt6VWgBwkWLJJbQKZC7cG2NM"})";

Outcome blason(const std::vector<std::string>& arguments, std::string_view input) {
    const Folder folder;
    const std::string in = folder.write("in", input);
    const std::string out = folder.path("out");
    const std::string err = folder.path("err");
    const Redirections redirections(in, out, err);

    std::string program = BLASON_PROGRAM;
    std::vector<std::string> copies = arguments;
    std::vector<char*> argv{program.data()};
    for (std::string& argument : copies) argv.push_back(argument.data());
    argv.push_back(nullptr);

    pid_t child = 0;
    if (posix_spawn(&child, program.c_str(), redirections.get(), nullptr, argv.data(), environ) != 0) {
        throw std::runtime_error("cannot start " + program);
    }
    int state = 0;
    if (waitpid(child, &state, 0) != child) throw std::runtime_error("lost the program");
    return {WIFEXITED(state) ? WEXITSTATUS(state) : -1, read_file(out), read_file(err)};
}

json::Value parse(std::string_view text) {
    auto value = json::parse(text);
    if (!value) throw std::runtime_error(value.error().code + " in: " + std::string(text.substr(0, 200)));
    return std::move(*value);
}

json::Object error_of(std::string_view text) {
    return parse(text).as_object().at("error").as_object();
}

json::Object check_of(std::string_view report, std::string_view name) {
    const json::Value parsed = parse(report);
    for (const auto& check : parsed.as_object().at("checks").as_array()) {
        if (json::view(check.as_object().at("name")) == name) return check.as_object();
    }
    throw std::runtime_error("no check " + std::string(name) + " in: " + std::string(report));
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "blason-cli-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    root_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string Folder::write(const std::string& name, std::string_view text) const {
    std::ofstream file(root_ / name, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + name);
    return path(name);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

json::Value sample_badge() {
    return parse(R"({
      "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
      "id": "urn:uuid:2f1b8c1e-6a55-4a39-8f0e-2d9f5a1c0b77",
      "type": ["VerifiableCredential", "OpenBadgeCredential"],
      "name": "Soldering",
      "issuer": {"id": "https://fablab.example/issuer", "type": ["Profile"], "name": "Example Fab Lab"},
      "validFrom": "2026-01-15T09:00:00Z",
      "credentialSubject": {
        "id": "did:example:learner",
        "type": ["AchievementSubject"],
        "achievement": {
          "id": "https://fablab.example/achievements/soldering",
          "type": ["Achievement"],
          "name": "Soldering",
          "description": "Solders through-hole parts.",
          "criteria": {"narrative": "Build the practice board."}
        }
      }
    })");
}

}  // namespace blason::cli_test
