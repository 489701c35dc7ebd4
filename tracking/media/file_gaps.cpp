#include "tracking/media/file_gaps.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <set>

#include "tracking/media/mp4_fragments.h"

namespace rtrack {
namespace {

// In its list of pictures an AVI also has changes of the palette ("00pc"), which are no pictures.
bool is_palette_change(std::ifstream& file, int64_t position) {
    char id[4] = {};
    file.clear();
    file.seekg(position).read(id, sizeof id);
    return id[2] == 'p' && id[3] == 'c';
}

bool is_mp4(const AVFormatContext& format) {
    return std::string(format.iformat->name).find("mp4") != std::string::npos;
}

struct DamagedBytes {
    ByteRange range;
    int64_t lost = 0;  // packets, where the container lists them
};

std::vector<DamagedBytes> listed_but_not_found(const PacketReader& packets,
                                               const std::vector<PacketEntry>& entries) {
    constexpr int64_t kChunkHeader = 8;  // a packet begins behind it
    std::set<int64_t> found;
    for (const PacketEntry& entry : entries) found.insert(entry.pos - kChunkHeader);
    std::ifstream file(packets.name(), std::ios::binary);
    std::vector<DamagedBytes> damaged;
    bool goes_on = false;
    int64_t lost = 0;
    const int listed = avformat_index_get_entries_count(&packets.stream());
    for (int i = 0; i < listed; ++i) {
        const AVIndexEntry& entry = *avformat_index_get_entry(&packets.stream(), i);
        const bool gone =
            entry.size > 0 && found.count(entry.pos) == 0 && !is_palette_change(file, entry.pos);
        if (gone && !goes_on) damaged.push_back({{entry.pos, entry.pos}});
        if (gone) damaged.back().range.end = entry.pos, ++damaged.back().lost, ++lost;
        goes_on = gone;
    }
    const bool list_is_wrong = 2 * lost > listed;
    return list_is_wrong ? std::vector<DamagedBytes>() : damaged;
}

std::vector<DamagedBytes> damaged_bytes(const PacketReader& packets,
                                        const std::vector<PacketEntry>& entries) {
    const std::string format = packets.format().iformat->name;
    if (format == "avi") return listed_but_not_found(packets, entries);
    std::vector<DamagedBytes> damaged;
    if (is_mp4(packets.format())) {
        for (const ByteRange& range : faults_of_fragments(packets.name()).broken) damaged.push_back({range});
    }
    if (format.find("matroska") != std::string::npos || format == "flv") {
        for (const int64_t position : packets.complaints().positions) {
            const bool at_end = position >= packets.file_size();  // it is cut off there
            if (!at_end) damaged.push_back({{position, position}});
        }
    }
    return damaged;
}

int64_t stamp_of(const PacketEntry& entry) {
    return entry.pts != kNoTimestamp ? entry.pts : entry.dts;
}

std::vector<int64_t> sorted_stamps(const std::vector<PacketEntry>& entries, int64_t begin, int64_t end) {
    std::vector<int64_t> stamps;
    for (int64_t i = begin; i < end; ++i) {
        if (entries[i].shown && stamp_of(entries[i]) != kNoTimestamp) stamps.push_back(stamp_of(entries[i]));
    }
    std::sort(stamps.begin(), stamps.end());
    return stamps;
}

/// The median time from one picture to the next, in time-base units; 0: unknown.
double usual_step(const std::vector<PacketEntry>& entries) {
    const std::vector<int64_t> stamps = sorted_stamps(entries, 0, static_cast<int64_t>(entries.size()));
    std::vector<double> steps;
    for (size_t i = 1; i < stamps.size(); ++i) {
        const double step = static_cast<double>(stamps[i]) - static_cast<double>(stamps[i - 1]);
        if (step > 0) steps.push_back(step);
    }
    if (steps.empty()) return 0;
    const auto middle = steps.begin() + static_cast<int64_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

double pictures_between(double earlier, double later, double step) {
    constexpr double kMost = 1e7;  // more is no time but damage
    const double pictures = std::round((later - earlier) / step) - 1;
    return pictures > 0 && pictures < kMost ? pictures : 0;
}

// By the time that is missing from the pictures right ahead of the gap to those right behind it. The order of
// decoding is not that of showing: what is shown between these may stand farther away.
int64_t lost_by_time(const FileGap& gap, const PacketReader& packets, const std::vector<PacketEntry>& entries,
                     double step) {
    constexpr int64_t kReordered = 16;
    const auto count = static_cast<int64_t>(entries.size());
    const auto around = [&](int64_t packets_each_side) {
        return sorted_stamps(entries, std::max<int64_t>(0, gap.before + 1 - packets_each_side),
                             std::min(count, gap.after + packets_each_side));
    };
    const std::vector<int64_t> near = around(kReordered);
    if (near.empty() || step <= 0) return 0;
    const std::vector<int64_t> stamps = around(3 * kReordered);
    double lost = 0;
    for (size_t i = 1; i < stamps.size(); ++i) {
        if (stamps[i - 1] < near.front() || stamps[i] > near.back()) continue;
        lost += pictures_between(static_cast<double>(stamps[i - 1]), static_cast<double>(stamps[i]), step);
    }
    const AVFormatContext& format = packets.format();
    // Of a fragmented MP4 FFmpeg sums up the fragments that it can read.
    const bool stated = format.duration > 0 &&
                        format.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE && !is_mp4(format);
    if (gap.after == count && stated) {
        const int64_t start = format.start_time == AV_NOPTS_VALUE ? 0 : format.start_time;
        const double end_seconds =
            static_cast<double>(start) / AV_TIME_BASE + static_cast<double>(format.duration) / AV_TIME_BASE;
        lost += pictures_between(static_cast<double>(near.back()),
                                 end_seconds / av_q2d(packets.stream().time_base), step);
    }
    return static_cast<int64_t>(lost);
}

std::string sentence_about(const FileGap& gap, const FrameIndex& index) {
    std::string text = "The file is damaged at byte " + std::to_string(gap.position);
    const int64_t frame = gap.before < 0 ? -1 : index.last_frame_until(gap.before);
    if (frame >= 0) {
        char place[80];
        std::snprintf(place, sizeof place, ", after frame %lld (%.2f s)", static_cast<long long>(frame),
                      index.seconds_at(frame));
        text += place;
    }
    const bool at_end = gap.after == index.packet_count();
    if (gap.lost > 0) {
        text += ": about " + std::to_string(gap.lost) + (gap.lost == 1 ? " frame is" : " frames are") +
                " gone there" + (at_end ? "." : "; those behind are numbered without them.");
    } else {
        text += at_end ? ": nothing behind it can be read." : "; frames may be gone there.";
    }
    return text;
}

}  // namespace

std::vector<FileGap> find_gaps(const PacketReader& packets, const std::vector<PacketEntry>& entries) {
    const auto count = static_cast<int64_t>(entries.size());
    const double step = usual_step(entries);
    std::vector<FileGap> gaps;
    for (const DamagedBytes& damaged : damaged_bytes(packets, entries)) {
        FileGap gap;
        gap.position = damaged.range.begin;
        const auto first_behind = [&](int64_t position) {
            const auto found =
                std::find_if(entries.begin(), entries.end(),
                             [position](const PacketEntry& entry) { return entry.pos > position; });
            return static_cast<int64_t>(found - entries.begin());
        };
        gap.before = first_behind(damaged.range.begin) - 1;
        gap.after = first_behind(damaged.range.end);
        const bool same_place = !gaps.empty() && gap.before < gaps.back().after;
        if (same_place) {  // one piece of damage makes a demuxer stumble more than once
            gap.position = gaps.back().position;
            gap.before = gaps.back().before;
            gap.after = std::max(gap.after, gaps.back().after);
            gap.lost = gaps.back().lost;
            gaps.pop_back();
        }
        gap.lost = damaged.lost > 0 ? gap.lost + damaged.lost : lost_by_time(gap, packets, entries, step);
        if (gap.before >= 0 || gap.after < count) gaps.push_back(gap);
    }
    return gaps;
}

void mark_packets_beside(const std::vector<FileGap>& gaps, std::vector<PacketEntry>& entries) {
    const auto count = static_cast<int64_t>(entries.size());
    for (const FileGap& gap : gaps) {
        for (int64_t packet = std::max<int64_t>(0, gap.before); packet < gap.after; ++packet) {
            entries[packet].beside_gap = true;
        }
        if (gap.after < count && !entries[gap.after].key) entries[gap.after].beside_gap = true;
    }
}

std::vector<std::string> sentences_about(const std::vector<FileGap>& gaps, const FrameIndex& index) {
    constexpr size_t kMostSentences = 5;
    std::vector<std::string> sentences;
    int64_t rest = 0;
    for (size_t i = 0; i < gaps.size(); ++i) {
        if (i < kMostSentences) {
            sentences.push_back(sentence_about(gaps[i], index));
        } else {
            rest += gaps[i].lost;
        }
    }
    if (gaps.size() > kMostSentences) {
        sentences.push_back("The file is damaged in the same way at " +
                            std::to_string(gaps.size() - kMostSentences) + " more places; about " +
                            std::to_string(rest) + " frames are gone there.");
    }
    return sentences;
}

}  // namespace rtrack
