#include "tracking/annotation/formats/line_format.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::string refusal(const std::string& line_format) {
    try {
        (void)parse_line_format(line_format);
    } catch (const Error& failure) {
        EXPECT_EQ(failure.code(), ErrorCode::Argument);
        return failure.what();
    }
    return "accepted";
}

TEST(LineFormat, NamesTheItemThatIsWrongAndWhatIsMissing) {
    const auto says = [](const std::string& format, const std::string& words) {
        EXPECT_NE(refusal(format).find(words), std::string::npos) << format << ": " << refusal(format);
    };
    says("fn,id,xx,y,w,h", "item 3, 'xx', which is unknown");
    says("fn,id,x,y,w,x1,h", "item 6, 'x1', which says the same as 'x'");
    says("fn,id,x,y,w", "gives 1 items of height");
    says("id,x,y,w,h", "does not say the frame");
    says("id,fn,n,x,y,w,h", "'id' before n");
    says("n,fn,x,y,w,h", "'fn' behind n");
    says("", "does not say the frame");
    EXPECT_EQ(refusal("[fn, id, x1, y1, x2, y2, c=-1, cname]"), "accepted");
    EXPECT_EQ(refusal("iname n id ncx ncy nw nh"), "accepted");
}

class LineFiles : public testing::TestWithParam<std::string> {};

TEST_P(LineFiles, GiveTheBoxesBackInAnyLineFormat) {
    AnnotationSet set;
    set.videos = {{"clip", "", 4, 640, 480, 0, 0, "", {}}};
    set.tracks = {{0, "1", "car", {}}, {0, "2", "boat", {}}};
    for (size_t track = 0; track < 2; ++track) {
        for (const int64_t frame : {0, 2, 3}) {
            BoxRecord record;
            record.source = BoxSource::Imported;
            record.box = {10.25 + 100 * static_cast<double>(track), 20.5, 30.75, 40};
            set.tracks[track].boxes[frame] = record;
        }
    }
    const TemporaryFolder folder;
    const Format& format = annotation_format("darklabel");
    WriteOptions how;
    how.line_format = GetParam();
    folder.write("clip.txt", format.write(set, how).at(""));
    ReadOptions back;
    back.line_format = GetParam();
    back.width = 640;
    back.height = 480;
    const ReadResult result = format.read(folder / "clip.txt", back);
    EXPECT_EQ(result.left_out, 0);
    ASSERT_EQ(result.set.tracks.size(), 2U);
    for (size_t track = 0; track < 2; ++track) {
        ASSERT_EQ(result.set.tracks[track].boxes.size(), 3U);
        for (const auto& [frame, record] : set.tracks[track].boxes) {
            const Box& box = result.set.tracks[track].boxes.at(frame).box;
            EXPECT_NEAR(box.x, record.box.x, 0.02);
            EXPECT_NEAR(box.right(), record.box.right(), 0.02);
            EXPECT_NEAR(box.y, record.box.y, 0.02);
            EXPECT_NEAR(box.bottom(), record.box.bottom(), 0.02);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, LineFiles,
                         testing::Values("fn,id,cname,x,y,w,h", "fn1;id;x1;y1;x2;y2;c=-1;cname",
                                         "iname n id x1 y1 x2 y2 cname", "fn,n,cx,cy,w,h,id,score",
                                         "fn,id,ncx,ncy,nw,nh", "fn\tid\tx\tcx\ty\tcy\toccluded",
                                         "fn,id,cx,x2,cy,y2"));

TEST(LinePreview, ShowsTheFirstRowsUnderTheirItemsAndWhatDoesNotFit) {
    const TemporaryFolder folder;
    folder.write("a.txt", "0,2,1,10,20,30,40,2,50,60,70,80\n1,1,1,10,20\n2,0\n3,0\n");
    const LinePreview preview = preview_lines(folder / "a.txt", "fn,n,id,x,y,w,h", 3);
    EXPECT_EQ(preview.columns, (std::vector<std::string>{"fn", "n", "id", "x", "y", "w", "h"}));
    ASSERT_EQ(preview.rows.size(), 2U);
    EXPECT_EQ(preview.rows[1], (std::vector<std::string>{"0", "2", "2", "50", "60", "70", "80"}));
    ASSERT_EQ(preview.faults.size(), 1U);
    EXPECT_EQ(preview.faults[0].line, 2);
    EXPECT_EQ(preview.faults[0].message, "has 5 items, which is not 2 and 5 for each of its n objects");
}

}  // namespace
}  // namespace rtrack
