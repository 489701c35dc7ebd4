#include "widgets/evaluate/score_tables.h"

#include <cmath>
#include <cstdio>

#include "tracking/base/error.h"
#include "widgets/common/csv_text.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

using Row = std::vector<std::string>;

std::string number_text(double value, TableFormat format) {
    if (!std::isfinite(value)) return "";
    char text[40];
    std::snprintf(text, sizeof text, format == TableFormat::Csv ? "%.9g" : "%.3f", value);
    return text;
}

std::vector<Row> totals(const EvaluatedDataset& dataset, TableFormat format) {
    std::vector<Row> rows = {{"tracker"}};
    for (const ScoreColumn& column : score_columns())
        rows[0].emplace_back(format == TableFormat::Csv ? column.key : column.title);
    rows[0].emplace_back("fps");
    for (const ScoredTracker& tracker : dataset.trackers) {
        Row row = {tracker.name};
        for (const ScoreColumn& column : score_columns())
            row.push_back(number_text(tracker.scores.total.*column.value, format));
        row.push_back(tracker.scores.total.fps > 0 ? number_text(tracker.scores.total.fps, format) : "");
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Row> matrix(const EvaluatedDataset& dataset, TableFormat format) {
    std::vector<Row> rows = {{"sequence"}};
    for (const ScoredTracker& tracker : dataset.trackers) rows[0].push_back(tracker.name);
    for (const Sequence& sequence : dataset.dataset->sequences) {
        Row row = {sequence.name};
        for (const ScoredTracker& tracker : dataset.trackers) {
            const Scores* scores = scores_of(tracker, sequence.name);
            row.push_back(scores ? number_text(scores->ao, format) : "");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string escaped(const std::string& text, TableFormat format) {
    if (format == TableFormat::Csv) return csvCell(fromStd(text)).toStdString();
    std::string result;
    for (const char c : text) {
        if (format == TableFormat::Latex && std::string("_&%#$").find(c) != std::string::npos) result += '\\';
        if (format == TableFormat::Markdown && c == '|') result += '\\';
        result += c;
    }
    return result;
}

std::string joined(const Row& row, TableFormat format) {
    const std::string separator = format == TableFormat::Csv     ? ","
                                  : format == TableFormat::Latex ? " & "
                                                                 : " | ";
    std::string line = format == TableFormat::Markdown ? "| " : "";
    for (size_t i = 0; i < row.size(); ++i) line += (i > 0 ? separator : "") + escaped(row[i], format);
    if (format == TableFormat::Markdown) line += " |";
    if (format == TableFormat::Latex) line += " \\\\";
    return line + "\n";
}

std::string table_text(const std::vector<Row>& rows, TableFormat format) {
    const size_t columns = rows.front().size();
    std::string text;
    if (format == TableFormat::Latex)
        text += "\\begin{tabular}{l" + std::string(columns - 1, 'r') + "}\n\\hline\n";
    for (size_t i = 0; i < rows.size(); ++i) {
        text += joined(rows[i], format);
        if (i > 0) continue;
        if (format == TableFormat::Latex) text += "\\hline\n";
        if (format != TableFormat::Markdown) continue;
        text += "|---|";
        for (size_t c = 1; c < columns; ++c) text += "--:|";
        text += "\n";
    }
    if (format == TableFormat::Latex) text += "\\hline\n\\end{tabular}\n";
    return text;
}

}  // namespace

std::string score_table(const EvaluatedDataset& dataset, TableFormat format) {
    std::string text =
        table_text(totals(dataset, format), format) + "\n" + table_text(matrix(dataset, format), format);
    if (format != TableFormat::Markdown) return text;
    text += "\n";
    for (const std::string& sentence : definitions(dataset.options)) text += "- " + sentence + "\n";
    return text;
}

TableFormat table_format_of(const std::string& ending) {
    if (ending == "csv") return TableFormat::Csv;
    if (ending == "md") return TableFormat::Markdown;
    if (ending == "tex") return TableFormat::Latex;
    throw Error(ErrorCode::Argument, "A table is saved as .csv, .md or .tex, not as '" + ending + "'.");
}

}  // namespace rtrack
