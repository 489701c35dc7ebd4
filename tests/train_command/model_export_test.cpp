// rtrack model export: the file that ships and its card.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace rtrack {
namespace {

using nlohmann::json;

class ModelExportCommand : public testing::Test {
protected:
    /// @return exit code; the words are in `errors`
    int run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), RTRACK_PROGRAM);
        Program program(std::move(arguments), folder_.path());
        const int code = program.wait();
        output_ = program.output();
        errors_ = program.errors();
        return code;
    }
    json info_of(const std::string& file) {
        EXPECT_EQ(run({"model", "info", file, "--json"}), 0) << errors_;
        return json::parse(output_);
    }
    void write_figures(double ao) const {
        folder_.write("figures.json",
                      json{{"datasets", {{"otb:data", {{"toolkit", "otb"}}}}},
                           {"trackers", {{"rtrack-mine", {{"ao", ao}, {"sr_50", 0.5}, {"sr_75", 0.25}}}}}}
                          .dump());
    }
    [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }

    TemporaryFolder folder_;
    std::string output_;
    std::string errors_;
};

TEST_F(ModelExportCommand, WritesFiguresAndCardOfAnExportedModelAnew) {
    write_figures(0.625);
    ASSERT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--evaluation", file("figures.json"),
                   "--as", "rtrack-mine", "--output", file("again.safetensors")}),
              0)
        << errors_;
    const json before = info_of(RTRACK_SHIPPED_MODEL)["metadata"];
    const json after = info_of(file("again.safetensors"))["metadata"];
    EXPECT_EQ(after["figures.ao"], "0.6250");
    for (const char* key : {"weights_sha256", "recipe", "init", "data", "pairs"})
        EXPECT_EQ(after[key], before[key]) << key;
    const std::string card = bytes_of(file("again.md"));
    EXPECT_NE(card.find("| rtrack-mine | 0.625 |"), std::string::npos) << card;
    EXPECT_NE(card.find("definitions of the toolkit otb."), std::string::npos) << card;
    EXPECT_NE(card.find(after["weights_sha256"].get<std::string>()), std::string::npos);
}

TEST_F(ModelExportCommand, RefusesWhatItCannotTellTheOriginOf) {
    write_figures(0.5);
    EXPECT_EQ(run({"model", "export", "--output", file("x.safetensors")}), 2);
    EXPECT_NE(errors_.find("either the run folder or an exported model"), std::string::npos) << errors_;
    EXPECT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--evaluation", file("figures.json"),
                   "--as", "rtrack-yours", "--output", file("x.safetensors")}),
              2);
    EXPECT_NE(errors_.find("no tracker 'rtrack-yours'"), std::string::npos) << errors_;
    EXPECT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--evaluation", file("figures.json"),
                   "--as", "csrt", "--output", file("x.safetensors")}),
              2);
    EXPECT_NE(errors_.find("'csrt' is none"), std::string::npos) << errors_;
    EXPECT_FALSE(std::filesystem::exists(file("x.safetensors")));
}

TEST_F(ModelExportCommand, ReplacesNoTextButACard) {
    folder_.write("my.md", "Trained at night.\n");
    EXPECT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--notes", file("my.md"), "--output",
                   file("my.safetensors")}),
              2);
    EXPECT_NE(errors_.find("my.md is the input"), std::string::npos) << errors_;
    EXPECT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--output", file("my.safetensors")}),
              2);
    EXPECT_NE(errors_.find("not a model card"), std::string::npos) << errors_;
    EXPECT_EQ(bytes_of(file("my.md")), "Trained at night.\n");
    EXPECT_FALSE(std::filesystem::exists(file("my.safetensors")));

    ASSERT_EQ(run({"model", "export", "--model", RTRACK_SHIPPED_MODEL, "--output", file("x.safetensors")}), 0)
        << errors_;
    EXPECT_EQ(run({"model", "export", "--model", file("x.safetensors"), "--notes", file("my.md"), "--output",
                   file("x.safetensors")}),
              0)
        << errors_;
    EXPECT_NE(bytes_of(file("x.md")).find("Trained at night."), std::string::npos);
}

}  // namespace
}  // namespace rtrack
