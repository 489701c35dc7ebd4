#include <memory>
#include <random>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/weights/zip_writer.h"
#include "tracking/base/error.h"
#include "tracking/model/pickle_machine.h"
#include "tracking/model/pickle_reader.h"
#include "tracking/model/stored_zip.h"

namespace rtrack {
namespace {

using Bytes = std::vector<uint8_t>;

std::string golden(const std::string& name) {
    return RTRACK_GOLDEN_FOLDER "/checkpoints/" + name;
}

TensorFile parse(const Bytes& bytes) {
    return parse_checkpoint(std::make_shared<const Bytes>(bytes), "file.pth");
}

/// The message of the Error(Data) that parsing gives; empty if it gives none.
std::string fault(const Bytes& bytes) {
    try {
        (void)parse(bytes);
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Data);
        EXPECT_NE(std::string(failure.what()).find("file.pth"), std::string::npos) << failure.what();
        return failure.what();
    }
    return "";
}

/// A pickle, instruction by instruction.
struct Script {
    std::string bytes = "\x80\x02";

    Script& raw(const std::string& code) { return bytes += code, *this; }
    Script& text(const std::string& value) {
        bytes += 'U';
        bytes += static_cast<char>(value.size());
        return raw(value);
    }
    Script& global(const std::string& module, const std::string& name) {
        return raw("c" + module + "\n" + name + "\n");
    }
    Script& number(int64_t value) {
        bytes += "\x8a\x08";
        for (int i = 0; i < 8; ++i) bytes += static_cast<char>(static_cast<uint64_t>(value) >> 8 * i);
        return *this;
    }
    Script& tuple(const std::vector<int64_t>& values) {
        raw("(");
        for (const int64_t value : values) number(value);
        return raw("t");
    }
    /// A tensor over the storage "0" of `count` floats.
    Script& tensor(int64_t count, int64_t offset, const std::vector<int64_t>& sizes,
                   const std::vector<int64_t>& strides, const std::string& type = "FloatStorage") {
        global("torch._utils", "_rebuild_tensor_v2").raw("(").raw("(").text("storage").global("torch", type);
        text("0").text("cpu").number(count).raw("tQ").number(offset).tuple(sizes).tuple(strides);
        return raw("\x89").raw("}").raw("tR");
    }
};

/// A file of the dictionary {"a": what the script leaves}, with a storage of four floats.
Bytes file_of(const Script& value) {
    Script whole;
    whole.raw("}").text("a").raw(value.bytes.substr(2)).raw("s.");
    const float numbers[] = {1, 2, 3, 4};
    return zip_of({{"x/data.pkl", whole.bytes},
                   {"x/data/0", std::string(reinterpret_cast<const char*>(numbers), sizeof numbers)}});
}

TEST(TorchFile, ReadsStridedViewsOfOneStorage) {
    const TensorFile file = parse(file_of(Script().tensor(4, 0, {2, 2}, {1, 2})));
    EXPECT_TRUE(at::equal(file.tensors.at("a"), at::tensor({1.f, 3.f, 2.f, 4.f}).reshape({2, 2})));
    EXPECT_TRUE(at::equal(parse(file_of(Script().tensor(4, 1, {3}, {1}))).tensors.at("a"),
                          at::tensor({2.f, 3.f, 4.f})));
    EXPECT_EQ(parse(file_of(Script().tensor(4, 9, {0, 5}, {5, 1}))).tensors.at("a").numel(), 0);
    EXPECT_EQ(parse(file_of(Script().tensor(4, 3, {}, {}))).tensors.at("a").item<float>(), 4);
}

TEST(TorchFile, EveryFaultOfATensorIsNamed) {
    const int64_t large = int64_t{1} << 62;
    const std::vector<Script> scripts = {
        Script().tensor(4, 0, {5}, {1}),
        Script().tensor(4, 1, {4}, {1}),
        Script().tensor(4, -1, {2}, {1}),
        Script().tensor(4, 0, {-2}, {1}),
        Script().tensor(4, 0, {2}, {-1}),
        Script().tensor(4, 0, {2, 2}, {1}),
        Script().tensor(4, 0, {2}, {large}),
        Script().tensor(4, 0, {large, large}, {0, 0}),
        Script().tensor(4, 0, {1, 1 << 20, 192}, {0, 0, 0}),
        Script().tensor(4, INT64_MAX, {2}, {1}),
        Script().tensor(4, 0, {3, 3}, {large, large}),
        Script().tensor(3, 0, {2}, {1}),
        Script().tensor(5, 0, {2}, {1}),
        Script().tensor(-1, 0, {2}, {1}),
        Script().tensor(4, 0, {2}, {1}, "ComplexFloatStorage"),
        Script().tensor(4, 0, {2}, {1}, "DoubleStorage"),
        Script().tensor(4, 0, std::vector<int64_t>(40, 1), std::vector<int64_t>(40, 1)),
        Script().global("torch._utils", "_rebuild_tensor_v2").raw(")R"),
        Script().global("torch._utils", "_rebuild_tensor_v2").raw("(NNNNt").raw("R"),
        Script().global("torch._utils", "_rebuild_tensor_v2").raw("(NQK\x01))tR"),
    };
    for (size_t i = 0; i < scripts.size(); ++i) {
        EXPECT_NE(fault(file_of(scripts[i])).find("tensor 'a'"), std::string::npos) << i;
    }
    Bytes no_storage =
        zip_of({{"x/data.pkl", Script().raw("}").text("a").tensor(4, 0, {1}, {1}).raw("s.").bytes}});
    EXPECT_NE(fault(no_storage).find("x/data/0"), std::string::npos);
}

TEST(TorchFile, NothingIsEverExecuted) {
    Script script;
    script.raw("}")
        .text("run")
        .global("os", "system")
        .text("touch /tmp/rtrack-was-here")
        .raw("\x85R")
        .raw("s");
    script.text("weight").tensor(4, 0, {4}, {1}).raw("s.");
    const float numbers[] = {1, 2, 3, 4};
    const TensorFile file =
        parse(zip_of({{"x/data.pkl", script.bytes},
                      {"x/data/0", std::string(reinterpret_cast<const char*>(numbers), 16)}}));
    EXPECT_EQ(file.tensors.size(), 1u);
    EXPECT_EQ(file.tensors.at("weight").numel(), 4);
}

TEST(TorchFile, BrokenAndHostilePicklesAreErrors) {
    Script deep;
    for (int i = 0; i < 100; ++i) deep.raw("}").text("a");
    for (int i = 0; i < 100; ++i) deep.raw(i == 0 ? "Ns" : "s");
    Script laughs;  // each dictionary holds the one before it ten times over
    laughs.raw("}q").raw(std::string(1, '\0'));
    for (char level = 1; level <= 12; ++level) {
        laughs.raw("0}q").raw(std::string(1, level));
        for (char copy = 0; copy < 10; ++copy) {
            laughs.raw("K")
                .raw(std::string(1, copy))
                .raw("h")
                .raw(std::string(1, static_cast<char>(level - 1)))
                .raw("s");
        }
    }
    Script cycle;
    cycle.raw("}q").raw(std::string(1, '\1')).text("me").raw("h").raw(std::string(1, '\1')).raw("s");
    const std::vector<std::string> pickles = {
        "",
        "\x80\x02",
        "\x80\x02.",
        "\x80\x02NN.",
        "\x80\x01N.",
        "\x80\x02(.",
        "\x80\x02t.",
        "\x80\x02s.",
        "\x80\x02R.",
        "\x80\x02N(0.",
        "\x80\x02h\x05.",
        "\x80\x02X\xff\xff\xff\xffno.",
        std::string("\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", 12),
        "\x80\x02"
        "Iabc\n.",
        "\x80\x02"
        "cno newline",
        "\x80\x02}(NuN.",
        "\x80\x02NNR.",
        "\x80\x04NN\x93.N",
        deep.raw(".").bytes,
        laughs.raw(".").bytes,
        cycle.raw(".").bytes,
        std::string("\x80\x02") + "c" + std::string(5000, 'm') + "\nn\n.",
    };
    for (size_t i = 0; i < pickles.size(); ++i) {
        const std::string message = fault(zip_of({{"x/data.pkl", pickles[i]}}));
        // "N N STACK_GLOBAL" is well formed: a class without a name.
        EXPECT_TRUE(i == 17 ? message.empty() : !message.empty()) << i;
    }
}

TEST(TorchFile, ContainerFaultsAreErrors) {
    const Bytes good = read_file_bytes(golden("mae.pth"));
    EXPECT_EQ(fault(good), "");
    for (size_t size = 0; size < good.size(); size += 97) {
        EXPECT_NE(fault(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))), "") << size;
    }
    EXPECT_NE(fault(zip_of({{"x/other", "1"}})).find("data.pkl"), std::string::npos);
    EXPECT_NE(fault(zip_of({{"x/data.pkl", "\x80\x02}."}, {"x/byteorder", "big"}})).find("big-endian"),
              std::string::npos);
    EXPECT_NE(fault(zip_of({{"x/data.pkl", "\x80\x02}."}, {"x/data.pkl", "\x80\x02}."}})).find("two entries"),
              std::string::npos);
    EXPECT_NE(fault(read_file_bytes(golden("legacy.pth"))).find("before 1.6"), std::string::npos);
    EXPECT_NE(fault({1, 2, 3}), "");
    EXPECT_EQ(fault(zip_of({{"data.pkl", "\x80\x02}."}})), "");
}

TEST(TorchFile, AFlippedBitInTheWeightsIsFoundByTheChecksum) {
    Bytes bytes = read_file_bytes(golden("mae.pth"));
    const StoredZip zip(bytes, "mae.pth");
    const auto storage = zip.read("mae/data/3");
    bytes[static_cast<size_t>(storage.data() - bytes.data())] ^= 1;
    EXPECT_NE(fault(bytes).find("mae/data/3"), std::string::npos);
}

/// Damage at random places: tensors or Error(Data), never anything else. The pickle is repacked without a
/// checksum, so that damage reaches the machine behind it.
TEST(TorchFile, RandomDamageNeverDoesWorseThanAnError) {
    std::mt19937 random(11);
    int refused = 0;
    for (const std::string name : {"mae", "deit", "ostrack"}) {
        const Bytes good = read_file_bytes(golden(name + (name == "ostrack" ? ".pth.tar" : ".pth")));
        const StoredZip zip(good, name);
        const std::string archive = zip.find_by_ending("/data.pkl");
        const auto pickle = zip.read(archive);
        for (int trial = 0; trial < 1500; ++trial) {
            Bytes damaged = good;
            if (trial % 2 == 0) {
                std::string edited(pickle.begin(), pickle.end());
                for (int edit = 0; edit < 2; ++edit)
                    edited[random() % edited.size()] = static_cast<char>(random());
                damaged = zip_of({{archive, edited}});
            } else {
                const size_t tail = std::min<size_t>(damaged.size(), 3000);
                damaged[damaged.size() - 1 - random() % tail] = static_cast<uint8_t>(random());
            }
            try {
                for (const auto& [tensor_name, tensor] : parse(damaged).tensors) {
                    if (tensor.numel() < 100'000) (void)tensor.to(at::kDouble).sum().item<double>();
                }
            } catch (const Error& failure) {
                ASSERT_EQ(failure.code(), ErrorCode::Data) << failure.what();
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace rtrack
