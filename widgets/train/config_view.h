#pragma once

#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QCheckBox;
class QLineEdit;
class QTreeWidget;

namespace rtrack {

/// A run's options, by name.
struct RunOptions {
    QString run;
    std::map<std::string, std::string> options;
    bool operator==(const RunOptions&) const = default;
};

/// The options of the selected runs side by side: one row an option, one column a run; all of them, or only
/// those that are not the same everywhere.
class ConfigView : public QWidget {
    Q_OBJECT
public:
    explicit ConfigView(QWidget* parent = nullptr);

    /// With one run, or none, there are no differences: all its options are shown.
    void setRuns(std::vector<RunOptions> runs);
    void setOnlyDifferences(bool only);
    [[nodiscard]] QTreeWidget* list() { return list_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void filter();
    void retranslate();

    std::vector<RunOptions> runs_;
    QLineEdit* search_ = nullptr;
    QCheckBox* only_differences_ = nullptr;
    QTreeWidget* list_ = nullptr;
};

}  // namespace rtrack
