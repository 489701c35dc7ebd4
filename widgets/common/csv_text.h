#pragma once

#include <QString>

namespace rtrack {

/// A text as one cell of a CSV file: in quotes where it needs them.
inline QString csvCell(QString text) {
    const bool needs_quotes = text.contains(',') || text.contains('"') || text.contains('\n');
    return needs_quotes ? '"' + text.replace('"', "\"\"") + '"' : text;
}

}  // namespace rtrack
