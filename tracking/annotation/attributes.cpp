#include "tracking/annotation/attributes.h"

#include <algorithm>
#include <set>

#include "tracking/annotation/project.h"
#include "tracking/base/annotation_text.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr AttributeKind kKinds[] = {AttributeKind::Text, AttributeKind::Number, AttributeKind::Choice};

/// The answers as `change` leaves them in every track of the class that answers `name`.
template <typename Change>
void change_answers(const Project& project, int64_t object_class, const std::string& name, ProjectEdit& edit,
                    Change change) {
    for (const auto& [id, track] : project.tracks()) {
        if (track.object_class != object_class || !track.attributes.contains(name)) continue;
        Track changed = track;
        change(changed.attributes);
        edit.tracks[id] = std::move(changed);
    }
}

const ObjectClass& class_at(const Project& project, int64_t object_class) {
    const auto found = project.classes().find(object_class);
    if (found == project.classes().end())
        throw Error(ErrorCode::Contract, "there is no class " + std::to_string(object_class));
    return found->second;
}

bool is_range(const std::vector<std::string>& values) {
    if (values.empty()) return true;
    const bool numbers = std::all_of(values.begin(), values.end(), [](const std::string& value) {
        const auto number = parse_number(value);
        return number && *number == *number;
    });
    return numbers && values.size() >= 2 && *parse_number(values[0]) <= *parse_number(values[1]);
}

}  // namespace

const char* to_string(AttributeKind kind) {
    switch (kind) {
        case AttributeKind::Text:
            return "text";
        case AttributeKind::Number:
            return "number";
        case AttributeKind::Choice:
            break;
    }
    return "choice";
}

std::optional<AttributeKind> attribute_kind(const std::string& name) {
    for (const AttributeKind kind : kKinds) {
        if (name == to_string(kind)) return kind;
    }
    return std::nullopt;
}

AnswerFault fault_of(const AttributeRule& rule, const std::string& answer) {
    if (answer.empty() || rule.kind == AttributeKind::Text) return AnswerFault::None;
    if (rule.kind == AttributeKind::Choice) {
        const bool known = rule.values.empty() ||
                           std::find(rule.values.begin(), rule.values.end(), answer) != rule.values.end();
        return known ? AnswerFault::None : AnswerFault::NoChoice;
    }
    const auto number = parse_number(answer);
    if (!number || *number != *number) return AnswerFault::NoNumber;
    if (rule.values.size() < 2) return AnswerFault::None;
    const bool inside = !(*number < parse_number(rule.values[0]).value_or(*number)) &&
                        !(*number > parse_number(rule.values[1]).value_or(*number));
    return inside ? AnswerFault::None : AnswerFault::OutOfRange;
}

RuleFault fault_of(const std::vector<AttributeRule>& rules) {
    std::set<std::string> names;
    for (const AttributeRule& rule : rules) {
        if (rule.name.empty()) return RuleFault::NoName;
        if (!names.insert(rule.name).second) return RuleFault::SameName;
        if (rule.kind == AttributeKind::Number && !is_range(rule.values)) return RuleFault::NoRange;
        if (fault_of(rule, rule.default_value) != AnswerFault::None) return RuleFault::DefaultDoesNotFit;
    }
    return RuleFault::None;
}

const AttributeRule* find_rule(const std::vector<AttributeRule>& rules, const std::string& name) {
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const AttributeRule& rule) { return rule.name == name; });
    return found == rules.end() ? nullptr : &*found;
}

void add_unasked(const std::map<std::string, std::string>& answers, std::vector<AttributeRule>& rules) {
    for (const auto& [name, answer] : answers) {
        if (find_rule(rules, name) == nullptr) rules.push_back({name, {}, "", AttributeKind::Text});
    }
}

std::map<std::string, std::string> answers_of(const std::vector<AttributeRule>& rules, const Track& track) {
    std::map<std::string, std::string> answers = track.attributes;
    for (const AttributeRule& rule : rules) {
        if (!rule.default_value.empty()) answers.try_emplace(rule.name, rule.default_value);
    }
    return answers;
}

bool answers_clash(const Project& project, int64_t object_class, const std::string& from,
                   const std::string& to) {
    return std::any_of(project.tracks().begin(), project.tracks().end(), [&](const auto& entry) {
        const Track& track = entry.second;
        return track.object_class == object_class && track.attributes.contains(from) &&
               track.attributes.contains(to);
    });
}

ProjectEdit rename_attribute(const Project& project, int64_t object_class, const std::string& from,
                             const std::string& to) {
    ProjectEdit edit;
    ObjectClass changed = class_at(project, object_class);
    for (AttributeRule& rule : changed.attributes) {
        if (rule.name == from) rule.name = to;
    }
    edit.classes[object_class] = std::move(changed);
    change_answers(project, object_class, from, edit, [&](auto& answers) {
        answers[to] = answers.at(from);
        answers.erase(from);
    });
    return edit;
}

ProjectEdit delete_attribute(const Project& project, int64_t object_class, const std::string& name) {
    ProjectEdit edit;
    ObjectClass changed = class_at(project, object_class);
    std::erase_if(changed.attributes, [&](const AttributeRule& rule) { return rule.name == name; });
    edit.classes[object_class] = std::move(changed);
    change_answers(project, object_class, name, edit, [&](auto& answers) { answers.erase(name); });
    return edit;
}

}  // namespace rtrack
