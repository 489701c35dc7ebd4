#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace rtrack {

using XmlAttributes = std::map<std::string, std::string>;

/// Called in the order of the file.
struct XmlHandler {
    std::function<void(const std::string& name, const XmlAttributes& attributes, int64_t line)> start;
    /// With the element's own text, trimmed.
    std::function<void(const std::string& name, const std::string& text, int64_t line)> end;
};

/// Streams an XML file (expat). Nothing outside the file is read.
/// @return empty, or what is wrong from some line on; `line` is set then. What came before was handed out.
/// @throws Error(Data) naming the file if it cannot be read.
[[nodiscard]] std::string parse_xml(const std::filesystem::path& file, const XmlHandler& handler,
                                    int64_t& line);

/// The number of bytes of the UTF-8 character at `start`; 0 if there is none.
[[nodiscard]] size_t utf8_length(const std::string& text, size_t start);

/// Fit for an element's text or an attribute; characters that XML cannot hold become blanks, and bytes that
/// are no UTF-8 become question marks.
[[nodiscard]] std::string xml_escaped(const std::string& text);

}  // namespace rtrack
