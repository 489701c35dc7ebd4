#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "tracking/annotation/project_items.h"

namespace rtrack {

/// [{"name", "kind", "values", "default"}, ...], as in the project file and in our JSON.
[[nodiscard]] nlohmann::json json_of_rules(const std::vector<AttributeRule>& rules);

/// "kind" may be missing: a choice where there are values, else text.
/// @throws nlohmann::json::exception if it is no such list
[[nodiscard]] std::vector<AttributeRule> rules_of_json(const nlohmann::json& list);

}  // namespace rtrack
