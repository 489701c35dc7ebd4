#include "tracking/annotation/sqlite.h"

#include <cctype>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <sqlite3.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int kWaitMs = 2000;           // for another program's transaction
constexpr int kCopyPagesAtOnce = 4096;  // 16 MiB; the writer can go on in between

std::string uri_of(const std::filesystem::path& file, bool fixed) {
    static const char* kDigits = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::strchr("/._-~", c) != nullptr) {
            uri += c;
        } else {
            uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return fixed ? uri + "?immutable=1" : uri;
}

int flags_of(Connection::Access access) {
    constexpr int kAlways = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
        case Connection::Access::Create:
            return kAlways | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        case Connection::Access::Write:
            return kAlways | SQLITE_OPEN_READWRITE;
        default:
            return kAlways | SQLITE_OPEN_READONLY;
    }
}

}  // namespace

Query::~Query() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);  // repeats the failure that `step` has reported
    sqlite3_clear_bindings(statement_);
}

bool Query::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.fail(code);
    return false;
}

int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double Query::real(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string Query::text(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes ? std::string(static_cast<const char*>(bytes), static_cast<size_t>(size)) : std::string();
}

bool Query::null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Query::bind_integer(int parameter, int64_t value) {
    sqlite3_bind_int64(statement_, parameter, value);
}

void Query::bind(int parameter, double value) {
    sqlite3_bind_double(statement_, parameter, value);
}

void Query::bind(int parameter, const std::string& text) {
    const int code =
        sqlite3_bind_text64(statement_, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) connection_.fail(code);
}

void Query::bind(int parameter, Blob blob) {
    const int code =
        sqlite3_bind_blob64(statement_, parameter, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) connection_.fail(code);
}

Connection::Connection(std::filesystem::path file, Access access) : file_(std::move(file)) {
    const std::string uri = uri_of(file_, access == Access::ReadFixed);
    const int code = sqlite3_open_v2(uri.c_str(), &database_, flags_of(access), nullptr);
    if (code != SQLITE_OK) {
        const int reason = sqlite3_system_errno(database_);
        sqlite3_close_v2(database_);
        database_ = nullptr;
        errno = reason;
        fail(code);
    }
    sqlite3_busy_timeout(database_, kWaitMs);
}

Connection::~Connection() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close_v2(database_);
}

bool Connection::read_only() const {
    return sqlite3_db_readonly(database_, "main") == 1;
}

bool Connection::is_in_place() const {
    int moved = 0;
    sqlite3_file_control(database_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved == 0;
}

sqlite3_stmt* Connection::statement(const char* sql) {
    const auto found = statements_.find(std::string_view(sql));
    if (found != statements_.end()) {
        if (sqlite3_stmt_busy(found->second) != 0)
            throw Error(ErrorCode::Internal, std::string("a statement is used twice at once: ") + sql);
        return found->second;
    }
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) fail(code);
    statements_.emplace(sql, prepared);
    return prepared;
}

void Connection::run_script(const std::string& sql) {
    const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

void Connection::roll_back() noexcept {
    if (sqlite3_get_autocommit(database_) == 0)
        sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::copy_to(const std::filesystem::path& file) {
    Connection target(file, Access::Create);
    sqlite3_backup* backup = sqlite3_backup_init(target.database_, "main", database_, "main");
    if (backup == nullptr) target.fail(sqlite3_extended_errcode(target.database_));
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, kCopyPagesAtOnce);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(10);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) target.fail(code);
}

void Connection::fail(int code) const {
    const std::string name = file_.string();
    switch (code & 0xff) {
        case SQLITE_FULL:
            throw Error(ErrorCode::Data, "The disk with " + name +
                                             " is full: the change was not made, everything before it is "
                                             "saved. Make room there and try again.");
        case SQLITE_NOTADB:
            throw Error(ErrorCode::Data,
                        name +
                            " is not a project of RTrack Studio, or its beginning is damaged; it was left "
                            "as it is. If it was one, open its newest backup copy instead.");
        case SQLITE_CORRUPT:
            throw Error(ErrorCode::Data, name + " is damaged (" + sqlite3_errstr(code) +
                                             "). Open its newest backup copy instead.");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Error(ErrorCode::Data,
                        name +
                            " is being written by another program: the change was not made. Close it "
                            "there and try again.");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            throw Error(ErrorCode::Data,
                        name + " cannot be written: the change was not made. Save a copy in another folder.");
        case SQLITE_CANTOPEN:
            throw Error(ErrorCode::Data, name + " cannot be opened: " + std::strerror(errno) + ".");
        case SQLITE_IOERR:
            throw Error(ErrorCode::Data, name + " cannot be read or written (" + sqlite3_errstr(code) +
                                             "): the change was not made, everything before it is saved. "
                                             "Check the disk, or save a copy on another one.");
        case SQLITE_CONSTRAINT:
            throw Error(ErrorCode::Contract, std::string("the change breaks a rule of the project (") +
                                                 sqlite3_errmsg(database_) + "); nothing was changed");
        case SQLITE_NOMEM:
            throw Error(ErrorCode::OutOfMemory, "There is too little memory to work on " + name + ".");
        default:
            throw Error(ErrorCode::Internal, name + ": " + sqlite3_errmsg(database_));
    }
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (open_) connection_.roll_back();
}

void Transaction::commit() {
    connection_.run("COMMIT");
    open_ = false;
}

}  // namespace rtrack
