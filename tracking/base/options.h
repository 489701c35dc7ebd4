#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rtrack {

/// One option as people see it, bound to a member of an option struct.
///
/// Built by OptionTable::add. Values travel as text, the same text on the command line, in YAML, in a form
/// and in config.yaml: numbers as C++ writes them, booleans as true / false, lists as
/// list_text has them.
struct Option {
    enum class Kind { Boolean, Integer, Real, Text, IntegerList, TextList };

    std::string name;
    Kind kind = Kind::Text;
    std::string default_text;
    std::string unit_text;                  ///< "px", "epochs", ...; empty if none
    std::string help_text;                  ///< a full sentence; names the paper's section where there is one
    std::vector<std::string> choice_texts;  ///< empty: anything in range
    double lowest = 0;                      ///< with `ranged`: inclusive
    double highest = 0;
    bool ranged = false;

    std::function<std::string()> get_text;
    /// @throws Error(Argument) naming option, value and what is allowed.
    std::function<void(const std::string&)> set_text;

    Option& range(double low, double high);
    Option& choices(std::vector<std::string> texts);
    Option& choices(std::vector<int> values);
    Option& unit(std::string text);
    Option& help(std::string text);
};

/// The options of a struct, declared once in its `describe(OptionTable&)`; command line, YAML, dialog and
/// `--options` come from it. Holds pointers into the struct: the struct must outlive the table.
class OptionTable {
public:
    Option& add(const std::string& name, bool* value);
    Option& add(const std::string& name, int* value);
    Option& add(const std::string& name, int64_t* value);
    Option& add(const std::string& name, double* value);
    Option& add(const std::string& name, std::string* value);
    Option& add(const std::string& name, std::vector<int>* value);
    Option& add(const std::string& name, std::vector<std::string>* value);
    /// The options of a member struct, their names prefixed by "name.".
    template <typename Options>
    void add_group(const std::string& name, Options* options) {
        const std::string outer = prefix_;
        prefix_ += name + ".";
        options->describe(*this);
        prefix_ = outer;
    }

    [[nodiscard]] const std::vector<Option>& options() const { return options_; }

    /// Sets one option from text.
    /// @throws Error(Argument) if there is no such option (names the nearest one) or the value is not
    /// allowed.
    void set(const std::string& name, const std::string& text);
    /// "key=value". @throws Error(Argument) as `set`, or if there is no '='.
    void set_assignment(const std::string& assignment);
    /// Reads a YAML mapping (nested mappings give "group.name").
    /// @throws Error(Argument) naming file, line and key.
    void set_from_yaml_file(const std::string& file);
    void set_from_yaml_text(const std::string& yaml, const std::string& source_name);

    [[nodiscard]] std::string text(const std::string& name) const;
    /// Every option with its value, nested by group; reading it back gives the same values.
    [[nodiscard]] std::string to_yaml() const;
    /// Name -> value, flat; for the headers of model files and events.
    [[nodiscard]] std::map<std::string, std::string> to_map() const;
    /// A table for `--help`: name, default, allowed, help.
    [[nodiscard]] std::string help_text() const;

private:
    Option& append(const std::string& name, Option::Kind kind);
    Option* find(const std::string& name);

    std::vector<Option> options_;
    std::string prefix_;
};

/// A list as options take it: a,b,c, with a backslash ahead of a comma that belongs to an entry.
[[nodiscard]] std::string list_text(const std::vector<std::string>& entries);

/// The candidate with the fewest edits from `text` (Levenshtein), for "did you mean"; empty if there are
/// none.
[[nodiscard]] std::string nearest_name(const std::string& text, const std::vector<std::string>& candidates);

}  // namespace rtrack
