#pragma once

#include "tracking/annotation/sqlite.h"

namespace rtrack {

/// The version of the project file that this build writes. The file keeps its own in `PRAGMA user_version`,
/// and says by `PRAGMA application_id` that it is a project. project_schema.cpp documents every table.
[[nodiscard]] int schema_version();

/// Makes an empty file a project of this version, or of an older one (tests of migrations).
void create_schema(Connection& connection, int version = schema_version());

/// The version of a project file.
/// @throws Error(Data) naming the file if it is no project, or made by a later version of the program.
[[nodiscard]] int checked_version(Connection& connection);

/// Brings an older project to this version, all or nothing.
void migrate(Connection& connection);

}  // namespace rtrack
