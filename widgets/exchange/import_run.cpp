#include "widgets/exchange/import_run.h"

#include <utility>

namespace rtrack {
namespace {

constexpr size_t kPartBoxes = 4000;  // some 20 ms

}  // namespace

ImportRun::ImportRun(ProjectModel* model, QObject* parent) : QObject(parent), model_(model) {
    timer_.setInterval(0);
    connect(&timer_, &QTimer::timeout, this, &ImportRun::takePart);
}

void ImportRun::start(ImportPlan plan, const QString& text) {
    plan_ = std::move(plan);
    text_ = text;
    boxes_ = plan_.edit.boxes.size();
    gesture_ = model_->newGesture();
    begun_ = false;
    timer_.start();
}

void ImportRun::takePart() {
    ProjectEdit part;
    auto& boxes = plan_.edit.boxes;
    if (!begun_) {  // tracks come before their boxes
        part = std::exchange(plan_.edit, {});
        boxes.swap(part.boxes);
    }
    while (!boxes.empty() && part.boxes.size() < kPartBoxes)
        part.boxes.insert(part.boxes.end(), boxes.extract(boxes.begin()));
    if (!model_->change(part, text_, gesture_)) return end(false);
    begun_ = true;
    if (boxes.empty()) return end(true);
    Q_EMIT progressed(1 - static_cast<double>(boxes.size()) / static_cast<double>(boxes_));
}

void ImportRun::stop() {
    if (running()) end(false);
}

void ImportRun::end(bool done) {
    timer_.stop();
    plan_ = {};
    if (!done && begun_) model_->discardLast();
    Q_EMIT ended(done);
}

}  // namespace rtrack
