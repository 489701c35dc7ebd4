#include <algorithm>
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/commands/bench_track.h"
#include "app/commands/bench_train.h"
#include "app/commands/command.h"
#include "app/commands/support.h"
#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/base/stop_signals.h"
#ifndef RTRACK_HEADLESS
#include "app/commands/bench_media.h"
#include "app/commands/bench_project.h"
#endif

namespace rtrack {
namespace {

struct BenchArguments {
    std::vector<std::string> names = {"all"};
    std::string json_file;
    int threads = 0;
    int batch = 64;
    std::string device = "cpu";
    std::vector<std::string> networks;
};

/// One benchmark: a name on the command line and a function that returns rows under that name.
struct Benchmark {
    std::string name;
    std::function<nlohmann::json(const BenchArguments&)> run;
};

std::vector<Benchmark> benchmarks() {
    return {
#ifndef RTRACK_HEADLESS
        {"decode", [](const BenchArguments& a) { return bench_decode(a.threads); }},
        {"seek", [](const BenchArguments& a) { return bench_seek(a.threads); }},
        {"project", [](const BenchArguments&) { return bench_project(); }},
#endif
        {"track", [](const BenchArguments& a) { return bench_track(a.threads, a.device, a.networks); }},
        {"train",
         [](const BenchArguments& a) { return bench_train(a.threads, a.batch, a.device, a.networks); }},
    };
}

std::string text_of(const nlohmann::json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_number_float()) return value.dump();
    char text[32];
    std::snprintf(text, sizeof(text), "%.4g", value.get<double>());
    return text;
}

// The columns are the plain values of the first row; what is nested is in the JSON only.
void print_rows(const std::string& name, const nlohmann::json& rows) {
    std::printf("%s\n", name.c_str());
    if (rows.empty()) return;
    std::vector<std::string> columns;
    for (const auto& [key, value] : rows.front().items()) {
        if (value.is_primitive()) columns.push_back(key);
    }
    std::stable_partition(columns.begin(), columns.end(),
                          [&](const std::string& key) { return rows.front()[key].is_string(); });
    for (const std::string& column : columns) std::printf("  %-28s", column.c_str());
    std::printf("\n");
    for (const nlohmann::json& row : rows) {
        for (const std::string& column : columns) {
            std::printf("  %-28s", row.contains(column) ? text_of(row[column]).c_str() : "");
        }
        std::printf("\n");
    }
}

void print(const nlohmann::json& result) {
    for (const auto& [name, value] : result.items()) {
        if (value.is_array() && !value.empty() && value.front().is_object()) {
            print_rows(name, value);
        } else if (value.is_object()) {
            print_rows(name, nlohmann::json::array({value}));
        } else {
            std::printf("%s: %s\n", name.c_str(), text_of(value).c_str());
        }
    }
    std::fflush(stdout);
}

std::vector<Benchmark> chosen_benchmarks(const std::vector<std::string>& names) {
    const std::vector<Benchmark> all = benchmarks();
    if (std::find(names.begin(), names.end(), "all") != names.end()) return all;
    std::vector<Benchmark> chosen;
    std::vector<std::string> known = {"all"};
    for (const Benchmark& benchmark : all) known.push_back(benchmark.name);
    for (const std::string& name : names) {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Benchmark& b) { return b.name == name; });
        if (found == all.end()) {
            throw Error(ErrorCode::Argument, "there is no benchmark '" + name + "'; did you mean '" +
                                                 nearest_name(name, known) + "'?");
        }
        chosen.push_back(*found);
    }
    return chosen;
}

int run_bench(const BenchArguments& arguments) {
    check_output_files({arguments.json_file}, {});
    catch_stop_signals();
    nlohmann::json results = nlohmann::json::object();
    for (const Benchmark& benchmark : chosen_benchmarks(arguments.names)) {
        const nlohmann::json result = benchmark.run(arguments);
        if (arguments.json_file != "-") print(result);
        results.update(result, /*merge_objects=*/true);  // several say what machine it was
    }
    if (!arguments.json_file.empty()) write_output(arguments.json_file, results.dump(2) + "\n");
    return 0;
}

}  // namespace

Command bench_command() {
    return {"bench", "The benchmarks behind the README's figures, each against its baseline in the same run",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<BenchArguments>();
                std::string names = "all";
                for (const Benchmark& benchmark : benchmarks()) names += ", " + benchmark.name;
                parser.add_option("names", arguments->names, "What to measure: " + names);
                parser.add_option("--json", arguments->json_file,
                                  "Also write the figures as JSON; - writes JSON to stdout");
                parser
                    .add_option("--threads", arguments->threads,
                                "Threads; 0: as many as the machine has cores")
                    ->check(CLI::Range(0, 256));
                parser.add_option("--batch", arguments->batch, "train: pairs in a batch (default 64)")
                    ->check(CLI::Range(1, 4096));
                parser.add_option("--device", arguments->device,
                                  "track, train: cpu (default), auto, cuda or cuda:N");
                parser.add_option("--network", arguments->networks,
                                  "track, train: only this network, such as tiny (may be repeated)");
                return [arguments] { return run_bench(*arguments); };
            },
            true};
}

}  // namespace rtrack
