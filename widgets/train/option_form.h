#pragma once

#include <QWidget>
#include <map>
#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace rtrack {

/// One option as `rtrack train --options --json` describes it. Values are text, as on the command line.
struct OptionInfo {
    QString name;
    QString kind;  ///< boolean, integer, real, text, integer_list, text_list
    QString unit;
    QString help;
    QStringList choices;
    std::optional<double> lowest, highest;

    /// An empty text if the value is allowed, else what is wrong with it.
    [[nodiscard]] QString problemWith(const QString& value) const;
};

using OptionValues = std::map<QString, QString>;

/// What the engine can be asked for.
struct OptionCatalogue {
    std::vector<OptionInfo> options;
    std::vector<std::pair<QString, OptionValues>> presets;

    /// nullopt if this is not what `--options --json` writes.
    [[nodiscard]] static std::optional<OptionCatalogue> fromJson(const QByteArray& json);
    [[nodiscard]] const OptionValues* preset(const QString& name) const;
};

/// Every option in a table made from the catalogue: the usual ones first, the rest by group. What differs
/// from the preset is marked; what is not allowed is marked and explained.
class OptionForm : public QWidget {
    Q_OBJECT
public:
    explicit OptionForm(QWidget* parent = nullptr);

    void setCatalogue(const OptionCatalogue& catalogue);
    /// Takes the preset's values; what was changed by hand stays changed.
    void setPreset(const OptionValues& values);
    void setValue(const QString& name, const QString& value);
    [[nodiscard]] QString value(const QString& name) const;
    /// "name=value" of everything that differs from the preset.
    [[nodiscard]] QStringList assignments() const;
    /// The first value that is not allowed, as a sentence; empty if all are.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QTreeWidget* tree() { return tree_; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void refresh();
    void refreshHelp();
    void retranslate();

    OptionCatalogue catalogue_;
    OptionValues preset_;
    OptionValues own_;  ///< what differs from the preset
    QLineEdit* search_ = nullptr;
    QCheckBox* only_changed_ = nullptr;
    QTreeWidget* tree_ = nullptr;
    QLabel* help_ = nullptr;  ///< of the current option, in full
};

}  // namespace rtrack
