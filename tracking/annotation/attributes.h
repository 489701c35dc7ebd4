#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/project_edit.h"

namespace rtrack {

class Project;

// Attributes of classes: what an answer and a rule may be, and the edits that keep a track's answers with the
// rules of its class. A track keeps answers that no rule asks for, or that do not fit, until somebody changes
// them.

/// "text", "number", "choice".
[[nodiscard]] const char* to_string(AttributeKind kind);
[[nodiscard]] std::optional<AttributeKind> attribute_kind(const std::string& name);

/// Why an answer does not fit its rule.
enum class AnswerFault { None, NoNumber, OutOfRange, NoChoice };

/// An empty answer fits: it is none. A choice without values takes any text.
[[nodiscard]] AnswerFault fault_of(const AttributeRule& rule, const std::string& answer);

/// Why a rule cannot be one of a class.
enum class RuleFault { None, NoName, SameName, NoRange, DefaultDoesNotFit };

/// The first fault that there is; `NoRange`: values of a number that are no numbers, or turned round.
[[nodiscard]] RuleFault fault_of(const std::vector<AttributeRule>& rules);

/// nullptr if there is no such attribute.
[[nodiscard]] const AttributeRule* find_rule(const std::vector<AttributeRule>& rules,
                                             const std::string& name);

/// Appends, as text, what the answers are to and no rule asks for.
void add_unasked(const std::map<std::string, std::string>& answers, std::vector<AttributeRule>& rules);

/// A track's answers, with the defaults of its class where it has none.
[[nodiscard]] std::map<std::string, std::string> answers_of(const std::vector<AttributeRule>& rules,
                                                            const Track& track);

/// Whether a track of the class answers both: an answer without a rule would be lost under the new name.
[[nodiscard]] bool answers_clash(const Project& project, int64_t object_class, const std::string& from,
                                 const std::string& to);

/// The attribute under another name, in the class and in the answers of its tracks.
/// @throws Error(Contract) if there is no such class.
[[nodiscard]] ProjectEdit rename_attribute(const Project& project, int64_t object_class,
                                           const std::string& from, const std::string& to);

/// The class without the attribute, and its tracks without their answers to it.
/// @throws Error(Contract) if there is no such class.
[[nodiscard]] ProjectEdit delete_attribute(const Project& project, int64_t object_class,
                                           const std::string& name);

}  // namespace rtrack
