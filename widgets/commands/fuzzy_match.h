#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace rtrack {

/// How well a text answers to what somebody typed.
struct FuzzyMatch {
    int score = 0;         ///< higher is better; comparable for the same query only
    QList<int> positions;  ///< characters of the text that were found, rising
};

/// Every word of the query must be in the text, its letters in their order, whatever their case and whatever
/// lies between them. Starts of words and neighbours count more.
/// @return nullopt if it is not. An empty query matches everything with score 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text);

}  // namespace rtrack
