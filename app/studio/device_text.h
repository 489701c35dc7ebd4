#pragma once

#include <QString>

namespace rtrack {

/// The device line in the language of the moment. @param status  as `device_status` says it, in English
[[nodiscard]] QString deviceText(const QString& status);

}  // namespace rtrack
