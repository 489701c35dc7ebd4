#include "tracking/annotation/attribute_json.h"

#include "tracking/annotation/attributes.h"

namespace rtrack {

using nlohmann::json;

json json_of_rules(const std::vector<AttributeRule>& rules) {
    json list = json::array();
    for (const AttributeRule& rule : rules) {
        list.push_back({{"name", rule.name},
                        {"kind", to_string(rule.kind)},
                        {"values", rule.values},
                        {"default", rule.default_value}});
    }
    return list;
}

std::vector<AttributeRule> rules_of_json(const json& list) {
    std::vector<AttributeRule> rules;
    for (const json& entry : list) {
        AttributeRule rule;
        rule.name = entry.at("name").get<std::string>();
        rule.values = entry.value("values", std::vector<std::string>());
        rule.default_value = entry.value("default", std::string());
        rule.kind = rule.values.empty() ? AttributeKind::Text : AttributeKind::Choice;
        if (entry.contains("kind")) {
            const auto kind = attribute_kind(entry.at("kind").get<std::string>());
            if (!kind) throw json::other_error::create(503, "there is no such kind of attribute", &entry);
            rule.kind = *kind;
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

}  // namespace rtrack
