#include "tracking/model/safetensors.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <random>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "tracking/base/sha256.h"

namespace rtrack {
namespace {

std::vector<uint8_t> file_bytes(const std::string& header, const std::vector<uint8_t>& data) {
    const uint64_t size = header.size();
    std::vector<uint8_t> bytes(sizeof size + header.size());
    std::memcpy(bytes.data(), &size, sizeof size);
    std::copy(header.begin(), header.end(), bytes.begin() + sizeof size);
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
}

/// The message of the Error(Data) that parsing gives; empty if it gives none.
std::string fault(const std::vector<uint8_t>& bytes) {
    try {
        (void)parse_safetensors(bytes, "bad.safetensors");
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Data);
        EXPECT_NE(std::string(failure.what()).find("bad.safetensors"), std::string::npos) << failure.what();
        return failure.what();
    }
    return "";
}

std::string fault(const std::string& header, size_t data_bytes) {
    return fault(file_bytes(header, std::vector<uint8_t>(data_bytes)));
}

TEST(Sha256, EqualsThePublishedVectors) {
    EXPECT_EQ(sha256_hex("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    EXPECT_EQ(sha256_hex(two_blocks.data(), two_blocks.size()),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    Sha256 million;
    const std::string piece(1000, 'a');
    for (int i = 0; i < 1000; ++i) million.update(piece.data(), piece.size());
    EXPECT_EQ(million.finish_hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Safetensors, RoundTripKeepsEveryTypeShapeAndText) {
    const TemporaryFolder folder;
    TensorFile written;
    written.metadata = {{"origin", "Größe \"x\"\n"}, {"empty", ""}};
    int index = 0;
    for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong, at::kInt,
                                      at::kShort, at::kChar, at::kByte, at::kBool, at::kFloat8_e4m3fn,
                                      at::kFloat8_e5m2, at::kUInt16, at::kUInt32, at::kUInt64}) {
        written.tensors["t" + std::to_string(index++)] = at::arange(7, at::kFloat).remainder(2).to(type);
    }
    written.tensors["scalar"] = at::scalar_tensor(2.5);
    written.tensors["none"] = at::empty({3, 0, 2});
    written.tensors["transposed"] = at::arange(6, at::kFloat).reshape({2, 3}).t();
    write_safetensors(folder.path() / "a.safetensors", written);
    const TensorFile read = read_safetensors(folder.path() / "a.safetensors");

    EXPECT_EQ(read.metadata, written.metadata);
    ASSERT_EQ(read.tensors.size(), written.tensors.size());
    for (const auto& [name, tensor] : written.tensors) {
        const at::Tensor& other = read.tensors.at(name);
        EXPECT_EQ(other.scalar_type(), tensor.scalar_type()) << name;
        ASSERT_EQ(other.sizes(), tensor.sizes()) << name;
        const at::Tensor expected = tensor.contiguous();
        if (expected.nbytes() > 0) {
            EXPECT_EQ(std::memcmp(other.data_ptr(), expected.data_ptr(), expected.nbytes()), 0) << name;
        }
    }
}

TEST(Safetensors, AFailedWriteLeavesTheOldFileAndNothingElse) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "a.safetensors";
    TensorFile file;
    file.tensors["a"] = at::ones({2});
    write_safetensors(path, file);
    file.tensors["complex"] = at::zeros({2}, at::kComplexFloat);
    EXPECT_THROW(write_safetensors(path, file), Error);
    file.tensors.erase("complex");
    file.metadata["broken"] = "\xff\xfe";
    EXPECT_THROW(write_safetensors(path, file), Error);
    EXPECT_THROW(write_safetensors(folder.path() / "missing" / "a.safetensors", file), Error);
    EXPECT_EQ(read_safetensors(path).tensors.size(), 1u);
    const auto entries = std::filesystem::directory_iterator(folder.path());
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST(Safetensors, ReadsAFileOfTheReferenceLayout) {
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}    )";
    const std::vector<uint8_t> data = {0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0};  // 1, -2
    const TensorFile file = parse_safetensors(file_bytes(header, data), "x");
    EXPECT_EQ(file.metadata.at("format"), "pt");
    EXPECT_EQ(file.tensors.at("w")[0].item<float>(), 1);
    EXPECT_EQ(file.tensors.at("w")[1].item<float>(), -2);
}

struct BadHeader {
    const char* header;
    size_t data_bytes;
    const char* said;  ///< must be in the message
};

TEST(Safetensors, EveryFaultIsNamedWithItsTensor) {
    const std::vector<BadHeader> cases = {
        {"", 0, "'{'"},
        {" {}", 0, "'{'"},
        {"{", 0, "JSON"},
        {"{}x", 0, "JSON"},
        {"{\"a\xff\":1}", 0, "JSON"},
        {"{}", 3, "belong to no tensor"},
        {R"({"a":1})", 0, "'a'"},
        {R"({"a":null})", 0, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[1]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}})", 4, "'a'"},
        {R"({"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}})", 4, "F31"},
        {R"({"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0, "too large"},
        {R"({"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}})", 4, "too large"},
        {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4, "needs 8"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})", 8, "needs 4"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4, "'a'"},
        {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4, "cut off"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
         4, "overlaps"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
         12, "gap"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
         8, "twice"},
        {R"({"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}})", 4, "twice"},
        {R"({"__metadata__":{"a":"1","a":"2"}})", 0, "twice"},
        {R"({"__metadata__":{"a":1}})", 0, "'a'"},
        {R"({"__metadata__":[]})", 0, "__metadata__"},
        {R"({"a":[[[[[[1]]]]]]})", 0, "deep"},
    };
    for (const BadHeader& bad : cases) {
        const std::string message = fault(bad.header, bad.data_bytes);
        EXPECT_NE(message.find(bad.said), std::string::npos) << bad.header << " gave: " << message;
    }
}

TEST(Safetensors, HeaderLengthIsCheckedBeforeItIsBelieved) {
    EXPECT_NE(fault(std::vector<uint8_t>{}), "");
    EXPECT_NE(fault(std::vector<uint8_t>(7)), "");
    EXPECT_NE(fault(std::vector<uint8_t>(16, 0xff)), "");
    std::vector<uint8_t> beyond = file_bytes("{}", {});
    beyond[0] = 3;
    EXPECT_NE(fault(beyond), "");
    EXPECT_NE(fault("{\"a\":" + std::string(1'000'000, '['), 0), "");
}

TEST(Safetensors, ABooleanThatIsNeitherZeroNorOneIsRefused) {
    const std::string header = R"({"flag":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})";
    EXPECT_EQ(fault(file_bytes(header, {0, 1})), "");
    EXPECT_NE(fault(file_bytes(header, {0, 2})).find("'flag'"), std::string::npos);
}

TEST(Safetensors, MissingFilesAndFoldersAreNamed) {
    const TemporaryFolder folder;
    EXPECT_THROW((void)read_safetensors(folder.path()), Error);
    EXPECT_THROW((void)read_safetensors(folder.path() / "none.safetensors"), Error);
}

/// Damage of every kind at random places: the reader gives tensors or Error(Data), never anything else.
TEST(Safetensors, RandomDamageNeverDoesWorseThanAnError) {
    const TemporaryFolder folder;
    TensorFile file;
    file.metadata["a"] = "b";
    for (int i = 0; i < 4; ++i) file.tensors["tensor." + std::to_string(i)] = at::ones({i, 3});
    write_safetensors(folder.path() / "a.safetensors", file);
    const std::vector<uint8_t> good = read_file_bytes(folder.path() / "a.safetensors");

    std::mt19937 random(7);
    int refused = 0;
    for (int trial = 0; trial < 4000; ++trial) {
        std::vector<uint8_t> damaged = good;
        for (unsigned edits = 1 + random() % 3; edits > 0; --edits) {
            const size_t place = random() % (trial % 2 == 0 ? 300 : damaged.size());
            damaged[place % damaged.size()] = static_cast<uint8_t>(random());
        }
        if (trial % 5 == 0) damaged.resize(random() % damaged.size());
        try {
            (void)parse_safetensors(damaged, "damaged");
        } catch (const Error& failure) {
            ASSERT_EQ(failure.code(), ErrorCode::Data);
            ++refused;
        }
    }
    EXPECT_GT(refused, 2000);
}

}  // namespace
}  // namespace rtrack
