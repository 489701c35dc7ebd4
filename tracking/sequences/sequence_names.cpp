#include "tracking/sequences/sequence_names.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "tracking/base/picture_folder.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

bool is_digit(char character) {
    return std::isdigit(static_cast<unsigned char>(character)) != 0;
}

bool all_numbers(const std::vector<ListedName>& names) {
    return !names.empty() && std::all_of(names.begin(), names.end(), [](const ListedName& listed) {
        return listed.name.size() < 10 && std::all_of(listed.name.begin(), listed.name.end(), is_digit);
    });
}

std::vector<ListedName> names_by_index(const fs::path& list_file, const std::vector<ListedName>& indices,
                                       Faults& faults) {
    const auto all_names =
        read_names(list_file.parent_path() / "list.txt", faults);  // indices need all lines
    if (!all_names) return {};
    std::vector<ListedName> names;
    for (const ListedName& listed : indices) {
        const size_t index = std::stoul(listed.name);
        if (index < all_names->size()) {
            names.push_back({(*all_names)[index], listed.line});
        } else {
            faults.push_back({list_file, listed.line,
                              "list.txt has only " + std::to_string(all_names->size()) + " names"});
        }
    }
    return names;
}

}  // namespace

std::vector<ListedName> read_list(const fs::path& list_file, Faults& faults) {
    std::vector<ListedName> names;
    std::set<std::string> seen;
    const auto lines = read_lines(list_file, faults).value_or(std::vector<std::string>{});
    for (size_t i = 0; i < lines.size(); ++i) {
        const std::string name = trimmed(lines[i]);
        const auto line = static_cast<int64_t>(i) + 1;
        if (name.empty()) continue;
        if (seen.insert(name).second) {
            names.push_back({name, line});
        } else {
            faults.push_back(
                {list_file, line, "names " + in_quotes(name) + " a second time; it is taken once"});
        }
    }
    return names;
}

std::vector<fs::path> text_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const bool hidden = entry.path().filename().string().starts_with('.');
        if (!hidden && entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

SequenceNames find_sequence_names(const fs::path& path, const std::string& marker, Faults& faults) {
    if (!fs::exists(path)) return {path, {}, {}};
    if (!fs::is_directory(path)) {
        SequenceNames found{path.parent_path(), path, read_list(path, faults)};
        const bool folders_are_numbered =
            !found.names.empty() && fs::is_directory(found.root / found.names.front().name);
        if (all_numbers(found.names) && !folders_are_numbered && path.filename() != "list.txt") {
            found.names = names_by_index(path, found.names, faults);
        }
        return found;
    }
    if (fs::exists(path / "list.txt")) return {path, path / "list.txt", read_list(path / "list.txt", faults)};
    if (fs::exists(path / marker)) {
        const fs::path folder = path.has_filename() ? path : path.parent_path();
        return {folder.parent_path(), {}, {{folder.filename().string()}}};
    }
    SequenceNames found{path, {}, {}};
    for (const fs::path& folder : list_folders(path)) {
        if (fs::exists(folder / marker)) found.names.push_back({folder.filename().string()});
    }
    return found;
}

SequenceRecords records_of_folders(const fs::path& path, const std::string& marker,
                                   const std::function<SequenceRecord(const SequenceFolder&)>& read) {
    SequenceRecords records;
    for (const SequenceFolder& found : find_sequence_folders(path, marker, records.faults))
        records.sequences.push_back(read(found));
    return records;
}

TextFault missing_sequence(const SequenceNames& found, const ListedName& listed, const fs::path& truth_file) {
    return {found.list_file, listed.line,
            "names " + in_quotes(listed.name) + ", and there is no " + truth_file.string() +
                "; the sequence is left out"};
}

std::vector<SequenceFolder> find_sequence_folders(const fs::path& path, const std::string& marker,
                                                  Faults& faults) {
    const SequenceNames found = find_sequence_names(path, marker, faults);
    std::vector<SequenceFolder> folders;
    for (const ListedName& listed : found.names) {
        const fs::path folder = found.root / listed.name;
        if (fs::exists(folder / marker)) {
            folders.push_back({listed.name, folder});
        } else {
            faults.push_back(missing_sequence(found, listed, folder / marker));
        }
    }
    return folders;
}

}  // namespace rtrack
