#include "widgets/annotate/gap_fill.h"

#include <QObject>

#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"

namespace rtrack {

void GapFill::start(DecodeWorker* decoder, TrackRun::Start how, int64_t track, int64_t before,
                    int64_t after) {
    decoder_ = decoder;
    how_ = std::move(how);
    how_.tracks = {track};
    how_.first_frame = before;
    how_.last_frame = after - 1;
    how_.judge = {};  // the two directions judge each other
    how_.may = TrackerMay::ReplaceBoxes;
    how_.gesture = model_->newGesture();
    before_ = before;
    after_ = after;
    run_->start(decoder_, how_);
    stage_ = Stage::Forward;
}

std::map<int64_t, BoxRecord> GapFill::tracked() const {
    std::map<int64_t, BoxRecord> records;
    for (FrameBox& box : model_->project().boxes_of(how_.tracks.front(), before_ + 1, after_ - 1))
        records.emplace(box.frame, std::move(box.record));
    return records;
}

bool GapFill::goOn(const TrackEnd& end) {
    const bool whole = end.kind == TrackEnd::Kind::LastFrame;
    const Stage stage = std::exchange(stage_, Stage::None);
    if (stage == Stage::Forward && whole) {
        forward_ = tracked();
        how_.first_frame = after_;
        how_.last_frame = before_ + 1;
        run_->start(decoder_, how_);
        stage_ = Stage::Backward;
        return true;
    }
    if (stage == Stage::Backward) {
        // Stopped half-way: what was tracked forward is whole.
        const auto records = whole ? blended(forward_, tracked(), before_, after_) : forward_;
        const int64_t run = forward_.empty() ? 0 : forward_.begin()->second.run;
        model_->change(add_tracker_boxes(model_->project(), how_.tracks.front(), records, run),
                       QObject::tr("Fill the gap"), how_.gesture);
    }
    return false;
}

}  // namespace rtrack
