#include "widgets/commands/fuzzy_match.h"

#include <QStringList>
#include <algorithm>
#include <vector>

namespace rtrack {
namespace {

constexpr int kFound = 1;
constexpr int kNeighbour = 5;   // follows directly on the letter found before
constexpr int kWordStart = 8;   // first letter of a word
constexpr int kTextStart = 4;   // first letter of all, besides
constexpr int kGap = 1;         // for each letter skipped inside, up to kLongestGap
constexpr int kLongestGap = 4;  // a longer gap is no worse
constexpr int kImpossible = -1000000;

bool startsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

int worth(const QString& text, qsizetype at) {
    return kFound + (startsWord(text, at) ? kWordStart : 0) + (at == 0 ? kTextStart : 0);
}

/// The best way to find one word, by dynamic programming: best[i][j] is the score of the word's first i + 1
/// letters with the last of them at j. Texts are names of commands, so this is a few thousand steps.
std::optional<FuzzyMatch> matchWord(const QString& word, const QString& text) {
    const qsizetype letters = word.size(), length = text.size();
    if (letters > length) return std::nullopt;
    std::vector<std::vector<int>> best(letters, std::vector<int>(length, kImpossible));
    std::vector<std::vector<int>> from(letters, std::vector<int>(length, -1));
    for (qsizetype i = 0; i < letters; ++i) {
        for (qsizetype j = i; j < length; ++j) {
            if (word[i].toLower() != text[j].toLower()) continue;
            if (i == 0) {
                best[i][j] = worth(text, j);
                continue;
            }
            for (qsizetype before = i - 1; before < j; ++before) {
                if (best[i - 1][before] == kImpossible) continue;
                const auto gap = static_cast<int>(std::min<qsizetype>(j - before - 1, kLongestGap));
                const int score =
                    best[i - 1][before] + worth(text, j) + (gap == 0 ? kNeighbour : -kGap * gap);
                if (score <= best[i][j]) continue;
                best[i][j] = score;
                from[i][j] = static_cast<int>(before);
            }
        }
    }
    const auto end = std::max_element(best.back().begin(), best.back().end());
    if (*end == kImpossible) return std::nullopt;
    FuzzyMatch match;
    match.score = *end;
    auto at = static_cast<int>(end - best.back().begin());
    for (qsizetype i = letters - 1; i >= 0; --i) {
        match.positions.prepend(at);
        at = from[i][at];
    }
    return match;
}

}  // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text) {
    FuzzyMatch whole;
    for (const QString& word : query.split(' ', Qt::SkipEmptyParts)) {
        const std::optional<FuzzyMatch> match = matchWord(word, text);
        if (!match) return std::nullopt;
        whole.score += match->score;
        whole.positions += match->positions;
    }
    std::sort(whole.positions.begin(), whole.positions.end());
    whole.positions.erase(std::unique(whole.positions.begin(), whole.positions.end()), whole.positions.end());
    return whole;
}

}  // namespace rtrack
