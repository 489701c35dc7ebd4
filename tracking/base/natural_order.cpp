#include "tracking/base/natural_order.h"

#include <cctype>

namespace rtrack {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string number_at(const std::string& text, size_t& position) {
    size_t begin = position;
    while (position < text.size() && is_digit(text[position])) ++position;
    while (begin + 1 < position && text[begin] == '0') ++begin;
    return text.substr(begin, position - begin);
}

}  // namespace

bool natural_less(const std::string& a, const std::string& b) {
    size_t i = 0;
    size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const std::string left = number_at(a, i);
            const std::string right = number_at(b, j);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
            continue;
        }
        const int left = std::tolower(static_cast<unsigned char>(a[i]));
        const int right = std::tolower(static_cast<unsigned char>(b[j]));
        if (left != right) return left < right;
        ++i;
        ++j;
    }
    if ((i < a.size()) != (j < b.size())) return j < b.size();
    return a < b;
}

}  // namespace rtrack
