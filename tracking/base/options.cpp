#include "tracking/base/options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include <yaml-cpp/yaml.h>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// The list may stand in brackets; a comma that belongs to an entry has a backslash ahead of it.
std::vector<std::string> split_list(const std::string& text) {
    std::string rest = trimmed(text);
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    std::vector<std::string> parts = {""};
    for (size_t i = 0; i < rest.size(); ++i) {
        if (rest.compare(i, 2, "\\,") == 0) {
            parts.back() += rest[++i];
        } else if (rest[i] == ',') {
            parts.emplace_back();
        } else {
            parts.back() += rest[i];
        }
    }
    for (std::string& part : parts) part = trimmed(part);
    std::erase(parts, "");
    return parts;
}

std::string text_from(double value) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

template <typename Number>
Number number_from(const std::string& name, const std::string& text, const char* wanted) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (text.empty() || result.ec != std::errc() || result.ptr != end) {
        throw Error(ErrorCode::Argument, "option " + name + " takes " + wanted + ", got '" + text + "'");
    }
    return value;
}

void check_allowed(const Option& option, const std::string& text, double value, bool is_number) {
    if (!option.choice_texts.empty() && std::find(option.choice_texts.begin(), option.choice_texts.end(),
                                                  text) == option.choice_texts.end()) {
        throw Error(ErrorCode::Argument, "option " + option.name + " is one of " +
                                             joined(option.choice_texts, ", ") + ", got '" + text + "'");
    }
    if (is_number && option.ranged && !(value >= option.lowest && value <= option.highest)) {
        throw Error(ErrorCode::Argument, "option " + option.name + " is between " + text_from(option.lowest) +
                                             " and " + text_from(option.highest) + ", got '" + text + "'");
    }
}

size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

std::string list_text(const std::vector<std::string>& entries) {
    std::string text;
    for (const std::string& entry : entries) {
        if (!text.empty()) text += ',';
        for (const char letter : entry) text += letter == ',' ? std::string("\\,") : std::string(1, letter);
    }
    return text;
}

std::string nearest_name(const std::string& text, const std::vector<std::string>& candidates) {
    const auto nearest = std::min_element(
        candidates.begin(), candidates.end(),
        [&](const auto& a, const auto& b) { return edit_distance(text, a) < edit_distance(text, b); });
    return nearest == candidates.end() ? std::string() : *nearest;
}

Option& Option::range(double low, double high) {
    lowest = low;
    highest = high;
    ranged = true;
    return *this;
}

Option& Option::choices(std::vector<std::string> texts) {
    choice_texts = std::move(texts);
    return *this;
}

// By value like its sibling, which keeps its argument.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
Option& Option::choices(std::vector<int> values) {
    choice_texts.clear();
    for (int value : values) choice_texts.push_back(std::to_string(value));
    return *this;
}

Option& Option::unit(std::string text) {
    unit_text = std::move(text);
    return *this;
}

Option& Option::help(std::string text) {
    help_text = std::move(text);
    return *this;
}

// A setter runs long after `add` returned, when the vector may have moved: it captures the name, never the
// option.
Option& OptionTable::append(const std::string& name, Option::Kind kind) {
    Option option;
    option.name = prefix_ + name;
    option.kind = kind;
    options_.push_back(std::move(option));
    return options_.back();
}

Option* OptionTable::find(const std::string& name) {
    const auto found =
        std::find_if(options_.begin(), options_.end(), [&](const auto& o) { return o.name == name; });
    return found == options_.end() ? nullptr : &*found;
}

Option& OptionTable::add(const std::string& name, bool* value) {
    Option& option = append(name, Option::Kind::Boolean);
    option.get_text = [value] { return std::string(*value ? "true" : "false"); };
    option.set_text = [value, full = option.name](const std::string& text) {
        if (text != "true" && text != "false") {
            throw Error(ErrorCode::Argument, "option " + full + " is true or false, got '" + text + "'");
        }
        *value = text == "true";
    };
    option.default_text = option.get_text();
    return option;
}

namespace {

template <typename Integer>
void bind_integer(Option& option, Integer* value) {
    option.get_text = [value] { return std::to_string(*value); };
    option.set_text = [value, full = option.name](const std::string& text) {
        *value = number_from<Integer>(full, text, "a whole number");
    };
    option.default_text = option.get_text();
}

}  // namespace

Option& OptionTable::add(const std::string& name, int* value) {
    Option& option = append(name, Option::Kind::Integer);
    bind_integer(option, value);
    return option;
}

Option& OptionTable::add(const std::string& name, int64_t* value) {
    Option& option = append(name, Option::Kind::Integer);
    bind_integer(option, value);
    return option;
}

Option& OptionTable::add(const std::string& name, double* value) {
    Option& option = append(name, Option::Kind::Real);
    option.get_text = [value] { return text_from(*value); };
    option.set_text = [value, full = option.name](const std::string& text) {
        const double number = number_from<double>(full, text, "a number");
        if (!std::isfinite(number)) throw Error(ErrorCode::Argument, "option " + full + " must be finite");
        *value = number;
    };
    option.default_text = option.get_text();
    return option;
}

Option& OptionTable::add(const std::string& name, std::string* value) {
    Option& option = append(name, Option::Kind::Text);
    option.get_text = [value] { return *value; };
    option.set_text = [value](const std::string& text) { *value = text; };
    option.default_text = option.get_text();
    return option;
}

Option& OptionTable::add(const std::string& name, std::vector<int>* value) {
    Option& option = append(name, Option::Kind::IntegerList);
    option.get_text = [value] {
        std::vector<std::string> parts;
        for (int number : *value) parts.push_back(std::to_string(number));
        return joined(parts, ",");
    };
    option.set_text = [value, full = option.name](const std::string& text) {
        std::vector<int> numbers;
        for (const auto& part : split_list(text))
            numbers.push_back(number_from<int>(full, part, "whole numbers"));
        *value = std::move(numbers);
    };
    option.default_text = option.get_text();
    return option;
}

Option& OptionTable::add(const std::string& name, std::vector<std::string>* value) {
    Option& option = append(name, Option::Kind::TextList);
    option.get_text = [value] { return list_text(*value); };
    option.set_text = [value](const std::string& text) { *value = split_list(text); };
    option.default_text = option.get_text();
    return option;
}

void OptionTable::set(const std::string& name, const std::string& text) {
    Option* option = find(name);
    if (!option) {
        std::vector<std::string> names;
        for (const auto& candidate : options_) names.push_back(candidate.name);
        throw Error(ErrorCode::Argument,
                    "there is no option '" + name + "'; the nearest is '" + nearest_name(name, names) + "'");
    }
    const bool is_number = option->kind == Option::Kind::Integer || option->kind == Option::Kind::Real;
    if (is_number) {
        check_allowed(*option, text, number_from<double>(name, text, "a number"), true);
    } else if (option->kind == Option::Kind::Text) {
        check_allowed(*option, text, 0, false);
    } else {
        for (const auto& part : split_list(text)) {
            const bool number = option->kind == Option::Kind::IntegerList;
            check_allowed(*option, part, number ? number_from<double>(name, part, "whole numbers") : 0,
                          number);
        }
    }
    option->set_text(text);
}

void OptionTable::set_assignment(const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw Error(ErrorCode::Argument, "an option is set as key=value, got '" + assignment + "'");
    }
    set(assignment.substr(0, equals), assignment.substr(equals + 1));
}

namespace {

std::string text_from_yaml(const YAML::Node& node) {
    if (node.IsNull()) return "";
    if (!node.IsSequence()) return node.Scalar();
    std::vector<std::string> parts;
    for (const auto& item : node) parts.push_back(item.Scalar());
    return list_text(parts);
}

void check_group(const OptionTable& table, const std::string& name) {
    std::vector<std::string> groups;
    for (const Option& option : table.options()) {
        for (auto dot = option.name.find('.'); dot != std::string::npos; dot = option.name.find('.', dot + 1))
            groups.push_back(option.name.substr(0, dot));
    }
    if (std::find(groups.begin(), groups.end(), name) != groups.end()) return;
    throw Error(ErrorCode::Argument,
                "there is no group of options '" + name + "'" +
                    (groups.empty() ? "" : "; the nearest is '" + nearest_name(name, groups) + "'"));
}

// Aliases can make a mapping hold itself, or a short text more entries than could ever be visited: only
// groups that the table has are entered, and no name twice.
void set_from_node(OptionTable& table, const YAML::Node& mapping, const std::string& prefix,
                   const std::string& source, std::set<std::string>& seen) {
    for (const auto& entry : mapping) {
        const std::string name = prefix + entry.first.Scalar();
        const bool is_group = entry.second.IsMap();
        try {
            if (!seen.insert(name).second) throw Error(ErrorCode::Argument, "'" + name + "' is given twice");
            if (is_group) {
                check_group(table, name);
            } else {
                table.set(name, text_from_yaml(entry.second));
            }
        } catch (const Error& failure) {
            throw Error(failure.code(), source + " line " + std::to_string(entry.first.Mark().line + 1) +
                                            ": " + failure.what());
        }
        if (is_group) set_from_node(table, entry.second, name + ".", source, seen);
    }
}

}  // namespace

void OptionTable::set_from_yaml_text(const std::string& yaml, const std::string& source_name) {
    YAML::Node root;
    try {
        root = YAML::Load(yaml);
    } catch (const YAML::Exception& failure) {
        throw Error(ErrorCode::Argument, source_name + " line " + std::to_string(failure.mark.line + 1) +
                                             " is not valid YAML: " + failure.msg);
    }
    if (root.IsNull()) return;
    if (!root.IsMap())
        throw Error(ErrorCode::Argument, source_name + " must hold options as 'name: value' lines");
    std::set<std::string> seen;
    set_from_node(*this, root, "", source_name, seen);
}

void OptionTable::set_from_yaml_file(const std::string& file) {
    std::ifstream stream(file);
    std::ostringstream content;
    if (!stream || !(content << stream.rdbuf())) {
        throw Error(ErrorCode::Argument, "cannot read the configuration file " + file);
    }
    set_from_yaml_text(content.str(), file);
}

std::string OptionTable::text(const std::string& name) const {
    for (const auto& option : options_) {
        if (option.name == name) return option.get_text();
    }
    throw Error(ErrorCode::Contract, "there is no option '" + name + "'");
}

std::map<std::string, std::string> OptionTable::to_map() const {
    std::map<std::string, std::string> values;
    for (const auto& option : options_) values[option.name] = option.get_text();
    return values;
}

std::string OptionTable::to_yaml() const {
    YAML::Node root(YAML::NodeType::Map);
    for (const auto& option : options_) {
        YAML::Node node = root;
        std::string rest = option.name;
        for (auto dot = rest.find('.'); dot != std::string::npos; dot = rest.find('.')) {
            node.reset(node[rest.substr(0, dot)]);
            rest.erase(0, dot + 1);
        }
        node[rest] = option.get_text();
    }
    YAML::Emitter emitter;
    emitter << root;
    return std::string(emitter.c_str()) + "\n";
}

std::string OptionTable::help_text() const {
    std::ostringstream out;
    for (const auto& option : options_) {
        out << "  " << option.name << " = "
            << (option.default_text.empty() ? "(empty)" : option.default_text);
        if (!option.unit_text.empty()) out << ' ' << option.unit_text;
        if (!option.choice_texts.empty()) out << "  (" << joined(option.choice_texts, ", ") << ")";
        if (option.ranged)
            out << "  (" << text_from(option.lowest) << " to " << text_from(option.highest) << ")";
        out << "\n      " << option.help_text << "\n";
    }
    return out.str();
}

}  // namespace rtrack
