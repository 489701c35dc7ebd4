#include "app/studio/key_profiles.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/studio/actions.h"
#include "widgets/commands/command.h"

namespace rtrack {
namespace {

using Id = ActionId;

struct Difference {
    ActionId id;
    const char* keys;
};

// What these programs have for the same thing. An action whose key they use otherwise moves to a free one.
constexpr Difference kCvat[] = {
    {Id::Absent, "O"},    {Id::RangeLast, "Shift+O"}, {Id::RangeFirst, "Shift+I"},
    {Id::Settings, "F2"}, {Id::Split, "Alt+M"},       {Id::GoToFrame, "` Ctrl+G"},
};
constexpr Difference kDarkLabel[] = {
    {Id::StepBack, "A Left ,"},  {Id::StepForward, "D Right ."},  {Id::TenBack, "Q"},
    {Id::TenForward, "E"},       {Id::TrackStep, "Return Enter"}, {Id::AcceptBox, "Ctrl+Return Ctrl+Enter"},
    {Id::ZoomActual, "Shift+A"}, {Id::Occluded, "Shift+Q"},       {Id::PreviousHuman, "Shift+R"},
};

const ActionSpec& specOf(ActionId id) {
    const std::span<const ActionSpec> table = actionTable();
    return *std::find_if(table.begin(), table.end(), [&](const ActionSpec& spec) { return spec.id == id; });
}

KeyProfile profile(const QString& id, const QString& name, std::span<const Difference> differences) {
    KeyProfile profile{id, name, {}};
    for (const Difference& difference : differences)
        profile.differences[specOf(difference.id).name] = keysFromText(difference.keys);
    return profile;
}

QString translated(const char* text) {
    return QCoreApplication::translate("KeyNames", text);
}

FixedKeys mouse(const char* shown, const char* name) {
    return {translated(name), translated(shown), KeyArea::Annotate, {}};
}

std::vector<FixedKeys> fixedKeys() {
    FixedKeys moves{translated(QT_TRANSLATE_NOOP("KeyNames", "Move the box by 1 pixel, with Shift by 10")),
                    translated(QT_TRANSLATE_NOOP("KeyNames", "Ctrl+arrows")),
                    KeyArea::Annotate,
                    {}};
    FixedKeys resizes{
        translated(QT_TRANSLATE_NOOP("KeyNames", "Resize the box by 1 pixel, with Shift by 10")),
        translated(QT_TRANSLATE_NOOP("KeyNames", "Ctrl+Alt+arrows")),
        KeyArea::Annotate,
        {}};
    for (const Nudge& nudge : nudgeTable())
        (nudge.x != 0 || nudge.y != 0 ? moves : resizes).keys << QKeySequence(nudge.keys);
    const FixedKeys sequences{
        translated(QT_TRANSLATE_NOOP("KeyNames",
                                     "In a sequence: one frame back and forward, play, back to the table")),
        translated(QT_TRANSLATE_NOOP("KeyNames", "Left, Right, Space, Esc")), KeyArea::Evaluate,
        keysFromText("Left Right Space Esc")};
    return {moves,
            resizes,
            mouse(QT_TRANSLATE_NOOP("KeyNames", "arrows, Enter, arrows, Enter"),
                  QT_TRANSLATE_NOOP("KeyNames", "Draw a box without a mouse, after New object")),
            mouse(QT_TRANSLATE_NOOP("KeyNames", "0 to 8 in the inspector"),
                  QT_TRANSLATE_NOOP("KeyNames", "Visible eighths of the object")),
            mouse(QT_TRANSLATE_NOOP("KeyNames", "Tab, Shift+Tab in the picture"),
                  QT_TRANSLATE_NOOP("KeyNames", "To the next object; with Ctrl to the next control")),
            mouse(QT_TRANSLATE_NOOP("KeyNames", "Wheel"), QT_TRANSLATE_NOOP("KeyNames", "Zoom at the mouse")),
            mouse(QT_TRANSLATE_NOOP("KeyNames", "Drag, middle button"),
                  QT_TRANSLATE_NOOP("KeyNames", "Move the picture")),
            mouse(QT_TRANSLATE_NOOP("KeyNames", "Double click"),
                  QT_TRANSLATE_NOOP("KeyNames", "Fit the picture")),
            sequences};
}

}  // namespace

KeySet studioKeys() {
    KeySet set;
    for (const ActionSpec& spec : actionTable()) {
        set.commands.push_back(
            {spec.name, withoutMenuMarks(Actions::menuTitle(spec.menu)), Actions::plainText(spec),
             spec.scope == Scope::Always ? KeyArea::Everywhere : KeyArea::Annotate, keysFromText(spec.keys)});
    }
    set.fixed = fixedKeys();
    set.profiles = {profile("studio", "Studio", {}), profile("cvat", "CVAT", kCvat),
                    profile("darklabel", "DarkLabel", kDarkLabel)};
    return set;
}

}  // namespace rtrack
