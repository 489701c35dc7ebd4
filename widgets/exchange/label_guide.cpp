#include "widgets/exchange/label_guide.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

struct Entry {
    QString title;
    QString here;       ///< what it means and how it is set
    QString elsewhere;  ///< how files and toolkits take it
};

std::vector<Entry> entries() {
    return {
        {LabelGuide::tr("Box"),
         LabelGuide::tr(
             "Left, top, width and height in pixels of the picture as it is shown, the first pixel "
             "from 0 to 1. It spans what is visible of the object, or what one knows to be there: "
             "decide once for all videos, and write it down."),
         LabelGuide::tr("OTB, MOT and Pascal VOC count pixels from 1: import and export take the 1 away and "
                        "add it, and the file beside an export states it.")},
        {LabelGuide::tr("No box"),
         LabelGuide::tr("Nobody has said anything about the object at this frame yet."),
         LabelGuide::tr("Not every format can tell this from \"absent\": see the table below.")},
        {LabelGuide::tr("Absent"),
         LabelGuide::tr("Somebody looked, and the object is not in the picture: it left, or something hides "
                        "all of it. It is not \"no box\"."),
         LabelGuide::tr(
             "GOT-10k: absence.label is 1. LaSOT: out_of_view or full_occlusion is 1. UAV123: NaN. "
             "CVAT: outside. The GOT-10k toolkit leaves out frames whose cover is 0 and does not "
             "read absence.label; training on GOT-10k leaves out both. Its toolkit drops lines of "
             "NaN in UAV123 and LaSOT; others count such frames: rtrack metrics --toolkit chooses "
             "between them.")},
        {LabelGuide::tr("Occluded"),
         LabelGuide::tr("Something hides a part of the object, and it can still be followed."),
         LabelGuide::tr(
             "CVAT: occluded. VOT: occlusion.tag. LaSOT's full_occlusion means all of it, which is "
             "\"absent\" here. Metrics do not look at it; it is for training and for your own "
             "statistics.")},
        {LabelGuide::tr("Visible share (cover)"),
         LabelGuide::tr("How much of the object can be seen, in eighths: 8 is all, 0 nothing. Empty: nobody "
                        "said, which files write as 8."),
         LabelGuide::tr(
             "GOT-10k: cover.label. MOT: the visibility, from 0 to 1. Metrics of GOT-10k leave out "
             "frames of 0.")},
        {LabelGuide::tr("Cut by the picture's edge"),
         LabelGuide::tr("A part of the object lies beyond the edge of the picture."),
         LabelGuide::tr("GOT-10k: cut_by_image.label. It does not change how boxes are scored.")},
        {LabelGuide::tr("Keyframe and interpolated box"),
         LabelGuide::tr("A keyframe was drawn or corrected by a person; boxes between two of them lie on the "
                        "straight line, and move when one of them moves."),
         LabelGuide::tr("Exports hold every frame unless keyframes alone are asked for.")},
        {LabelGuide::tr("Reviewed"),
         LabelGuide::tr("A person looked at the box and left it, or accepted it. A frame that only flew by "
                        "while playing fast is not counted."),
         LabelGuide::tr(
             "Only this program's own files hold it; every export states how many boxes nobody has "
             "looked at.")},
        {LabelGuide::tr("Score and doubt"),
         LabelGuide::tr(
             "The score is the tracker's own confidence from 0 to 1. A doubt is a reason why a box "
             "is worth a look: low score, jump, scattered points, disagreement with tracking "
             "backward."),
         LabelGuide::tr("COCO, CSV and JSON hold the score, and MOT's det.txt.")},
    };
}

QString row(const QStringList& cells, const char* tag) {
    QString html = "<tr>";
    for (const QString& cell : cells) html += QString("<%1 align=\"left\">%2</%1>").arg(tag, cell);
    return html + "</tr>";
}

/// Read off the registry: what the writers and readers really do.
QString formatTable() {
    const QString yes = QString::fromUtf8("●");
    const auto mark = [&](bool holds) { return holds ? yes : QString(); };
    QString html =
        "<table cellpadding=\"3\" border=\"0\">" +
        row({LabelGuide::tr("Format"), LabelGuide::tr("Absent"), LabelGuide::tr("Apart from no box"),
             LabelGuide::tr("Occluded"), LabelGuide::tr("Visible share"), LabelGuide::tr("Cut"),
             LabelGuide::tr("Score"), LabelGuide::tr("Keyframes"), LabelGuide::tr("Reviewed")},
            "th");
    for (const Format& format : annotation_formats()) {
        const FormatHolds& holds = format.holds;
        html +=
            row({shortTitleOf(format).toHtmlEscaped(), mark(holds.absent), mark(holds.absent && holds.gaps),
                 mark(holds.occluded), mark(holds.cover), mark(holds.cut_by_image), mark(holds.score),
                 mark(holds.interpolated), mark(holds.review)},
                "td");
    }
    return html + "</table>";
}

}  // namespace

LabelGuide::LabelGuide(QWidget* parent) : QDialog(parent) {
    auto* column = new QVBoxLayout(this);
    column->addWidget(page_ = new QTextBrowser);
    auto* buttons = new QDialogButtonBox;
    close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    resize(760, 640);
}

QString LabelGuide::text() const {
    return page_->toPlainText();
}

void LabelGuide::retranslate() {
    setWindowTitle(tr("What the labels mean"));
    close_->setText(tr("Close"));
    page_->setAccessibleName(windowTitle());
    QString html;
    for (const Entry& entry : entries()) {
        html += "<p><b>" + entry.title.toHtmlEscaped() + "</b><br>" + entry.here.toHtmlEscaped() + "<br>" +
                tr("In files and toolkits: %1").arg(entry.elsewhere).toHtmlEscaped() + "</p>";
    }
    html += "<p><b>" + tr("Which format holds what").toHtmlEscaped() + "</b></p>" + formatTable();
    page_->setHtml(html);
}

void LabelGuide::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && close_) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace rtrack
