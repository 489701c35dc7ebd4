#pragma once

#include "tracking/annotation/formats/export_files.h"
#include "widgets/common/message_bar.h"
#include "widgets/exchange/import_dialog.h"

namespace rtrack {

/// What was exported, for people.
struct ExportReport {
    std::string path;
    std::string format;  ///< name
    ExportedFiles exported;
    std::vector<FormatLoss> losses;
    Manifest manifest;  ///< read again from the disk
};

// Reports of exports and imports, without the buttons.

[[nodiscard]] Message exportedMessage(const ExportReport& report);
[[nodiscard]] Message exportFailedMessage(const QString& file, const QString& reason, bool stopped);
[[nodiscard]] Message importedMessage(const ImportReport& report);

}  // namespace rtrack
