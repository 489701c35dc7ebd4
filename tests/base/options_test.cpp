#include "tracking/base/options.h"

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct InnerOptions {
    int points = 9;
    void describe(OptionTable& table) { table.add("points", &points).choices({9, 16, 25}).help("Points."); }
};

struct TestOptions {
    double learning_rate = 1.5e-4;
    bool flip = true;
    std::string name = "a";
    std::vector<int> layers = {3, 6, 9};
    InnerOptions inner;
    void describe(OptionTable& table) {
        table.add("learning_rate", &learning_rate).range(0, 1).help("Rate.");
        table.add("flip", &flip).help("Flip.");
        table.add("name", &name).choices({std::string("a"), std::string("b")}).help("Name.");
        table.add("layers", &layers).help("Layers.");
        table.add_group("inner", &inner);
    }
};

std::string message_of(OptionTable& table, const std::string& assignment) {
    try {
        table.set_assignment(assignment);
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Argument);
        return failure.what();
    }
    return "";
}

TEST(Options, YamlRoundTripGivesTheSameValues) {
    TestOptions written;
    OptionTable table;
    written.describe(table);
    table.set_assignment("learning_rate=0.25");
    table.set_assignment("layers=1,2");
    table.set_assignment("inner.points=25");

    TestOptions read;
    OptionTable other;
    read.describe(other);
    other.set_from_yaml_text(table.to_yaml(), "test.yaml");
    EXPECT_EQ(other.to_map(), table.to_map());
    EXPECT_EQ(read.layers, (std::vector<int>{1, 2}));
    EXPECT_EQ(read.inner.points, 25);
}

TEST(Options, EntriesOfAListMayHaveCommasAndBrackets) {
    std::vector<std::string> names;
    OptionTable table;
    table.add("names", &names);
    const std::vector<std::string> expected = {"got10k:/data/shots [1]", "project:/Munich, 2024.rtrack"};
    table.set("names", "got10k:/data/shots [1],project:/Munich\\, 2024.rtrack");
    EXPECT_EQ(names, expected);
    const std::string yaml = table.to_yaml();
    names.clear();
    table.set_from_yaml_text(yaml, "written");
    EXPECT_EQ(names, expected);
    table.set_from_yaml_text("names: ['got10k:/data/shots [1]', 'project:/Munich, 2024.rtrack']",
                             "a person's");
    EXPECT_EQ(names, expected);
    table.set("names", "[ a, b ]");
    EXPECT_EQ(names, (std::vector<std::string>{"a", "b"}));
}

TEST(Options, AnUnknownKeyNamesTheNearestOne) {
    TestOptions options;
    OptionTable table;
    options.describe(table);
    EXPECT_NE(message_of(table, "learning_rat=1").find("'learning_rate'"), std::string::npos);
}

TEST(Options, ValuesOutsideRangeOrChoicesAreRefusedAndNothingChanges) {
    TestOptions options;
    OptionTable table;
    options.describe(table);
    EXPECT_NE(message_of(table, "learning_rate=2"), "");
    EXPECT_NE(message_of(table, "learning_rate=nan"), "");
    EXPECT_NE(message_of(table, "inner.points=10"), "");
    EXPECT_NE(message_of(table, "name=c"), "");
    EXPECT_NE(message_of(table, "flip=yes"), "");
    EXPECT_NE(message_of(table, "layers=1,x"), "");
    EXPECT_NE(message_of(table, "layers"), "");
    EXPECT_EQ(options.learning_rate, 1.5e-4);
    EXPECT_EQ(options.inner.points, 9);
}

TEST(Options, AYamlErrorNamesFileAndLine) {
    TestOptions options;
    OptionTable table;
    options.describe(table);
    const std::string message = message_of_error(ErrorCode::Argument, [&] {
        table.set_from_yaml_text("flip: true\ninner:\n  points: 11\n", "run.yaml");
    });
    EXPECT_NE(message.find("run.yaml line 3"), std::string::npos) << message;
}

std::string yaml_fault(const std::string& yaml) {
    TestOptions options;
    OptionTable table;
    options.describe(table);
    try {
        table.set_from_yaml_text(yaml, "run.yaml");
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Argument);
        return failure.what();
    }
    return "";
}

TEST(Options, YamlAliasesThatLeadInACircleOrMultiplyAreRefused) {
    EXPECT_EQ(yaml_fault("inner: &i\n  points: 9\n"), "");
    EXPECT_NE(yaml_fault("a: &x\n  b: *x\n").find("no group of options 'a'"), std::string::npos);
    EXPECT_NE(yaml_fault("inner: &x\n  inner: *x\n").find("'inner.inner'"), std::string::npos);
    EXPECT_NE(yaml_fault("inner: &x {points: 9}\ninner: *x\n").find("'inner' is given twice"),
              std::string::npos);
}

TEST(Options, AMistypedGroupNamesTheNearestOne) {
    EXPECT_NE(yaml_fault("iner:\n  points: 9\n").find("'inner'"), std::string::npos);
}

}  // namespace
}  // namespace rtrack
