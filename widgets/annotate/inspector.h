#pragma once

#include <QScrollArea>
#include <array>
#include <optional>

#include "tracking/annotation/box_record.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QLineEdit;

namespace rtrack {

class AttributeForm;

/// What is drawn on the picture besides the boxes.
struct ShownParts {
    bool names = true;
    bool points = true;
    bool init_box = true;
    bool trail = false;
};

/// The box at the frame on screen in numbers, the attributes of its track, what is drawn, and how tracking
/// goes about it.
class Inspector : public QScrollArea {
    Q_OBJECT
public:
    explicit Inspector(QWidget* parent = nullptr);

    [[nodiscard]] AttributeForm* attributes() const { return attributes_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    void setRecord(const std::optional<BoxRecord>& record, qint64 frame);
    /// Keys of two of the marks, to be shown beside them; empty: none.
    void setKeys(const QString& occluded, const QString& absent);
    void setTrackers(const std::vector<std::string>& names, const QString& chosen);
    void setDoubt(bool stops, double lowest_score, bool checks_backward);
    void setReplacing(bool until_human_box, bool fills_missing);
    void setShown(const ShownParts& shown);

Q_SIGNALS:
    void boxEntered(QRectF box_in_frame);
    void shownChanged(rtrack::ShownParts shown);
    void trackerChosen(QString name);
    void replacingChosen(bool until_human_box, bool fills_missing);
    void occludedToggled();
    void absentToggled();
    void cutToggled();
    void reviewedToggled();
    void coverChosen(int visible_eighths);  ///< -1: nobody says
    void noteEntered(QString note);
    void doubtChosen(bool stops, double lowest_score, bool checks_backward);
    /// Enter in a field: what was entered is taken, and the next keys are not meant for it.
    void ended();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildObjectGroup();
    void buildFlags();
    /// The visible eighths that a key stands for.
    [[nodiscard]] std::optional<int> coverOf(const QKeyEvent& event) const;
    void buildViewGroup();
    void buildTrackingGroup();
    void retranslate();
    void retranslateTracking();
    void showRecord();

    QString occluded_key_;
    QString absent_key_;
    QGroupBox* object_group_ = nullptr;
    AttributeForm* attributes_ = nullptr;
    QGroupBox* view_group_ = nullptr;
    QGroupBox* tracking_group_ = nullptr;
    QFormLayout* object_form_ = nullptr;
    QFormLayout* tracking_form_ = nullptr;
    std::array<QDoubleSpinBox*, 4> numbers_{};  // x, y, width, height
    QLabel* source_ = nullptr;
    QLabel* score_ = nullptr;
    QCheckBox* occluded_ = nullptr;
    QCheckBox* absent_ = nullptr;
    QCheckBox* cut_ = nullptr;
    QCheckBox* reviewed_ = nullptr;
    QComboBox* cover_ = nullptr;
    QLineEdit* note_ = nullptr;
    QCheckBox* until_human_ = nullptr;
    QCheckBox* fills_missing_ = nullptr;
    QCheckBox* points_ = nullptr;
    QCheckBox* init_box_ = nullptr;
    QCheckBox* trail_ = nullptr;
    QCheckBox* names_ = nullptr;
    QComboBox* tracker_ = nullptr;
    QCheckBox* stops_ = nullptr;
    QCheckBox* checks_backward_ = nullptr;
    QDoubleSpinBox* threshold_ = nullptr;
    std::optional<BoxRecord> record_;
    qint64 frame_ = 0;
};

}  // namespace rtrack
