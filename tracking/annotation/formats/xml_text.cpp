#include "tracking/annotation/formats/xml_text.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <expat.h>

#include "tracking/annotation/formats/reading.h"

namespace rtrack {
namespace {

struct Parsing {
    XML_Parser parser = nullptr;
    const XmlHandler* handler = nullptr;
    std::vector<std::string> texts;  // of the open elements
};

int64_t current_line(const Parsing& parsing) {
    return static_cast<int64_t>(XML_GetCurrentLineNumber(parsing.parser));
}

void start_element(void* data, const XML_Char* name, const XML_Char** pairs) {
    auto& parsing = *static_cast<Parsing*>(data);
    XmlAttributes attributes;
    for (; *pairs != nullptr; pairs += 2) attributes[pairs[0]] = pairs[1];
    parsing.texts.emplace_back();
    parsing.handler->start(name, attributes, current_line(parsing));
}

void end_element(void* data, const XML_Char* name) {
    auto& parsing = *static_cast<Parsing*>(data);
    parsing.handler->end(name, trimmed(parsing.texts.back()), current_line(parsing));
    parsing.texts.pop_back();
}

void add_text(void* data, const XML_Char* text, int size) {
    auto& parsing = *static_cast<Parsing*>(data);
    if (!parsing.texts.empty()) parsing.texts.back().append(text, static_cast<size_t>(size));
}

}  // namespace

size_t utf8_length(const std::string& text, size_t start) {
    const auto first = static_cast<unsigned char>(text[start]);
    const size_t length = first < 0x80   ? 1
                          : first < 0xC2 ? 0
                          : first < 0xE0 ? 2
                          : first < 0xF0 ? 3
                          : first < 0xF5 ? 4
                                         : 0;
    if (start + length > text.size()) return 0;
    for (size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(text[start + i]) & 0xC0) != 0x80) return 0;
    }
    return length;
}

std::string parse_xml(const std::filesystem::path& file, const XmlHandler& handler, int64_t& line) {
    const std::string text = read_text(file);
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              XML_ParserFree);
    Parsing parsing = {parser.get(), &handler, {}};
    XML_SetUserData(parser.get(), &parsing);
    XML_SetElementHandler(parser.get(), start_element, end_element);
    XML_SetCharacterDataHandler(parser.get(), add_text);
    constexpr size_t kPiece = size_t{1} << 24;
    for (size_t done = 0; done == 0 || done < text.size(); done += kPiece) {
        const size_t size = std::min(kPiece, text.size() - done);
        const bool is_last = done + kPiece >= text.size();
        if (XML_Parse(parser.get(), text.data() + done, static_cast<int>(size), is_last ? 1 : 0) ==
            XML_STATUS_OK)
            continue;
        line = current_line(parsing);
        return std::string("is not XML from here on: ") + XML_ErrorString(XML_GetErrorCode(parser.get()));
    }
    return {};
}

std::string xml_escaped(const std::string& text) {
    std::string escaped;
    for (size_t i = 0; i < text.size();) {
        const size_t length = utf8_length(text, i);
        if (length == 0) {
            escaped += '?';
            ++i;
            continue;
        }
        const std::string character = text.substr(i, length);
        i += length;
        if (character == "&") {
            escaped += "&amp;";
        } else if (character == "<") {
            escaped += "&lt;";
        } else if (character == ">") {
            escaped += "&gt;";
        } else if (character == "\"") {
            escaped += "&quot;";
        } else {
            escaped += static_cast<unsigned char>(character.front()) < ' ' ? " " : character;
        }
    }
    return escaped;
}

}  // namespace rtrack
