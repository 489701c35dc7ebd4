#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace rtrack {

class Connection;

/// Bytes to bind as a BLOB.
struct Blob {
    const std::string& bytes;
};

/// A statement at work: `step` from row to row, read its columns. Lasts until it goes out of scope; one at a
/// time for the same SQL text.
class Query {
public:
    Query(Connection& connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
    ~Query();
    Query(Query&& other) noexcept
        : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// True: there is a row to read. @throws Error, see Connection.
    bool step();
    [[nodiscard]] int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;  ///< a TEXT's or BLOB's bytes; NULL gives an empty one
    [[nodiscard]] bool null(int column) const;

    // Parameters count from 1.
    void bind(int parameter, std::integral auto value) {
        bind_integer(parameter, static_cast<int64_t>(value));
    }
    void bind(int parameter, double value);
    void bind(int parameter, const std::string& text);
    void bind(int parameter, Blob blob);
    template <typename Value>
    void bind(int parameter, const std::optional<Value>& value) {
        if (value) bind(parameter, *value);  // else NULL, which a parameter is from the start
    }

private:
    void bind_integer(int parameter, int64_t value);

    Connection& connection_;
    sqlite3_stmt* statement_;
};

/// An open SQLite file. Not thread-safe: one thread at a time. Keeps its prepared statements.
///
/// Failures throw Error(Data) with a sentence that names the file: damaged, disk full, in use by another
/// program, not writable. A broken rule of the schema throws Error(Contract).
class Connection {
public:
    enum class Access {
        Create,    ///< read and write; made if missing
        Write,     ///< read and write
        Read,      ///< others may write meanwhile
        ReadFixed  ///< nobody can change the file (read-only media): no locks, no files beside it
    };

    Connection(std::filesystem::path file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    /// True if it was opened for reading, or the file cannot be written.
    [[nodiscard]] bool read_only() const;
    /// False if the file was deleted, renamed or replaced since it was opened: all of it can still be read
    /// and written here, but nobody finds it by its name.
    [[nodiscard]] bool is_in_place() const;

    template <typename... Values>
    [[nodiscard]] Query query(const char* sql, const Values&... values) {
        Query result(*this, statement(sql));
        int parameter = 0;
        (result.bind(++parameter, values), ...);
        return result;
    }
    template <typename... Values>
    void run(const char* sql, const Values&... values) {
        Query statement = query(sql, values...);
        while (statement.step()) {
        }
    }
    /// The first column of the first row as a number; nullopt: no row.
    template <typename... Values>
    [[nodiscard]] std::optional<int64_t> number(const char* sql, const Values&... values) {
        Query statement = query(sql, values...);
        return statement.step() ? std::optional(statement.integer(0)) : std::nullopt;
    }
    /// Several statements without parameters.
    void run_script(const std::string& sql);

    /// Gives up the open transaction, if there is one (a full disk ends it by itself).
    void roll_back() noexcept;

    /// Copies the whole content into a file, while this one may be written by others. What the file held is
    /// replaced; an unfinished copy is no database.
    void copy_to(const std::filesystem::path& file);

    [[noreturn]] void fail(int code) const;

private:
    sqlite3_stmt* statement(const char* sql);

    std::filesystem::path file_;
    sqlite3* database_ = nullptr;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// All or nothing: rolls back unless committed.
class Transaction {
public:
    /// @throws Error(Data) if the file cannot be written now.
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace rtrack
