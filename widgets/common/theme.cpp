#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleOption>
#include <algorithm>

namespace rtrack {
namespace {

constexpr int kAroundWords = 20;  // pixels, left and right together

QPalette paletteOf(const QColor& window, const QColor& base, const QColor& text, const QColor& button,
                   const QColor& highlight, const QColor& link, const QColor& disabled) {
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, disabled);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    return palette;
}

/// Between the words and what is behind them.
QColor edgeColor(const QStyleOption& option) {
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const auto group = enabled ? QPalette::Active : QPalette::Disabled;
    const QColor text = option.palette.color(group, QPalette::WindowText);
    const QColor back = option.palette.color(group, QPalette::Window);
    return {(2 * text.red() + back.red()) / 3, (2 * text.green() + back.green()) / 3,
            (2 * text.blue() + back.blue()) / 3};
}

/// Fusion with some room around the words of a button, without pictures on the buttons of dialogs (only
/// those that Qt knows would have one), and with an edge around check boxes that is seen on a dark window.
class PlainFusion : public QProxyStyle {
public:
    PlainFusion() : QProxyStyle("Fusion") {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override {
        if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
        return QProxyStyle::styleHint(hint, option, widget, result);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton) return;
        painter->save();
        painter->setPen(edgeColor(*option));
        painter->setBrush(Qt::NoBrush);
        painter->setRenderHint(QPainter::Antialiasing, element == PE_IndicatorRadioButton);
        const QRect edge = option->rect.adjusted(0, 0, -1, -1);
        element == PE_IndicatorRadioButton ? painter->drawEllipse(edge) : painter->drawRect(edge);
        painter->restore();
    }

    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override {
        QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        if (type == CT_PushButton) size.setWidth(std::max(size.width(), contents.width() + kAroundWords));
        return size;
    }
};

QPalette lightPalette() {
    return paletteOf(QColor(0xF3, 0xF3, 0xF4), Qt::white, QColor(0x1C, 0x1C, 0x1E), QColor(0xE9, 0xE9, 0xEB),
                     QColor(0x0A, 0x66, 0xB8), QColor(0x0A, 0x5A, 0xA0), QColor(0x8E, 0x8E, 0x93));
}

QPalette darkPalette() {
    return paletteOf(QColor(0x2B, 0x2B, 0x2E), QColor(0x1F, 0x1F, 0x22), QColor(0xE8, 0xE8, 0xEA),
                     QColor(0x3A, 0x3A, 0x3E), QColor(0x2F, 0x7F, 0xC9), QColor(0x6C, 0xB6, 0xF5),
                     QColor(0x7C, 0x7C, 0x82));
}

}  // namespace

void applyTheme(Theme theme) {
    static const QPalette system_palette =
        QApplication::palette();  // as the desktop had it at the first call
    QApplication::setStyle(new PlainFusion);
    switch (theme) {
        case Theme::System:
            QApplication::setPalette(system_palette);
            break;
        case Theme::Light:
            QApplication::setPalette(lightPalette());
            break;
        case Theme::Dark:
            QApplication::setPalette(darkPalette());
            break;
    }
}

QString nameOf(Theme theme) {
    switch (theme) {
        case Theme::Light:
            return "light";
        case Theme::Dark:
            return "dark";
        case Theme::System:
            break;
    }
    return "system";
}

Theme themeOf(const QString& name) {
    if (name == "light") return Theme::Light;
    if (name == "dark") return Theme::Dark;
    return Theme::System;
}

}  // namespace rtrack
