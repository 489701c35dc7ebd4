#pragma once

#include <QString>

#include "training/run/run_history.h"
#include "training/run/run_summary.h"

namespace rtrack {

/// What somebody who is to help with a run that failed, died or fell silent needs to know of it, as text to
/// paste: how it stands, how it was started, its options, its warnings and its last words. In English in
/// every language, as its words are. Holds nothing of the pictures.
/// @param history     of its events; nullptr if they have not been read
/// @param last_words  the end of its log
[[nodiscard]] QString runReport(const RunSummary& run, const RunHistory* history, const QString& last_words);

}  // namespace rtrack
