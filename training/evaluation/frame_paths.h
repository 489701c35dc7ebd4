#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace rtrack {

/// The pictures of a sequence in order: a vector of paths that keeps their folder once. A path of its own
/// takes a kilobyte, and the paper's data sets have twenty million of them; here one takes its file's name
/// and four bytes. Elements are made when they are asked for and cannot be changed in place.
class FramePaths {
public:
    class Iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = std::filesystem::path;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = value_type;

        Iterator() = default;
        Iterator(const FramePaths* paths, difference_type index) : paths_(paths), index_(index) {}
        value_type operator*() const { return (*paths_)[static_cast<size_t>(index_)]; }
        value_type operator[](difference_type offset) const { return *(*this + offset); }
        Iterator& operator++() { return *this += 1; }
        Iterator& operator--() { return *this += -1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator operator--(int) { return std::exchange(*this, *this + -1); }
        Iterator& operator+=(difference_type offset) {
            index_ += offset;
            return *this;
        }
        Iterator& operator-=(difference_type offset) { return *this += -offset; }
        friend Iterator operator+(Iterator it, difference_type offset) { return it += offset; }
        friend Iterator operator+(difference_type offset, Iterator it) { return it += offset; }
        friend Iterator operator-(Iterator it, difference_type offset) { return it -= offset; }
        friend difference_type operator-(Iterator a, Iterator b) { return a.index_ - b.index_; }
        bool operator==(const Iterator& other) const { return index_ == other.index_; }
        auto operator<=>(const Iterator& other) const { return index_ <=> other.index_; }

    private:
        const FramePaths* paths_ = nullptr;
        difference_type index_ = 0;
    };

    FramePaths() = default;
    FramePaths(std::initializer_list<std::filesystem::path> paths) { assign(paths.begin(), paths.end()); }
    FramePaths(const std::vector<std::filesystem::path>& paths) { assign(paths.begin(), paths.end()); }

    [[nodiscard]] size_t size() const { return ends_.size(); }
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    [[nodiscard]] std::filesystem::path operator[](size_t index) const;
    [[nodiscard]] std::filesystem::path front() const { return (*this)[0]; }
    [[nodiscard]] std::filesystem::path back() const { return (*this)[size() - 1]; }
    [[nodiscard]] Iterator begin() const { return {this, 0}; }
    [[nodiscard]] Iterator end() const { return {this, static_cast<std::ptrdiff_t>(size())}; }

    void push_back(const std::filesystem::path& path);
    /// Cuts the end off, or adds empty paths.
    void resize(size_t size);
    template <typename PathIterator>
    void assign(PathIterator first, PathIterator last) {
        *this = FramePaths();
        for (; first != last; ++first) push_back(*first);
    }

private:
    std::string folder_;  ///< of the first path, with the separator at its end
    std::string names_;   ///< one after the other: what follows the folder, or kElsewhere and the path
    std::vector<uint32_t> ends_;  ///< of each in names_
};

}  // namespace rtrack
