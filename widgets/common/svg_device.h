#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSize>
#include <memory>

namespace rtrack {

class SvgEngine;

/// Keeps what is painted on it as SVG: shapes, lines, texts, pictures; rectangular clips only. Enough for
/// plots.
class SvgDevice : public QPaintDevice {
public:
    explicit SvgDevice(const QSize& size);
    ~SvgDevice() override;

    /// The whole document; after painting has ended.
    [[nodiscard]] QByteArray document() const;
    [[nodiscard]] QPaintEngine* paintEngine() const override;

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override;

private:
    QSize size_;
    std::unique_ptr<SvgEngine> engine_;
};

}  // namespace rtrack
