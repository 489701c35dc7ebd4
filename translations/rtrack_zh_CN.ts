<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open video…</source>
        <translation>打开视频(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder of pictures…</source>
        <translation>打开图片文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Try the &amp;demo</source>
        <translation>试用演示(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Export boxes…</source>
        <translation>导出边框(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move the box at this frame</source>
        <translation>删除本帧的边框(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>后退十帧</translation>
    </message>
    <message>
        <source>Ten frames forward</source>
        <translation>前进十帧</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>后退一秒</translation>
    </message>
    <message>
        <source>One second forward</source>
        <translation>前进一秒</translation>
    </message>
    <message>
        <source>Play backward, again for faster</source>
        <translation>倒放，再按加快</translation>
    </message>
    <message>
        <source>Play forward, again for faster</source>
        <translation>播放，再按加快</translation>
    </message>
    <message>
        <source>To the first frame</source>
        <translation>到第一帧</translation>
    </message>
    <message>
        <source>To the last frame</source>
        <translation>到最后一帧</translation>
    </message>
    <message>
        <source>&amp;Go to frame</source>
        <translation>跳到指定帧(&amp;G)</translation>
    </message>
    <message>
        <source>Previous box made by hand</source>
        <translation>上一个手工边框</translation>
    </message>
    <message>
        <source>Next box made by hand</source>
        <translation>下一个手工边框</translation>
    </message>
    <message>
        <source>Range starts here</source>
        <translation>范围从此处开始</translation>
    </message>
    <message>
        <source>Range ends here</source>
        <translation>范围到此处结束</translation>
    </message>
    <message>
        <source>Clear the range</source>
        <translation>清除范围</translation>
    </message>
    <message>
        <source>Track &amp;backward</source>
        <translation>向后跟踪(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Track forward</source>
        <translation>向前跟踪(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Stop tracking</source>
        <translation>停止跟踪(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Fit the picture</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Follow the &amp;target</source>
        <translation>画面跟随目标(&amp;T)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;About RTrack Studio</source>
        <translation>关于 RTrack Studio(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Annotate</source>
        <translation>标注(&amp;A)</translation>
    </message>
    <message>
        <source>T&amp;rain</source>
        <translation>训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>打开项目(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Save project as…</source>
        <translation>项目另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New object</source>
        <translation>新建对象(&amp;N)</translation>
    </message>
    <message>
        <source>Draw the box ane&amp;w</source>
        <translation>重画边框(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Delete the whole track</source>
        <translation>删除整条轨迹(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Copy the box</source>
        <translation>复制边框(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Copy to the ne&amp;xt frames…</source>
        <translation>复制到后续帧(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Occluded at this frame</source>
        <translation>此帧被遮挡(&amp;O)</translation>
    </message>
    <message>
        <source>A&amp;bsent at this frame</source>
        <translation>此帧不在画面中(&amp;B)</translation>
    </message>
    <message>
        <source>Mer&amp;ge the selected tracks</source>
        <translation>合并选中的轨迹(&amp;G)</translation>
    </message>
    <message>
        <source>Spl&amp;it the track here</source>
        <translation>在此拆分轨迹(&amp;I)</translation>
    </message>
    <message>
        <source>Cut the &amp;tail after this frame</source>
        <translation>剪掉此帧之后的部分(&amp;T)</translation>
    </message>
    <message>
        <source>Simp&amp;lify to keyframes…</source>
        <translation>精简为关键帧(&amp;L)…</translation>
    </message>
    <message>
        <source>Cla&amp;sses…</source>
        <translation>类别(&amp;S)…</translation>
    </message>
    <message>
        <source>Pause; when paused: keyframe or not</source>
        <translation>暂停；已暂停时：设为或取消关键帧</translation>
    </message>
    <message>
        <source>Fill the &amp;gap from both sides</source>
        <translation>从两侧填补空缺(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Evaluate</source>
        <translation>评估(&amp;E)</translation>
    </message>
    <message>
        <source>Draw by &amp;four extreme points</source>
        <translation>用四个极点画框(&amp;4)</translation>
    </message>
    <message>
        <source>Track &amp;one frame forward</source>
        <translation>向前跟踪一帧(&amp;1)</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>功能导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Find a command…</source>
        <translation>查找命令(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>快捷键(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <source>Previous in the review queue</source>
        <translation>审核队列的上一处</translation>
    </message>
    <message>
        <source>Next in the review queue</source>
        <translation>审核队列的下一处</translation>
    </message>
    <message>
        <source>&amp;Import boxes…</source>
        <translation>导入边框(&amp;I)…</translation>
    </message>
    <message>
        <source>Track the flagged &amp;ranges again</source>
        <translation>重新跟踪有疑问的区段(&amp;R)</translation>
    </message>
    <message>
        <source>Copy the &amp;whole track</source>
        <translation>复制整条轨迹(&amp;W)</translation>
    </message>
    <message>
        <source>To the first box of the track</source>
        <translation>转到轨迹的第一个边框</translation>
    </message>
    <message>
        <source>To the last box of the track</source>
        <translation>转到轨迹的最后一个边框</translation>
    </message>
    <message>
        <source>Sa&amp;ve project</source>
        <translation>保存项目(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;About the video…</source>
        <translation>关于视频(&amp;A)…</translation>
    </message>
    <message>
        <source>What the &amp;labels mean…</source>
        <translation>标注的含义(&amp;L)…</translation>
    </message>
    <message>
        <source>Select a&amp;ll objects</source>
        <translation>全选对象(&amp;L)</translation>
    </message>
    <message>
        <source>Re&amp;move the video from the project</source>
        <translation>从项目中移除此视频(&amp;M)</translation>
    </message>
    <message>
        <source>Loc&amp;k or unlock the selected tracks</source>
        <translation>锁定或解锁所选轨迹(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Hide or show the selected tracks</source>
        <translation>隐藏或显示所选轨迹(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Definitions</name>
    <message>
        <source>the first frame is left out</source>
        <translation>不计首帧</translation>
    </message>
    <message>
        <source>the first frame is the truth and counts</source>
        <translation>首帧为真值并计入</translation>
    </message>
    <message>
        <source>all frames count</source>
        <translation>计入所有帧</translation>
    </message>
    <message>
        <source>frames with a truth box count</source>
        <translation>计入有真值边框的帧</translation>
    </message>
    <message>
        <source>frames with a truth box and cover above 0 count</source>
        <translation>计入有真值边框且可见程度大于 0 的帧</translation>
    </message>
    <message>
        <source>frames with a truth box of positive size count</source>
        <translation>计入真值边框尺寸为正的帧</translation>
    </message>
    <message>
        <source>frames where the target is visible count</source>
        <translation>计入目标可见的帧</translation>
    </message>
    <message>
        <source>, divided by all frames</source>
        <translation>，除以全部帧数</translation>
    </message>
    <message>
        <source>Frames: %1; %2%3.</source>
        <translation>帧：%1；%2%3。</translation>
    </message>
    <message>
        <source>Total: all frames of all sequences in one pool.</source>
        <translation>总分：所有序列的所有帧合在一起计算。</translation>
    </message>
    <message>
        <source>Total: the mean of the classes, each the pool of its frames.</source>
        <translation>总分：各类别的平均值，每个类别由其所有帧合并计算。</translation>
    </message>
    <message>
        <source>Total: the mean of the sequences, each with the same weight.</source>
        <translation>总分：各序列的平均值，权重相同。</translation>
    </message>
    <message>
        <source>max(1, the truth&apos;s size)</source>
        <translation>max(1, 真值尺寸)</translation>
    </message>
    <message>
        <source>the truth&apos;s size</source>
        <translation>真值尺寸</translation>
    </message>
    <message>
        <source>share of frames at or below 0.2</source>
        <translation>误差不超过 0.2 的帧的比例</translation>
    </message>
    <message>
        <source>mean of its curve over %1 thresholds from 0 to 0.5</source>
        <translation>其曲线在 0 到 0.5 的 %1 个阈值上的平均值</translation>
    </message>
    <message>
        <source>area under its curve from 0 to 0.5</source>
        <translation>其曲线在 0 到 0.5 下的面积</translation>
    </message>
    <message>
        <source>Normalised precision: centre error divided by %1, per axis; %2.</source>
        <translation>归一化精度：中心误差逐轴除以%1；%2。</translation>
    </message>
    <message>
        <source>at or above</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>, boxes clipped to the picture</source>
        <translation>，边框裁剪到画面内</translation>
    </message>
    <message>
        <source>area under</source>
        <translation>下的面积</translation>
    </message>
    <message>
        <source>mean of</source>
        <translation>的平均值</translation>
    </message>
    <message>
        <source>Definitions of the toolkit &apos;%1&apos;.</source>
        <translation>工具包“%1”的定义。</translation>
    </message>
    <message>
        <source>AO: mean IoU of the counted frames%1. SR0.5, SR0.75: share of IoU %2 0.5, 0.75.</source>
        <translation>AO：计入各帧的平均 IoU%1。SR0.5、SR0.75：IoU %2 0.5、0.75 的比例。</translation>
    </message>
    <message>
        <source>AUC: %1 the success curve, the share of IoU %2 %3 thresholds from 0 to 1.</source>
        <translation>AUC：成功率曲线%1；曲线为 IoU %2 0 到 1 的 %3 个阈值的比例。</translation>
    </message>
    <message>
        <source>Precision: area under the curve of the centre error, 0 to 50 px.</source>
        <translation>精度：中心误差曲线在 0 到 50 像素下的面积。</translation>
    </message>
    <message>
        <source>Precision: share of frames with a centre error of at most 20 px.</source>
        <translation>精度：中心误差不超过 20 像素的帧的比例。</translation>
    </message>
    <message>
        <source>FPS: mean of 1 / time, the tracker&apos;s update alone, without decoding.</source>
        <translation>FPS：1 / 时间的平均值，只计跟踪器更新，不含解码。</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>the processor has no bf16 unit</source>
        <translation>处理器没有 bf16 单元</translation>
    </message>
    <message>
        <source>no NVIDIA driver found</source>
        <translation>没有找到 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>the NVIDIA driver is there, but shows no GPU</source>
        <translation>有 NVIDIA 驱动，但看不到 GPU</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>按设置指定</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>张量核心</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>the GPU has no bf16 unit</source>
        <translation>GPU 没有 bf16 单元</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>未保留：%1</translation>
    </message>
    <message>
        <source>Made from:</source>
        <translation>来源：</translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Files, with their SHA-256:</source>
        <translation>文件及其 SHA-256：</translation>
    </message>
    <message>
        <source>All of this stands in %1.</source>
        <translation>以上内容均记录在 %1 中。</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n files.</source>
        <translation>
            <numerusform>%n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>导出已停止。</translation>
    </message>
    <message>
        <source>The boxes could not be written.</source>
        <translation>无法写入边框。</translation>
    </message>
    <message>
        <source>No file was changed, and all boxes are still here.</source>
        <translation>没有更改任何文件，所有边框仍在。</translation>
    </message>
    <message numerus="yes">
        <source>%n places were left out.</source>
        <translation>
            <numerusform>略去了 %n 处。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>GOT-10k: folders of sequences</source>
        <translation>GOT-10k：序列文件夹</translation>
    </message>
    <message>
        <source>OTB: folders of sequences</source>
        <translation>OTB：序列文件夹</translation>
    </message>
    <message>
        <source>LaSOT: folders of classes and sequences</source>
        <translation>LaSOT：类别与序列文件夹</translation>
    </message>
    <message>
        <source>TrackingNet: a part with anno and frames</source>
        <translation>TrackingNet：含 anno 和 frames 的分卷</translation>
    </message>
    <message>
        <source>UAV123: anno and data_seq</source>
        <translation>UAV123：anno 和 data_seq</translation>
    </message>
    <message>
        <source>VOT: folders of sequences</source>
        <translation>VOT：序列文件夹</translation>
    </message>
    <message>
        <source>MOT challenge: folders of sequences</source>
        <translation>MOT challenge：序列文件夹</translation>
    </message>
    <message>
        <source>COCO: JSON with video and track ids</source>
        <translation>COCO：含视频和轨迹编号的 JSON</translation>
    </message>
    <message>
        <source>YOLO: label files with data.yaml</source>
        <translation>YOLO：标签文件和 data.yaml</translation>
    </message>
    <message>
        <source>Pascal VOC: XML files</source>
        <translation>Pascal VOC：XML 文件</translation>
    </message>
    <message>
        <source>CVAT: XML for video 1.1</source>
        <translation>CVAT：视频 XML 1.1</translation>
    </message>
    <message>
        <source>Text as DarkLabel writes it, with a line format of one&apos;s own</source>
        <translation>DarkLabel 式文本，行格式可自定</translation>
    </message>
    <message>
        <source>CSV: a line for each box</source>
        <translation>CSV：每个边框一行</translation>
    </message>
    <message>
        <source>RTrack&apos;s JSON: everything</source>
        <translation>RTrack 的 JSON：全部内容</translation>
    </message>
    <message numerus="yes">
        <source>which boxes are the same object (%n objects)</source>
        <translation>
            <numerusform>哪些边框属于同一对象（%n 个对象）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the class of %n objects</source>
        <translation>
            <numerusform>%n 个对象的类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marks that an object is absent</source>
        <translation>
            <numerusform>%n 个“不在画面中”标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n occluded marks</source>
        <translation>
            <numerusform>%n 个遮挡标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visible shares</source>
        <translation>
            <numerusform>%n 个可见比例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marks &quot;cut by the picture&apos;s edge&quot;</source>
        <translation>
            <numerusform>%n 个“被画面边缘截断”标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scores</source>
        <translation>
            <numerusform>%n 个得分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>who made the boxes (%n boxes)</source>
        <translation>
            <numerusform>边框由谁制作（%n 个边框）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n doubts and notes</source>
        <translation>
            <numerusform>%n 个存疑标记和备注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the track points of %n boxes</source>
        <translation>
            <numerusform>%n 个边框的跟踪点</numerusform>
        </translation>
    </message>
    <message>
        <source>In the files the first frame has number %1, and the picture&apos;s left edge is at %2.</source>
        <translation>文件中第一帧编号为 %1，画面左边缘位于 %2。</translation>
    </message>
    <message numerus="yes">
        <source>%n decimals.</source>
        <translation>
            <numerusform>保留 %n 位小数。</numerusform>
        </translation>
    </message>
    <message>
        <source>At %1 nobody has looked.</source>
        <translation>其中 %1 个没人看过。</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are doubtful.</source>
        <translation>
            <numerusform>其中 %n 个存疑。</numerusform>
        </translation>
    </message>
    <message>
        <source>Video with the boxes drawn in</source>
        <translation>画有边框的视频</translation>
    </message>
    <message>
        <source>Each frame of the video is one of the file, with its number drawn in, counted from 0.</source>
        <translation>视频的每一帧对应文件中的一帧，画面上标有从 0 开始的帧号。</translation>
    </message>
    <message numerus="yes">
        <source>the attributes of %n objects</source>
        <translation>
            <numerusform>%n 个对象的属性</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>what of %n boxes lies beyond the picture&apos;s edge</source>
        <translation>
            <numerusform>%n 个边框超出画面边缘的部分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported as one step: %1 of %n objects.</source>
        <translation>
            <numerusform>已作为一步导入：%n 个对象的%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 boxes</source>
        <translation>
            <numerusform>%1 个边框</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects: %2 by hand, %3 by the tracker, %4 others.</source>
        <translation>
            <numerusform>%n 个对象的%1：手工 %2 个，跟踪器 %3 个，其他 %4 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot be decoded: %1</source>
        <translation>无法解码：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n frames cannot be decoded; Details names them.</source>
        <translation>
            <numerusform>有 %n 帧无法解码，“详情”中列出了它们。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyFile</name>
    <message>
        <source>The keys of &quot;%1&quot; are not all texts.</source>
        <translation>“%1”的键并非都是文本。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of &quot;%2&quot; is not the name of a key.</source>
        <translation>“%2”中的“%1”不是键名。</translation>
    </message>
    <message>
        <source>It is not JSON: %1, in line %2.</source>
        <translation>不是 JSON：%1，第 %2 行。</translation>
    </message>
    <message>
        <source>It is not a file of keys.</source>
        <translation>不是快捷键文件。</translation>
    </message>
    <message>
        <source>It is of version %1; this program knows version %2.</source>
        <translation>文件版本为 %1；本程序只支持版本 %2。</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot;.</source>
        <translation>没有名为“%1”的方案。</translation>
    </message>
    <message>
        <source>The part &quot;keys&quot; is missing.</source>
        <translation>缺少“keys”部分。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>没有名为“%1”的命令。</translation>
    </message>
    <message>
        <source>The keys of &quot;%1&quot; are not a list.</source>
        <translation>“%1”的键不是列表。</translation>
    </message>
</context>
<context>
    <name>KeyNames</name>
    <message>
        <source>Move the box by 1 pixel, with Shift by 10</source>
        <translation>移动边框 1 像素，加 Shift 为 10 像素</translation>
    </message>
    <message>
        <source>Ctrl+arrows</source>
        <translation>Ctrl+方向键</translation>
    </message>
    <message>
        <source>Resize the box by 1 pixel, with Shift by 10</source>
        <translation>调整边框大小 1 像素，加 Shift 为 10 像素</translation>
    </message>
    <message>
        <source>Ctrl+Alt+arrows</source>
        <translation>Ctrl+Alt+方向键</translation>
    </message>
    <message>
        <source>In a sequence: one frame back and forward, play, back to the table</source>
        <translation>在序列中：后退或前进一帧、播放、返回表格</translation>
    </message>
    <message>
        <source>Left, Right, Space, Esc</source>
        <translation>左、右、空格、Esc</translation>
    </message>
    <message>
        <source>arrows, Enter, arrows, Enter</source>
        <translation>方向键、回车、方向键、回车</translation>
    </message>
    <message>
        <source>Draw a box without a mouse, after New object</source>
        <translation>选“新建对象”后，不用鼠标画边框</translation>
    </message>
    <message>
        <source>0 to 8 in the inspector</source>
        <translation>检查器中按 0 到 8</translation>
    </message>
    <message>
        <source>Visible eighths of the object</source>
        <translation>对象可见的八分数</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab in the picture</source>
        <translation>画面中按 Tab、Shift+Tab</translation>
    </message>
    <message>
        <source>To the next object; with Ctrl to the next control</source>
        <translation>到下一个对象；加 Ctrl 到下一个控件</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom at the mouse</source>
        <translation>以鼠标为中心缩放</translation>
    </message>
    <message>
        <source>Drag, middle button</source>
        <translation>拖动，鼠标中键</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动画面</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Track</source>
        <translation>跟踪(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The score fell to %1, below %2.</source>
        <translation>得分降到 %1，低于 %2。</translation>
    </message>
    <message>
        <source>The box jumped by %1 of its size; %2 would be usual.</source>
        <translation>边框突然移动了自身大小的 %1 倍，通常不超过 %2。</translation>
    </message>
    <message>
        <source>The box changed its size by a factor of %1 at once; %2 would be usual.</source>
        <translation>边框大小突然变为 %1 倍，通常不超过 %2。</translation>
    </message>
    <message>
        <source>The track points scatter: %1, where %2 would be usual.</source>
        <translation>跟踪点散开：%1，通常不超过 %2。</translation>
    </message>
    <message>
        <source>Tracked backward from here the object ends elsewhere: overlap %1, below %2.</source>
        <translation>从此处往回跟踪，目标落在别处：重叠 %1，低于 %2。</translation>
    </message>
    <message>
        <source>The tracker lost the object.</source>
        <translation>跟踪器丢失了目标。</translation>
    </message>
    <message>
        <source>%1 frames a second.</source>
        <translation>每秒 %1 帧。</translation>
    </message>
    <message numerus="yes">
        <source>%n frames were tracked.</source>
        <translation>
            <numerusform>已跟踪 %n 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at frame %1.</source>
        <translation>请查看第 %1 帧。</translation>
    </message>
    <message>
        <source>Tracking failed.</source>
        <translation>跟踪失败。</translation>
    </message>
    <message>
        <source>They are kept.</source>
        <translation>结果已保留。</translation>
    </message>
    <message>
        <source>Tracked to the end.</source>
        <translation>已跟踪到尽头。</translation>
    </message>
    <message>
        <source>Tracking stopped.</source>
        <translation>跟踪已停止。</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>无法打开。</translation>
    </message>
    <message>
        <source>What was open before stays as it is.</source>
        <translation>之前打开的内容保持不变。</translation>
    </message>
    <message>
        <source>Frame %1 cannot be decoded.</source>
        <translation>第 %1 帧无法解码。</translation>
    </message>
    <message>
        <source>The other frames can still be used. The picture on screen is the last one that could be shown.</source>
        <translation>其他帧仍可使用。屏幕上是最后一张能显示的画面。</translation>
    </message>
    <message>
        <source>Some frames are missing or damaged.</source>
        <translation>有些帧缺失或损坏。</translation>
    </message>
    <message>
        <source>It was opened with the frames that can be used.</source>
        <translation>已用可用的帧打开。</translation>
    </message>
    <message>
        <source>The object leaves the picture. It is proposed as absent here.</source>
        <translation>对象离开了画面。此处建议标为不在画面中。</translation>
    </message>
    <message>
        <source>Another scene begins here.</source>
        <translation>此处开始另一个场景。</translation>
    </message>
    <message numerus="yes">
        <source>%n other objects ended in doubt too.</source>
        <translation>
            <numerusform>另有 %n 个对象也因存疑而停止。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything before is kept. Correct the box and track again from there.</source>
        <translation>此前的结果都已保留。请修正边框，然后从那里继续跟踪。</translation>
    </message>
    <message>
        <source>Tracking stops by itself where it is in doubt; correct the box there and track again.</source>
        <translation>跟踪在存疑处会自动停下；在那里修正边框，再继续跟踪。</translation>
    </message>
    <message>
        <source>The ball was tracked up to here. Press %1 to go on.</source>
        <translation>球已跟踪到这里。按 %1 继续。</translation>
    </message>
    <message>
        <source>The ball is marked. Press %1 to have it followed.</source>
        <translation>球已标出。按 %1 开始跟踪。</translation>
    </message>
    <message>
        <source>The object leaves the picture here and was not seen again. It is proposed as absent.</source>
        <translation>对象在此离开画面，之后未再出现。建议标记为不在画面中。</translation>
    </message>
    <message>
        <source>The object left the picture at frame %1 and seems to be back here.</source>
        <translation>对象在第 %1 帧离开画面，似乎在此返回。</translation>
    </message>
    <message numerus="yes">
        <source>%n stretches were tracked again.</source>
        <translation>
            <numerusform>重新跟踪了 %n 段。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new boxes of %n are better.</source>
        <translation>
            <numerusform>其中 %n 段的新边框更好。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has changed yet: compare and take what is better, in the Review panel.</source>
        <translation>目前没有任何改变：请在“审核”面板中比较，并采用更好的结果。</translation>
    </message>
    <message>
        <source>Tracked again.</source>
        <translation>已重新跟踪。</translation>
    </message>
    <message>
        <source>All boxes are as before.</source>
        <translation>所有边框都与之前相同。</translation>
    </message>
    <message>
        <source>There is nothing flagged to track again.</source>
        <translation>没有需要重新跟踪的区段。</translation>
    </message>
    <message>
        <source>No box of the selected objects (of all, if none is selected) that nobody has looked at is odd.</source>
        <translation>在所选对象（未选择时为所有对象）尚未查看的边框中，没有可疑之处。</translation>
    </message>
    <message>
        <source>The model is another file than the one of this name that earlier runs of this project used.</source>
        <translation>该模型文件与本项目先前跟踪所用的同名模型不是同一个文件。</translation>
    </message>
    <message numerus="yes">
        <source>Tracking %n stretches again. The project does not change.</source>
        <translation>
            <numerusform>正在重新跟踪 %n 段。项目不会改变。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flagged stretches have no box beside them to start from: draw one.</source>
        <translation>
            <numerusform>有 %n 段有疑问，但旁边没有可作为起点的边框：请画一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tracked to the first frame.</source>
        <translation>已跟踪到第一帧。</translation>
    </message>
    <message>
        <source>Tracked to frame %1.</source>
        <translation>已跟踪到第 %1 帧。</translation>
    </message>
    <message numerus="yes">
        <source>%n objects had ended in doubt before: look at frame %1.</source>
        <translation>
            <numerusform>此前有 %n 个对象因存疑而停止：请查看第 %1 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every frame has a box already that a person made or accepted.</source>
        <translation>每一帧都已有人工绘制或已接受的边框。</translation>
    </message>
</context>
<context>
    <name>PaperFigures</name>
    <message>
        <source>%1 (published)</source>
        <translation>%1（论文数据）</translation>
    </message>
    <message>
        <source>Training pairs</source>
        <translation>训练样本对数</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Training IoU</source>
        <translation>训练 IoU</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>Init positions</source>
        <translation>初始位置数</translation>
    </message>
    <message>
        <source>Fig. 1: AO against training pairs</source>
        <translation>图 1：AO 与训练样本对数</translation>
    </message>
    <message>
        <source>Fig. A1: AO against the number of points</source>
        <translation>图 A1：AO 与点数</translation>
    </message>
    <message>
        <source>Fig. A1: AO against the number of init positions</source>
        <translation>图 A1：AO 与初始位置数</translation>
    </message>
    <message>
        <source>Fig. A3: training IoU against epoch</source>
        <translation>图 A3：训练 IoU 与轮次</translation>
    </message>
    <message>
        <source>Published: AO on the withheld test set of GOT-10k (table 1). Your runs: the AO of their own validation, on other sequences, so compare the shapes and not the heights. Data: run folders of rtrack train.</source>
        <translation>论文数据：在 GOT-10k 不公开的测试集上的 AO（表 1）。您的训练：各自验证集上的 AO，序列不同，因此请比较走势而不是高低。数据来源：rtrack train 的训练文件夹。</translation>
    </message>
    <message>
        <source>Means over seeds; bars: sample standard deviation. The paper prints this figure without numbers. Data: rtrack study fig-a1 ... --run FOLDER.</source>
        <translation>各随机种子的均值；误差线为样本标准差。论文中此图没有给出数值。数据来源：rtrack study fig-a1 ... --run 文件夹。</translation>
    </message>
    <message>
        <source>IoU of the box with the highest score on the training pairs, means over seeds; bars: sample standard deviation. The paper prints this figure without numbers. Data: rtrack study fig-a3 ... --run FOLDER.</source>
        <translation>训练样本对上得分最高的框的 IoU，各随机种子的均值；误差线为样本标准差。论文中此图没有给出数值。数据来源：rtrack study fig-a3 ... --run 文件夹。</translation>
    </message>
    <message>
        <source>highest score %1</source>
        <translation>最高得分 %1</translation>
    </message>
    <message>
        <source>IoU with the truth %1</source>
        <translation>与真值的 IoU %1</translation>
    </message>
    <message>
        <source>Fig. A2: scores over the search region</source>
        <translation>图 A2：搜索区域上的得分</translation>
    </message>
    <message>
        <source>Fig. A4: TrackPoints and pseudo-box</source>
        <translation>图 A4：TrackPoints 与伪框</translation>
    </message>
    <message>
        <source>Classification scores of the bins, the box (blue) and the truth (white, dotted). The paper shows a model without and one with the mutual affinity, as pictures without numbers. Data: a sequence of the data set chosen in Evaluate, tracked from its first frame; models of runs, or of rtrack study table-3a ... --run FOLDER.</source>
        <translation>各单元的分类得分、边框（蓝色）和真值（白色点线）。论文以没有数值的图片展示不带与带互亲和损失的模型。数据：评估中所选数据集的一个序列，从第一帧开始跟踪；模型来自训练运行，或来自 rtrack study table-3a ... --run FOLDER。</translation>
    </message>
    <message>
        <source>The TrackPoints after refinement, the pseudo-box that they make (blue) and the truth (white, dotted). The paper shows this figure as pictures without numbers. Data: a sequence of the data set chosen in Evaluate, tracked from its first frame; models of runs or studies.</source>
        <translation>细化后的 TrackPoints、由它们得出的伪框（蓝色）和真值（白色点线）。论文中此图是没有数值的图片。数据：评估中所选数据集的一个序列，从第一帧开始跟踪；模型来自训练运行或研究。</translation>
    </message>
    <message>
        <source>model in the box</source>
        <translation>自带模型</translation>
    </message>
    <message>
        <source>with mutual affinity</source>
        <translation>带互亲和损失</translation>
    </message>
    <message>
        <source>without mutual affinity</source>
        <translation>不带互亲和损失</translation>
    </message>
</context>
<context>
    <name>ProjectMessages</name>
    <message>
        <source>%1 frames of %2 × %3</source>
        <translation>%1 帧，%2 × %3</translation>
    </message>
    <message>
        <source>This project can only be read.</source>
        <translation>此项目只能读取。</translation>
    </message>
    <message>
        <source>%1 cannot be changed from here. To work on it, save a copy.</source>
        <translation>无法在此修改 %1。要编辑它，请另存一份副本。</translation>
    </message>
    <message>
        <source>This project is open in another window.</source>
        <translation>此项目已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>%1 can be changed in one window at a time. Close it there, or open it for reading.</source>
        <translation>%1 一次只能在一个窗口中修改。请在那里关闭它，或以只读方式打开。</translation>
    </message>
    <message>
        <source>No backup copy could be made.</source>
        <translation>无法创建备份。</translation>
    </message>
    <message>
        <source>The project itself is open and every change is saved.</source>
        <translation>项目本身已打开，每次修改都会保存。</translation>
    </message>
    <message>
        <source>The project is being saved under another name.</source>
        <translation>项目正在另存。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>The project could not be written there.</source>
        <translation>无法将项目写到该位置。</translation>
    </message>
    <message>
        <source>What was open before stays as it is. Choose another place.</source>
        <translation>先前打开的内容保持不变。请另选位置。</translation>
    </message>
    <message>
        <source>The project is saved.</source>
        <translation>项目已保存。</translation>
    </message>
    <message>
        <source>From now on every change goes there.</source>
        <translation>此后的每次修改都写入那里。</translation>
    </message>
    <message>
        <source>Every change is saved already.</source>
        <translation>所有修改都已保存。</translation>
    </message>
    <message>
        <source>The change was not made.</source>
        <translation>修改未生效。</translation>
    </message>
    <message>
        <source>Everything is as it was before.</source>
        <translation>一切保持原样。</translation>
    </message>
    <message>
        <source>The video was found in another place.</source>
        <translation>在另一位置找到了视频。</translation>
    </message>
    <message>
        <source>It is the same video; the project knows the new place.</source>
        <translation>这是同一个视频；项目已记录新位置。</translation>
    </message>
    <message>
        <source>The video cannot be shown.</source>
        <translation>无法显示该视频。</translation>
    </message>
    <message>
        <source>Its boxes are kept. Show where the file is now.</source>
        <translation>它的边框已保留。请指出文件现在的位置。</translation>
    </message>
    <message>
        <source>This is not the video that the boxes were made on.</source>
        <translation>这不是标注边框时所用的视频。</translation>
    </message>
    <message>
        <source>The boxes may lie on other pictures. They are kept in any case.</source>
        <translation>边框可能落在别的画面上。无论如何都会保留。</translation>
    </message>
    <message>
        <source>Boxes were made on: %1
The file holds: %2</source>
        <translation>标注时的视频：%1
该文件：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n tracks were deleted.</source>
        <translation>
            <numerusform>已删除 %n 条轨迹。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n boxes went with them.</source>
        <translation>
            <numerusform>同时删除了 %n 个边框。</numerusform>
        </translation>
    </message>
    <message>
        <source>That cannot be done here.</source>
        <translation>此处无法执行该操作。</translation>
    </message>
    <message numerus="yes">
        <source>%n boxes were deleted after this frame.</source>
        <translation>
            <numerusform>已删除此帧之后的 %n 个边框。</numerusform>
        </translation>
    </message>
    <message>
        <source>All boxes were seen by a person.</source>
        <translation>所有边框都有人看过。</translation>
    </message>
    <message>
        <source>There is nothing left to review.</source>
        <translation>没有需要审核的内容了。</translation>
    </message>
    <message>
        <source>This is the first place of the review queue.</source>
        <translation>这是审核队列的第一处。</translation>
    </message>
    <message>
        <source>This is the end of the review queue.</source>
        <translation>审核队列到此为止。</translation>
    </message>
    <message>
        <source>From frame %1 on, this video&apos;s frames are shown at other times than when the boxes were made.</source>
        <translation>从第 %1 帧起，该视频各帧的时间与标注边框时不同。</translation>
    </message>
    <message>
        <source>Boxes belong to frame numbers: frames may have been dropped or added. Look at some boxes behind this frame.</source>
        <translation>边框按帧号归属：可能有帧被丢弃或增加。请查看此帧之后的一些边框。</translation>
    </message>
    <message>
        <source>Read back from the file: checksum %1.</source>
        <translation>已从文件读回核对：校验和 %1。</translation>
    </message>
    <message>
        <source>The project file cannot be read back.</source>
        <translation>无法读回项目文件。</translation>
    </message>
    <message>
        <source>Save it under another name, or look for a backup copy beside it.</source>
        <translation>请另存为其他名称，或查看它旁边的备份副本。</translation>
    </message>
    <message numerus="yes">
        <source>%n boxes made by hand were left out.</source>
        <translation>
            <numerusform>有 %n 个手工边框未被采用。</numerusform>
        </translation>
    </message>
    <message>
        <source>The object that was selected first has another box made by hand at the same frame; that one stays.</source>
        <translation>最先选中的对象在同一帧已有另一个手工边框，保留的是那一个。</translation>
    </message>
    <message>
        <source>The project&apos;s file is not in its place.</source>
        <translation>项目文件已不在原处。</translation>
    </message>
    <message>
        <source>%1 was deleted, renamed or replaced. All of your work is still here, but it is lost when the project is closed without saving it.</source>
        <translation>%1 已被删除、改名或替换。您的全部工作仍在这里，但如果不保存就关闭项目，它们会丢失。</translation>
    </message>
    <message>
        <source>the demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Undone in %1: %2.</source>
        <translation>已在 %1 中撤销：%2。</translation>
    </message>
    <message>
        <source>Done again in %1: %2.</source>
        <translation>已在 %1 中重做：%2。</translation>
    </message>
    <message>
        <source>This is not the video on screen.</source>
        <translation>这不是屏幕上的视频。</translation>
    </message>
    <message>
        <source>%1 is no longer in the project. The file stays where it is.</source>
        <translation>%1 已不在项目中。文件仍在原处。</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>按 %1 继续。</translation>
    </message>
    <message>
        <source>What is left are places that were passed over.</source>
        <translation>剩下的是跳过的位置。</translation>
    </message>
    <message>
        <source>What is left are places that were passed over: %1 goes back.</source>
        <translation>剩下的是跳过的位置：按 %1 返回。</translation>
    </message>
    <message>
        <source>Looking for what is flagged…</source>
        <translation>正在查找有疑问的区段…</translation>
    </message>
    <message>
        <source>The review queue could not be made.</source>
        <translation>无法建立审核队列。</translation>
    </message>
    <message>
        <source>So nobody knows what is flagged. Nothing has changed.</source>
        <translation>因此不知道哪些区段有疑问。没有任何更改。</translation>
    </message>
</context>
<context>
    <name>ProjectNames</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Fill the gap</source>
        <translation>填补空缺</translation>
    </message>
</context>
<context>
    <name>ScorePlots</name>
    <message>
        <source>Success</source>
        <translation>成功率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Normalised precision</source>
        <translation>归一化精度</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Share of frames</source>
        <translation>帧的比例</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>帧/秒</translation>
    </message>
    <message>
        <source>IoU threshold</source>
        <translation>IoU 阈值</translation>
    </message>
    <message>
        <source>Threshold of the centre error, px</source>
        <translation>中心误差阈值（像素）</translation>
    </message>
    <message>
        <source>Threshold of the normalised centre error</source>
        <translation>归一化中心误差阈值</translation>
    </message>
</context>
<context>
    <name>rtrack::AnnotatePage</name>
    <message>
        <source>Picture with the boxes</source>
        <translation>带边框的画面</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Tracking. %1 stops it.</source>
        <translation>正在跟踪，按 %1 停止。</translation>
    </message>
    <message>
        <source>%1, then drag a box around what is to be followed; %2 follows it.</source>
        <translation>按 %1，然后在要跟踪的对象周围拖出边框；按 %2 开始跟踪。</translation>
    </message>
</context>
<context>
    <name>rtrack::AnnotateSession</name>
    <message>
        <source>To fill a gap, select a track and go to a frame between two of its boxes made by hand.</source>
        <translation>要填补空缺，请选中一条轨迹，并转到它的两个手工边框之间的某一帧。</translation>
    </message>
    <message>
        <source>There is no box at frame %1. Draw one around the object first: Edit, New object.</source>
        <translation>第 %1 帧没有边框。请先框住目标：“编辑”→“新建对象”。</translation>
    </message>
    <message>
        <source>This is the last frame: there is nothing behind it.</source>
        <translation>这是最后一帧，后面没有可跟踪的帧。</translation>
    </message>
    <message>
        <source>This is the first frame: there is nothing before it.</source>
        <translation>这是第一帧，前面没有可跟踪的帧。</translation>
    </message>
    <message>
        <source>The range ends at frame %1, so there is nothing to track from here. Clear the range or go to another frame.</source>
        <translation>范围在第 %1 帧结束，从这里没有可跟踪的帧。请清除范围或转到其他帧。</translation>
    </message>
    <message>
        <source>%1 is locked. Unlock it in the list of tracks to track it.</source>
        <translation>%1 已锁定。要跟踪它，请先在轨迹列表中解锁。</translation>
    </message>
    <message>
        <source>%1 is absent at this frame. Go to one where it can be seen.</source>
        <translation>%1 在此帧不在画面中。请转到能看到它的帧。</translation>
    </message>
</context>
<context>
    <name>rtrack::AttributeForm</name>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Attributes of %1</source>
        <translation>%1 的属性</translation>
    </message>
    <message>
        <source>%1 (not one of the choices)</source>
        <translation>%1（不在选项中）</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>The class has no such attribute. The track keeps it until it is emptied.</source>
        <translation>该类别没有这个属性。清空之前，轨迹会一直保留它。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number. The attribute %2 stays as it was.</source>
        <translation>“%1”不是数字。属性 %2 保持不变。</translation>
    </message>
    <message>
        <source>%1 does not lie in %2 to %3. The attribute %4 stays as it was.</source>
        <translation>%1 不在 %2 到 %3 之间。属性 %4 保持不变。</translation>
    </message>
</context>
<context>
    <name>rtrack::AttributeTable</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Of a choice: the answers, with commas between. Of a number: the lowest and the highest, or nothing.</source>
        <translation>选项：各个可选值，以逗号分隔。数字：最小值和最大值，也可以留空。</translation>
    </message>
    <message>
        <source>Attributes of the class</source>
        <translation>类别的属性</translation>
    </message>
    <message>
        <source>Add attribute</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Remove attribute</source>
        <translation>移除属性</translation>
    </message>
    <message>
        <source>Attributes: choose a class</source>
        <translation>属性：请选择一个类别</translation>
    </message>
    <message>
        <source>Attributes of %1</source>
        <translation>%1 的属性</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Kind of the attribute %1</source>
        <translation>属性 %1 的类型</translation>
    </message>
    <message>
        <source>attribute %1</source>
        <translation>属性 %1</translation>
    </message>
    <message>
        <source>An attribute needs a name.</source>
        <translation>属性需要一个名称。</translation>
    </message>
    <message>
        <source>Another attribute of the class has this name.</source>
        <translation>该类别已有同名属性。</translation>
    </message>
    <message>
        <source>The values of a number are its lowest and its highest, such as 0, 100.</source>
        <translation>数字的取值是最小值和最大值，例如 0, 100。</translation>
    </message>
    <message>
        <source>The default does not fit the kind and the values; change or empty it first.</source>
        <translation>默认值与类型和取值不符；请先更改或清空默认值。</translation>
    </message>
</context>
<context>
    <name>rtrack::ChangeMessages</name>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>rtrack::ClassDialog</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>A key gives the selected tracks this class, and the next new object too.</source>
        <translation>按下快捷键即把该类别赋给选中的轨迹，以及下一个新对象。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>Add the class %1</source>
        <translation>添加类别 %1</translation>
    </message>
    <message>
        <source>Remove the class %1</source>
        <translation>移除类别 %1</translation>
    </message>
    <message>
        <source>Rename the class</source>
        <translation>重命名类别</translation>
    </message>
    <message>
        <source>Change the key of the class</source>
        <translation>更改类别按键</translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation>类别颜色</translation>
    </message>
    <message>
        <source>Change the colour of the class</source>
        <translation>更改类别颜色</translation>
    </message>
    <message>
        <source>Change the attributes of the class</source>
        <translation>更改类别的属性</translation>
    </message>
    <message>
        <source>Rename the attribute %1</source>
        <translation>重命名属性 %1</translation>
    </message>
    <message>
        <source>Remove the attribute %1</source>
        <translation>移除属性 %1</translation>
    </message>
    <message>
        <source>Tracks of the class have an answer called %1 already, which would be lost. Empty it first.</source>
        <translation>该类别的轨迹已有名为 %1 的属性值，重命名会使其丢失。请先清空它。</translation>
    </message>
    <message>
        <source>A class needs a name.</source>
        <translation>类别需要一个名称。</translation>
    </message>
    <message>
        <source>There is a class %1 already.</source>
        <translation>已有名为 %1 的类别。</translation>
    </message>
    <message>
        <source>%1 cannot be a key.</source>
        <translation>%1 不能用作按键。</translation>
    </message>
    <message>
        <source>%1 is the key of &quot;%2&quot; already.</source>
        <translation>%1 已是“%2”的按键。</translation>
    </message>
    <message>
        <source>Double-click, or Enter, to choose another colour</source>
        <translation>双击或按 Enter 以选择其他颜色</translation>
    </message>
</context>
<context>
    <name>rtrack::CommandActions</name>
    <message>
        <source>Class %1</source>
        <translation>类别 %1</translation>
    </message>
</context>
<context>
    <name>rtrack::CommandPalette</name>
    <message>
        <source>Type what you want to do</source>
        <translation>输入想做的事</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command answers to this.</source>
        <translation>没有符合的命令。</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>cannot be run now</source>
        <translation>现在不能执行</translation>
    </message>
</context>
<context>
    <name>rtrack::ConfigView</name>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>查找选项</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>仅显示差异</translation>
    </message>
    <message>
        <source>Select several runs in the table to compare them.</source>
        <translation>在表中选择多个训练即可比较。</translation>
    </message>
    <message>
        <source>Options of the selected runs</source>
        <translation>所选训练的选项</translation>
    </message>
</context>
<context>
    <name>rtrack::DatasetDialog</name>
    <message>
        <source>Add a data set</source>
        <translation>添加数据集</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Path</source>
        <translation>路径(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;List file…</source>
        <translation>列表文件(&amp;L)…</translation>
    </message>
    <message>
        <source>The folder that holds the sequences, or a text file in it that names some of them.</source>
        <translation>存放各序列的文件夹，或其中列出部分序列名称的文本文件。</translation>
    </message>
    <message>
        <source>Folder of the sequences</source>
        <translation>序列所在的文件夹</translation>
    </message>
    <message>
        <source>List of sequences</source>
        <translation>序列列表</translation>
    </message>
    <message>
        <source>Text files (*.txt);;All files (*)</source>
        <translation>文本文件 (*.txt);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>rtrack::Docks</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
</context>
<context>
    <name>rtrack::DoctorDialog</name>
    <message>
        <source>Why this device?</source>
        <translation>为什么用这个设备？</translation>
    </message>
    <message>
        <source>The fastest device that works is chosen; the settings can name another. This was found here:</source>
        <translation>自动选用可用的最快设备，也可以在设置中指定其他设备。在本机上发现：</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>正在检查本机…</translation>
    </message>
    <message>
        <source>What was found on this machine</source>
        <translation>在本机上发现的情况</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>rtrack::DrawActions</name>
    <message>
        <source>Point %1 of 4: click where the object ends at the top, left, bottom and right, in any order. By keyboard: arrows (Shift: 10 px) and Enter. Esc takes a point back.</source>
        <translation>第 %1 点，共 4 点：依次点击对象最上、最左、最下、最右处，顺序不限。用键盘：方向键（Shift：10 像素）和回车。Esc 撤回一点。</translation>
    </message>
    <message>
        <source>Drag a box around the object. By keyboard: arrows (Shift: 10 px), Enter for each corner, Esc to give up.</source>
        <translation>拖动鼠标框住目标。键盘：方向键移动（Shift 为 10 像素），回车确定每个角，Esc 放弃。</translation>
    </message>
    <message>
        <source>Box of %1.</source>
        <translation>%1 的边框。</translation>
    </message>
    <message>
        <source>New object; %1 again: the box of the selected one.</source>
        <translation>新对象；再按 %1：重画选中对象的边框。</translation>
    </message>
    <message>
        <source>New object.</source>
        <translation>新对象。</translation>
    </message>
</context>
<context>
    <name>rtrack::EvaluatePage</name>
    <message>
        <source>Export the figure</source>
        <translation>导出插图</translation>
    </message>
    <message>
        <source>Plots (*.png *.svg *.csv)</source>
        <translation>图表 (*.png *.svg *.csv)</translation>
    </message>
    <message>
        <source>Export tables</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tables (*.csv *.md *.tex)</source>
        <translation>表格 (*.csv *.md *.tex)</translation>
    </message>
    <message>
        <source>Export the plot</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>Choose a tracker first.</source>
        <translation>请先选择一个跟踪器。</translation>
    </message>
    <message>
        <source>Click its row in the table of scores.</source>
        <translation>在得分表中点击它所在的行。</translation>
    </message>
    <message>
        <source>Export a submission package</source>
        <translation>导出提交包</translation>
    </message>
    <message>
        <source>Packages (*.zip)</source>
        <translation>压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Exported.</source>
        <translation>已导出。</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>没有导出任何内容。</translation>
    </message>
    <message>
        <source>Run trackers…</source>
        <translation>运行跟踪器…</translation>
    </message>
    <message>
        <source>Run trackers through the data sets and score them</source>
        <translation>让跟踪器跑完数据集并评分</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Figures of the paper</source>
        <translation>论文插图</translation>
    </message>
    <message>
        <source>The paper&apos;s figures from your runs beside the published numbers</source>
        <translation>用您的训练结果绘制论文插图，并与论文数据对照</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Tables (CSV, Markdown, LaTeX)…</source>
        <translation>表格（CSV、Markdown、LaTeX）…</translation>
    </message>
    <message>
        <source>The plot shown (PNG, SVG, CSV)…</source>
        <translation>当前图表（PNG、SVG、CSV）…</translation>
    </message>
    <message>
        <source>Submission package of the chosen tracker…</source>
        <translation>所选跟踪器的提交包…</translation>
    </message>
    <message>
        <source>The results could not be read.</source>
        <translation>无法读取结果。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) with these files.</source>
        <translation>
            <numerusform>这些文件有 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has been heard from the evaluation for a while.</source>
        <translation>评估进程已有一段时间没有消息。</translation>
    </message>
    <message>
        <source>It may be loading a large model. Cancel it if it does not go on.</source>
        <translation>它可能正在加载大模型。如果一直没有进展，请取消。</translation>
    </message>
    <message>
        <source>An evaluation is running.</source>
        <translation>评估正在进行。</translation>
    </message>
    <message>
        <source>Wait for its end, or cancel it; what is finished is kept.</source>
        <translation>请等它结束，或取消它；已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Starting the evaluation…</source>
        <translation>正在启动评估…</translation>
    </message>
    <message>
        <source>%1 on %2: frame %3 of %4</source>
        <translation>%1 处理 %2：第 %3 帧，共 %4 帧</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还需 %1</translation>
    </message>
    <message>
        <source>The evaluation is done.</source>
        <translation>评估已完成。</translation>
    </message>
    <message>
        <source>The evaluation was cancelled.</source>
        <translation>评估已取消。</translation>
    </message>
    <message>
        <source>Finished sequences are kept; run it again to go on with the others.</source>
        <translation>已完成的序列会保留；再次运行即可继续其余序列。</translation>
    </message>
    <message>
        <source>The evaluation failed; finished sequences are kept.</source>
        <translation>评估失败；已完成的序列会保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n sequence(s) could not be tracked.</source>
        <translation>
            <numerusform>有 %n 个序列无法跟踪。</numerusform>
        </translation>
    </message>
    <message>
        <source>The evaluation ended without a word; finished sequences are kept.</source>
        <translation>评估进程意外结束，没有说明原因；已完成的序列会保留。</translation>
    </message>
    <message>
        <source>Run it again to go on. If it ends again, the details help to report it.</source>
        <translation>再次运行即可继续。如果再次意外结束，详细信息有助于报告问题。</translation>
    </message>
    <message>
        <source>The evaluation could not be started.</source>
        <translation>无法启动评估。</translation>
    </message>
    <message>
        <source>The trackers are at work. Scores come with each sequence that is finished.</source>
        <translation>跟踪器正在运行。每完成一个序列就会显示得分。</translation>
    </message>
    <message>
        <source>Add a data set and choose a folder of results.</source>
        <translation>请添加一个数据集，并选择存放结果的文件夹。</translation>
    </message>
    <message>
        <source>There are no results of this data set in the folder yet: run trackers, or choose another folder.</source>
        <translation>该文件夹中还没有此数据集的结果：请运行跟踪器，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Compare trackers</source>
        <translation>比较跟踪器</translation>
    </message>
    <message>
        <source>Results are text files of boxes, in the layout of the benchmarks&apos; toolkits: what &lt;i&gt;rtrack evaluate&lt;/i&gt; writes, and what others publish.</source>
        <translation>结果是由框组成的文本文件，采用各基准工具包的布局：即 &lt;i&gt;rtrack evaluate&lt;/i&gt; 写出的文件，以及他人发布的文件。</translation>
    </message>
    <message>
        <source>Read the data sets and the result files again</source>
        <translation>重新读取数据集和结果文件</translation>
    </message>
</context>
<context>
    <name>rtrack::EvaluateSources</name>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Data set shown</source>
        <translation>显示的数据集</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add a data set</source>
        <translation>添加数据集</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove this data set from the page; its files stay</source>
        <translation>从页面移除此数据集；其文件不受影响</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Show results of others&apos; trackers as well: a folder in the toolkit&apos;s layout</source>
        <translation>同时显示他人跟踪器的结果：采用工具包布局的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Folder that holds result files, or that new ones are written to</source>
        <translation>存放结果文件的文件夹，新的结果也写入其中</translation>
    </message>
    <message>
        <source>No longer show %1</source>
        <translation>不再显示 %1</translation>
    </message>
    <message>
        <source>Folder of results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Folder of others&apos; results</source>
        <translation>他人结果的文件夹</translation>
    </message>
</context>
<context>
    <name>rtrack::ExchangeActions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>What the labels mean</source>
        <translation>标注的含义</translation>
    </message>
</context>
<context>
    <name>rtrack::ExportDialog</name>
    <message>
        <source>Export boxes</source>
        <translation>导出边框</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>The range, %1 to %2</source>
        <translation>所选范围，%1 至 %2</translation>
    </message>
    <message>
        <source>The whole video</source>
        <translation>整段视频</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>The file will begin like this:</source>
        <translation>文件开头如下：</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>The one on screen</source>
        <translation>当前显示的视频</translation>
    </message>
    <message>
        <source>All of the project</source>
        <translation>项目中的全部视频</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>The %n selected ones</source>
        <translation>
            <numerusform>所选的 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Without the interpolated boxes: keyframes only</source>
        <translation>不含插值边框：仅关键帧</translation>
    </message>
    <message>
        <source>The frames too, as JPEG pictures where the format looks for them</source>
        <translation>同时将帧写为 JPEG 图片，放在格式规定的位置</translation>
    </message>
    <message>
        <source>det/det.txt too: every box with its score, without identity</source>
        <translation>同时写 det/det.txt：每个边框及其得分，不含身份</translation>
    </message>
    <message>
        <source>Line format</source>
        <translation>行格式</translation>
    </message>
    <message>
        <source>fn: frame from 0, fn1: from 1, iname: picture&apos;s name, cname: class, id, score, occluded,
x y w h cx cy x1 y1 x2 y2 (with n before them: parts of the picture),
n: number of objects that follow in the line, c=TEXT: a constant.</source>
        <translation>fn：从 0 起的帧号，fn1：从 1 起，iname：图片名，cname：类别，id，score，occluded，
x y w h cx cy x1 y1 x2 y2（前面加 n：占画面的比例），
n：该行后续对象的数量，c=TEXT：常量。</translation>
    </message>
    <message>
        <source>File or folder to write</source>
        <translation>要写入的文件或文件夹</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写入到</translation>
    </message>
    <message>
        <source>Reading the boxes…</source>
        <translation>正在读取边框…</translation>
    </message>
    <message>
        <source>There are no boxes to export.</source>
        <translation>没有可导出的边框。</translation>
    </message>
    <message>
        <source>A file of this format holds one video. Choose the one on screen.</source>
        <translation>此格式的一个文件只能存放一个视频。请选择当前显示的视频。</translation>
    </message>
    <message>
        <source>Say where to write.</source>
        <translation>请指定写入位置。</translation>
    </message>
    <message>
        <source>%1 will begin like this:</source>
        <translation>%1 的开头如下：</translation>
    </message>
    <message>
        <source>The format holds all of it.</source>
        <translation>此格式可保存全部内容。</translation>
    </message>
    <message>
        <source>The format cannot hold: %1.</source>
        <translation>此格式无法保存：%1。</translation>
    </message>
    <message>
        <source>Boxes (*%1)</source>
        <translation>边框 (*%1)</translation>
    </message>
    <message>
        <source>The folder %1 is not empty. Files of the same names will be replaced; others stay as they are.</source>
        <translation>文件夹 %1 不为空。同名文件将被替换，其他文件保持不变。</translation>
    </message>
    <message>
        <source>%1 is there already and will be replaced.</source>
        <translation>%1 已存在，将被替换。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Review first</source>
        <translation>先审核</translation>
    </message>
    <message>
        <source>Closes this and shows the places that nobody has looked at.</source>
        <translation>关闭此窗口，并显示无人看过的位置。</translation>
    </message>
</context>
<context>
    <name>rtrack::FrameFigure</name>
    <message>
        <source>nothing beside it</source>
        <translation>旁边不放</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>A sequence of the data set that is chosen in Evaluate</source>
        <translation>评估中所选数据集的一个序列</translation>
    </message>
    <message>
        <source>frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model in the box, and those of the runs and studies that were added</source>
        <translation>自带模型，以及所添加的训练运行和研究的模型</translation>
    </message>
    <message>
        <source>Model beside it</source>
        <translation>旁边的模型</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Track the sequence from its first frame to this one</source>
        <translation>从第一帧跟踪到这一帧</translation>
    </message>
</context>
<context>
    <name>rtrack::FrameProbe</name>
    <message>
        <source>The pictures of the sequence do not follow one another in %1.</source>
        <translation>该序列的图片在 %1 中不是连续的。</translation>
    </message>
    <message>
        <source>rtrack track ended without a word.</source>
        <translation>rtrack track 意外结束，没有说明原因。</translation>
    </message>
</context>
<context>
    <name>rtrack::GuidedTour</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>End the tour; Help has it</source>
        <translation>结束导览；可在“帮助”中再次打开</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
</context>
<context>
    <name>rtrack::ImportDialog</name>
    <message>
        <source>Import boxes</source>
        <translation>导入边框</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>File or folder to read</source>
        <translation>要读取的文件或文件夹</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>读取自</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Line format</source>
        <translation>行格式</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Video that the boxes belong to</source>
        <translation>边框所属的视频</translation>
    </message>
    <message>
        <source>Found by content or name</source>
        <translation>按内容或名称查找</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>首帧</translation>
    </message>
    <message>
        <source>The video&apos;s frame, counted from 0, that the first frame of the file is.</source>
        <translation>文件的第一帧对应视频的第几帧（从 0 起）。</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>The first boxes</source>
        <translation>前几个边框</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Choose a file or folder with boxes. Nothing is changed before you press Import.</source>
        <translation>请选择含有边框的文件或文件夹。按“导入”之前不会更改任何内容。</translation>
    </message>
    <message>
        <source>Here both count from 0.</source>
        <translation>在本程序中二者均从 0 起。</translation>
    </message>
    <message>
        <source>Take the rest</source>
        <translation>导入其余部分</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>不在画面中</translation>
    </message>
    <message>
        <source>occluded</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>cut by the picture&apos;s edge</source>
        <translation>被画面边缘截断</translation>
    </message>
    <message>
        <source>visible: %1 / 8</source>
        <translation>可见：%1 / 8</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>没有导入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>At %n of them the object is marked as absent.</source>
        <translation>
            <numerusform>其中 %n 个标为目标不在画面中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more notes; the report of the import lists them.</source>
        <translation>
            <numerusform>……还有 %n 条说明；导入报告会全部列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Besides boxes the file has: %1.</source>
        <translation>除边框外，文件还包含：%1。</translation>
    </message>
    <message>
        <source>Why it cannot be taken</source>
        <translation>为什么不能采用</translation>
    </message>
    <message>
        <source>Places that cannot be taken</source>
        <translation>不能采用的地方</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has a box at frame %2; the video&apos;s frames are 0 to %3.</source>
        <translation>“%1”在第 %2 帧有边框，而视频的帧是 0 到 %3。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects. Videos: %2.</source>
        <translation>
            <numerusform>%n 个对象的%1。视频：%2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places cannot be taken; they are listed below. Look at them, then take the rest, or cancel: nothing is imported then.</source>
        <translation>
            <numerusform>有 %n 处不能采用，列在下面。请看过之后导入其余部分，或者取消：取消时什么都不会导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot be taken (%1)</source>
        <translation>不能采用 (%1)</translation>
    </message>
</context>
<context>
    <name>rtrack::Inspector</name>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Left edge of the box</source>
        <translation>边框左边缘</translation>
    </message>
    <message>
        <source>Top edge of the box</source>
        <translation>边框上边缘</translation>
    </message>
    <message>
        <source>Width of the box</source>
        <translation>边框宽度</translation>
    </message>
    <message>
        <source>Height of the box</source>
        <translation>边框高度</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Track points</source>
        <translation>跟踪点</translation>
    </message>
    <message>
        <source>Init pseudo-box</source>
        <translation>初始伪框</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>运动轨迹</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Tracker</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <source>Stop when in doubt</source>
        <translation>存疑时停止</translation>
    </message>
    <message>
        <source>Stops at the first frame where the score is low, the box jumps in place or size, or the points
scatter, so that a wrong box can be corrected where it began.</source>
        <translation>得分过低、边框位置或大小突变、跟踪点散开时，
停在第一个存疑帧，以便从出错处修正边框。</translation>
    </message>
    <message>
        <source>Check backward</source>
        <translation>反向核对</translation>
    </message>
    <message>
        <source>Now and then tracks back with a second tracker and compares. Finds a change to another object,
but costs about a third of the speed.</source>
        <translation>不时用第二个跟踪器往回跟踪并比较，能发现误跟到其他目标，
但速度约降低三分之一。</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低得分</translation>
    </message>
    <message>
        <source>Box at frame %1</source>
        <translation>第 %1 帧的边框</translation>
    </message>
    <message>
        <source>no box here</source>
        <translation>此处没有边框</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>人工</translation>
    </message>
    <message>
        <source>the tracker, accepted</source>
        <translation>跟踪器（已接受）</translation>
    </message>
    <message>
        <source>the tracker</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <source>The object is not to be seen: out of the picture, or hidden entirely.</source>
        <translation>看不到该对象：在画面之外，或被完全遮住。</translation>
    </message>
    <message>
        <source>Cut by the picture&apos;s edge</source>
        <translation>被画面边缘截断</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>可见程度</translation>
    </message>
    <message>
        <source>Visible eighths of the object</source>
        <translation>对象可见的八分数</translation>
    </message>
    <message>
        <source>How much of the object is visible, as GOT-10k counts it. With the keyboard in this panel: keys 0 to 8.</source>
        <translation>对象的可见程度，按 GOT-10k 的计法。在此面板中可用按键 0 到 8。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note about this box</source>
        <translation>关于此边框的备注</translation>
    </message>
    <message>
        <source>Stop at the next box made by hand</source>
        <translation>在下一个手工边框前停止</translation>
    </message>
    <message>
        <source>Fill only what is missing</source>
        <translation>只填补缺失的部分</translation>
    </message>
    <message>
        <source>Leaves the boxes of earlier runs as they are.</source>
        <translation>保留先前跟踪得到的边框。</translation>
    </message>
    <message>
        <source>interpolation</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Occluded</source>
        <translation>被遮挡</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>不在画面中</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>rtrack::KeyEditor</name>
    <message>
        <source>Import keys</source>
        <translation>导入快捷键</translation>
    </message>
    <message>
        <source>Files of keys (*.json);;All files (*)</source>
        <translation>快捷键文件 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>导出快捷键</translation>
    </message>
    <message>
        <source>Files of keys (*.json)</source>
        <translation>快捷键文件 (*.json)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Profile:</source>
        <translation>方案：</translation>
    </message>
    <message>
        <source>Profile of keys</source>
        <translation>快捷键方案</translation>
    </message>
    <message>
        <source>Keys that you know from another program</source>
        <translation>您在其他程序中熟悉的快捷键</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Acts in</source>
        <translation>作用范围</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新键</translation>
    </message>
    <message>
        <source>Press the key, or the keys together, that shall be added</source>
        <translation>按下要添加的键或组合键</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add and take it from there</source>
        <translation>添加并从那里移除</translation>
    </message>
    <message>
        <source>Reset this one</source>
        <translation>重置此项</translation>
    </message>
    <message>
        <source>As the profile has it</source>
        <translation>恢复为方案中的设置</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>All keys as the profile has them</source>
        <translation>所有键恢复为方案中的设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Mouse and fixed keys</source>
        <translation>鼠标与固定键</translation>
    </message>
    <message>
        <source>all workspaces</source>
        <translation>所有工作区</translation>
    </message>
    <message>
        <source>Annotate</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>%1 is a key of %2 too.</source>
        <translation>%1 也是%2的键。</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>These keys cannot be changed.</source>
        <translation>这些键不能更改。</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 is a key of %2, which acts in the same place: neither would answer to it.</source>
        <translation>%1 已是%2的键，且作用范围相同：两者都将不再响应。</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 可用。</translation>
    </message>
    <message>
        <source>Some keys have more than one command, so that neither answers: see the marks in the list.</source>
        <translation>有些键对应多个命令，因而都不响应：见列表中的标记。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 was not taken, your keys are as before. %2</source>
        <translation>未采用 %1，快捷键保持不变。%2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Your keys are in %1.</source>
        <translation>快捷键已保存到 %1。</translation>
    </message>
    <message>
        <source>Keys in bold are your own.</source>
        <translation>粗体为您自定义的键。</translation>
    </message>
</context>
<context>
    <name>rtrack::LabelGuide</name>
    <message>
        <source>Box</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>Left, top, width and height in pixels of the picture as it is shown, the first pixel from 0 to 1. It spans what is visible of the object, or what one knows to be there: decide once for all videos, and write it down.</source>
        <translation>左、上、宽、高，以显示画面的像素计，第一个像素从 0 到 1。边框包住目标可见的部分，或包住已知存在的整体：请对所有视频统一决定，并写下来。</translation>
    </message>
    <message>
        <source>OTB, MOT and Pascal VOC count pixels from 1: import and export take the 1 away and add it, and the file beside an export states it.</source>
        <translation>OTB、MOT 和 Pascal VOC 的像素从 1 数起：导入时减 1，导出时加 1，导出文件旁的说明会写明。</translation>
    </message>
    <message>
        <source>No box</source>
        <translation>没有边框</translation>
    </message>
    <message>
        <source>Nobody has said anything about the object at this frame yet.</source>
        <translation>还没有人说明目标在这一帧的情况。</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>不在画面中</translation>
    </message>
    <message>
        <source>Somebody looked, and the object is not in the picture: it left, or something hides all of it. It is not &quot;no box&quot;.</source>
        <translation>有人看过，目标不在画面中：已离开，或被完全挡住。这与“没有边框”不同。</translation>
    </message>
    <message>
        <source>Occluded</source>
        <translation>被遮挡</translation>
    </message>
    <message>
        <source>Something hides a part of the object, and it can still be followed.</source>
        <translation>目标的一部分被挡住，但仍可跟踪。</translation>
    </message>
    <message>
        <source>CVAT: occluded. VOT: occlusion.tag. LaSOT&apos;s full_occlusion means all of it, which is &quot;absent&quot; here. Metrics do not look at it; it is for training and for your own statistics.</source>
        <translation>CVAT：occluded。VOT：occlusion.tag。LaSOT 的 full_occlusion 指全部被挡，在这里是“不在画面中”。指标不看它；它用于训练和您自己的统计。</translation>
    </message>
    <message>
        <source>Visible share (cover)</source>
        <translation>可见程度（cover）</translation>
    </message>
    <message>
        <source>How much of the object can be seen, in eighths: 8 is all, 0 nothing. Empty: nobody said, which files write as 8.</source>
        <translation>目标可见部分，以八分之一计：8 为全部，0 为完全不可见。空：没有人说明，文件中写作 8。</translation>
    </message>
    <message>
        <source>GOT-10k: cover.label. MOT: the visibility, from 0 to 1. Metrics of GOT-10k leave out frames of 0.</source>
        <translation>GOT-10k：cover.label。MOT：可见度，从 0 到 1。GOT-10k 的指标略去为 0 的帧。</translation>
    </message>
    <message>
        <source>Cut by the picture&apos;s edge</source>
        <translation>被画面边缘截断</translation>
    </message>
    <message>
        <source>A part of the object lies beyond the edge of the picture.</source>
        <translation>目标的一部分在画面边缘之外。</translation>
    </message>
    <message>
        <source>GOT-10k: cut_by_image.label. It does not change how boxes are scored.</source>
        <translation>GOT-10k：cut_by_image.label。它不影响边框的得分。</translation>
    </message>
    <message>
        <source>Keyframe and interpolated box</source>
        <translation>关键帧与插值边框</translation>
    </message>
    <message>
        <source>A keyframe was drawn or corrected by a person; boxes between two of them lie on the straight line, and move when one of them moves.</source>
        <translation>关键帧由人绘制或修正；两个关键帧之间的边框在直线上，随它们移动。</translation>
    </message>
    <message>
        <source>Exports hold every frame unless keyframes alone are asked for.</source>
        <translation>导出包含每一帧，除非要求只导出关键帧。</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>A person looked at the box and left it, or accepted it. A frame that only flew by while playing fast is not counted.</source>
        <translation>有人看过并保留了这个边框，或接受了它。快速播放时一闪而过的帧不算。</translation>
    </message>
    <message>
        <source>Only this program&apos;s own files hold it; every export states how many boxes nobody has looked at.</source>
        <translation>只有本程序自己的文件保存它；每次导出都会写明有多少边框没有人看过。</translation>
    </message>
    <message>
        <source>Score and doubt</source>
        <translation>得分与存疑</translation>
    </message>
    <message>
        <source>The score is the tracker&apos;s own confidence from 0 to 1. A doubt is a reason why a box is worth a look: low score, jump, scattered points, disagreement with tracking backward.</source>
        <translation>得分是跟踪器自己的置信度，从 0 到 1。存疑是一个边框值得一看的原因：得分低、跳变、点分散、与反向跟踪不一致。</translation>
    </message>
    <message>
        <source>COCO, CSV and JSON hold the score, and MOT&apos;s det.txt.</source>
        <translation>COCO、CSV 和 JSON 以及 MOT 的 det.txt 保存得分。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Apart from no box</source>
        <translation>与没有边框区分</translation>
    </message>
    <message>
        <source>Visible share</source>
        <translation>可见程度</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Keyframes</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <source>What the labels mean</source>
        <translation>标注的含义</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Which format holds what</source>
        <translation>各格式保存什么</translation>
    </message>
    <message>
        <source>Not every format can tell this from &quot;absent&quot;: see the table below.</source>
        <translation>并非每种格式都能把它与“不在画面中”区分开：见下表。</translation>
    </message>
    <message>
        <source>In files and toolkits: %1</source>
        <translation>在文件和工具包中：%1</translation>
    </message>
    <message>
        <source>GOT-10k: absence.label is 1. LaSOT: out_of_view or full_occlusion is 1. UAV123: NaN. CVAT: outside. The GOT-10k toolkit leaves out frames whose cover is 0 and does not read absence.label; training on GOT-10k leaves out both. Its toolkit drops lines of NaN in UAV123 and LaSOT; others count such frames: rtrack metrics --toolkit chooses between them.</source>
        <translation>GOT-10k：absence.label 为 1。LaSOT：out_of_view 或 full_occlusion 为 1。UAV123：NaN。CVAT：outside。GOT-10k 工具包略去 cover 为 0 的帧，不读 absence.label；用 GOT-10k 训练时两者都略去。该工具包会丢弃 UAV123 和 LaSOT 中的 NaN 行；其他工具包则把这些帧计算在内：可用 rtrack metrics --toolkit 选择。</translation>
    </message>
</context>
<context>
    <name>rtrack::LostProject</name>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>rtrack::MainWindow</name>
    <message>
        <source>About RTrack Studio</source>
        <translation>关于 RTrack Studio</translation>
    </message>
    <message>
        <source>RTrack Studio %1
Follows objects in video by representative points.
%2</source>
        <translation>RTrack Studio %1
用代表点跟踪视频中的目标。
%2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>%1 – RTrack Studio</source>
        <translation>%1 – RTrack Studio</translation>
    </message>
    <message>
        <source>RTrack Studio</source>
        <translation>RTrack Studio</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>%1 – %2 – RTrack Studio</source>
        <translation>%1 – %2 – RTrack Studio</translation>
    </message>
    <message>
        <source>Tracking uses this model from now on.</source>
        <translation>从现在起用此模型跟踪。</translation>
    </message>
    <message>
        <source>%1. Edit &gt; Settings has the model&apos;s name and the way back to the model in the box: shipped.</source>
        <translation>%1。“编辑 &gt; 设置”中有模型名称；填入 shipped 即可换回自带模型。</translation>
    </message>
    <message>
        <source>Track the flagged ranges again</source>
        <translation>重新跟踪有疑问的区段</translation>
    </message>
    <message>
        <source>%1 (read only)</source>
        <translation>%1（只读）</translation>
    </message>
</context>
<context>
    <name>rtrack::MediaDialog</name>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>the last at %1 s</source>
        <translation>最后一帧在 %1 秒</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>每秒 %1 帧</translation>
    </message>
    <message>
        <source>The pictures have none: the frames are numbered in the order of their names.</source>
        <translation>图片没有时间戳：帧按文件名的顺序编号。</translation>
    </message>
    <message>
        <source>The rate varies: every frame is shown at its own time.</source>
        <translation>帧率可变：每一帧都在自己的时间显示。</translation>
    </message>
    <message>
        <source>The frames come at equal distances.</source>
        <translation>各帧间隔相等。</translation>
    </message>
    <message numerus="yes">
        <source>%n have no time of their own or not a later one than the frame before: they are numbered in the order in which they are decoded.</source>
        <translation>
            <numerusform>%n 帧没有自己的时间，或不晚于前一帧：它们按解码的顺序编号。</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Turned by %1 degrees clockwise, as the file asks for; boxes are those of the picture as it is shown.</source>
        <translation>按文件的要求顺时针旋转了 %1 度；边框以显示的画面为准。</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>About the video</source>
        <translation>关于视频</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Time stamps</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Frames in memory</source>
        <translation>内存中的帧</translation>
    </message>
    <message numerus="yes">
        <source>%n, in %1 of %2 MB</source>
        <translation>
            <numerusform>%n 帧，占 %2 MB 中的 %1 MB</numerusform>
        </translation>
    </message>
    <message>
        <source>None are kept</source>
        <translation>不保留</translation>
    </message>
</context>
<context>
    <name>rtrack::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>消息的详情</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Words of the message</source>
        <translation>消息内容</translation>
    </message>
</context>
<context>
    <name>rtrack::NewRunDialog</name>
    <message>
        <source>Folder of the data set</source>
        <translation>数据集文件夹</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>模型 (*.safetensors)</translation>
    </message>
    <message>
        <source>Give the run a name that can be a folder: without / and without a dot in front.</source>
        <translation>请为训练起一个可作文件夹名的名称：不含 /，也不以点开头。</translation>
    </message>
    <message>
        <source>There is a run named %1 already.</source>
        <translation>已有名为 %1 的训练。</translation>
    </message>
    <message>
        <source>Add a data set to train on: a folder of sequences with their boxes.</source>
        <translation>请添加训练用的数据集：带有框标注的序列文件夹。</translation>
    </message>
    <message>
        <source>Making training pairs…</source>
        <translation>正在生成训练图像对…</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Reading the data sets…</source>
        <translation>正在读取数据集…</translation>
    </message>
    <message>
        <source>Training a few steps…</source>
        <translation>正在试训几步…</translation>
    </message>
    <message>
        <source>The batch does not fit into the memory. Halve batch_size and double optimizer.accumulate: the training stays the same, only slower.</source>
        <translation>内存放不下这个批次。请把 batch_size 减半并把 optimizer.accumulate 加倍：训练不变，只是更慢。</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>设备：%1</translation>
    </message>
    <message>
        <source>A step takes %1 s, %2 pairs a second; %3 % of the time waits for data.</source>
        <translation>每步 %1 秒，每秒 %2 对图像；%3 % 的时间在等待数据。</translation>
    </message>
    <message>
        <source>Memory in use: %1 GB</source>
        <translation>占用内存：%1 GB</translation>
    </message>
    <message>
        <source>The whole run, %1 steps, takes about %2, plus its validations.</source>
        <translation>整个训练共 %1 步，约需 %2，另加验证时间。</translation>
    </message>
    <message>
        <source>New training run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Validate on</source>
        <translation>验证数据</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>KIND:FOLDER, several with commas between</source>
        <translation>类型:文件夹，多个用逗号分隔</translation>
    </message>
    <message>
        <source>KIND:FOLDER of sequences that are not trained on</source>
        <translation>类型:文件夹，不参与训练的序列</translation>
    </message>
    <message>
        <source>nothing: random weights</source>
        <translation>无：随机权重</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a data set to train on</source>
        <translation>添加训练数据集</translation>
    </message>
    <message>
        <source>Add a data set to validate on</source>
        <translation>添加验证数据集</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a model to start from</source>
        <translation>选择起始模型</translation>
    </message>
    <message>
        <source>Show training pairs</source>
        <translation>显示训练图像对</translation>
    </message>
    <message>
        <source>Check the data</source>
        <translation>检查数据</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>试训</translation>
    </message>
    <message>
        <source>Trains a few real steps and says how long the run will take and how much memory.</source>
        <translation>实际训练几步，告知整个训练需要多长时间、多少内存。</translation>
    </message>
    <message>
        <source>Training pairs</source>
        <translation>训练图像对</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The pairs as the network will see them: template above, search crop below, with the truth drawn.</source>
        <translation>网络将看到的图像对：上为模板，下为搜索区域，并画出真值框。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Boxes of the open project</source>
        <translation>当前项目的框</translation>
    </message>
    <message>
        <source>Those that were made or accepted by a person.</source>
        <translation>由人绘制或确认的框。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Projects (*.rtrack)</source>
        <translation>项目 (*.rtrack)</translation>
    </message>
    <message>
        <source>Memory, estimated: %1 GB at batch %2, for %3 M parameters on %4. Probe measures it.</source>
        <translation>内存估计：批次 %2 时 %1 GB，%3 M 个参数，设备 %4。试训可以实测。</translation>
    </message>
    <message>
        <source>The model in the box</source>
        <translation>自带模型</translation>
    </message>
    <message>
        <source>A model file…</source>
        <translation>模型文件…</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>随机权重</translation>
    </message>
</context>
<context>
    <name>rtrack::Objects</name>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
</context>
<context>
    <name>rtrack::OptionForm</name>
    <message>
        <source>%1 is one of %2.</source>
        <translation>%1 应为以下之一：%2。</translation>
    </message>
    <message>
        <source>%1 is true or false.</source>
        <translation>%1 应为 true 或 false。</translation>
    </message>
    <message>
        <source>%1 is a whole number.</source>
        <translation>%1 应为整数。</translation>
    </message>
    <message>
        <source>%1 is a number.</source>
        <translation>%1 应为数字。</translation>
    </message>
    <message>
        <source>%1 is between %2 and %3.</source>
        <translation>%1 应在 %2 和 %3 之间。</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The preset has %1.</source>
        <translation>预设值为 %1。</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>查找选项</translation>
    </message>
    <message>
        <source>Only what I changed</source>
        <translation>仅显示已改动的</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Options of the new run</source>
        <translation>新训练的选项</translation>
    </message>
    <message>
        <source>Choose an option to read what it means; double-click to change it.</source>
        <translation>选择一个选项即可查看其含义；双击可修改。</translation>
    </message>
</context>
<context>
    <name>rtrack::OverlapStrip</name>
    <message>
        <source>IoU of each frame</source>
        <translation>每一帧的 IoU</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>IoU of each tracker with the truth; no line where a frame does not count.
Click or drag to go to a frame, turn the wheel to stretch.</source>
        <translation>各跟踪器与真值的 IoU；不计入的帧没有线。
点击或拖动可转到某一帧，滚动滚轮可拉伸。</translation>
    </message>
</context>
<context>
    <name>rtrack::PaperFigures</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Add runs or a study…</source>
        <translation>添加训练或研究…</translation>
    </message>
    <message>
        <source>A folder of rtrack study, of a run, or of runs</source>
        <translation>rtrack study 的文件夹、一次训练的文件夹，或存放多次训练的文件夹</translation>
    </message>
    <message>
        <source>Published only</source>
        <translation>仅论文数据</translation>
    </message>
    <message>
        <source>Take the folders off the figures; their files stay</source>
        <translation>从插图中去掉这些文件夹；其文件不受影响</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>插图</translation>
    </message>
    <message>
        <source>Figure of the paper</source>
        <translation>论文插图</translation>
    </message>
    <message>
        <source>Folder of runs or of a study</source>
        <translation>训练或研究的文件夹</translation>
    </message>
    <message>
        <source>Not everything could be read.</source>
        <translation>有些内容无法读取。</translation>
    </message>
    <message>
        <source>The folders could not be read.</source>
        <translation>无法读取这些文件夹。</translation>
    </message>
    <message>
        <source>Nothing to draw yet.</source>
        <translation>还没有可绘制的数据。</translation>
    </message>
    <message>
        <source>The figure could not be drawn.</source>
        <translation>此图无法绘制。</translation>
    </message>
    <message>
        <source>Go back and add a data set: its sequences are what this figure shows.</source>
        <translation>请返回并添加数据集：此图显示其中的序列。</translation>
    </message>
</context>
<context>
    <name>rtrack::ProjectController</name>
    <message>
        <source>untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>仍然使用</translation>
    </message>
    <message>
        <source>Open for reading</source>
        <translation>只读打开</translation>
    </message>
    <message>
        <source>Open video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Videos and pictures (%1)</source>
        <translation>视频和图片 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open folder of pictures</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Projects (*%1)</source>
        <translation>项目 (*%1)</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it? The project in it is lost then.</source>
        <translation>%1 已经存在。要替换它吗？其中的项目将会丢失。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>rtrack::ProjectModel</name>
    <message>
        <source>The project is being saved under another name. Try again in a moment.</source>
        <translation>项目正在另存，请稍后再试。</translation>
    </message>
    <message>
        <source>A large change is being made. Wait for its end, or cancel it.</source>
        <translation>正在进行一项大的更改。请等它结束，或取消它。</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>This project can only be read. Save it under another name to work on it.</source>
        <translation>此项目只能读取。要继续工作，请另存为其他名称。</translation>
    </message>
    <message>
        <source>%1 is locked. Unlock it in the list of tracks to change its boxes.</source>
        <translation>%1 已锁定。要更改它的边框，请在轨迹列表中解锁。</translation>
    </message>
    <message>
        <source>The project&apos;s file is not in its place. Save the project first.</source>
        <translation>项目文件已不在原处。请先保存项目。</translation>
    </message>
</context>
<context>
    <name>rtrack::Retrack</name>
    <message numerus="yes">
        <source>Take the new boxes of %n stretches</source>
        <translation>
            <numerusform>采用 %n 段的新边框</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::RetrackPanel</name>
    <message>
        <source>Tracked again: the old boxes in dashes, the new ones in green. Nothing has changed yet.</source>
        <translation>重新跟踪的结果：旧边框为虚线，新边框为绿色。目前没有任何改变。</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Your box</source>
        <translation>您的边框</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Mean score, old and new</source>
        <translation>平均得分：旧和新</translation>
    </message>
    <message>
        <source>Mean IoU between old and new</source>
        <translation>新旧边框之间的平均 IoU</translation>
    </message>
    <message>
        <source>Stretches that were tracked again</source>
        <translation>重新跟踪的区段</translation>
    </message>
    <message>
        <source>Take the new</source>
        <translation>采用新的</translation>
    </message>
    <message>
        <source>Keep the old</source>
        <translation>保留旧的</translation>
    </message>
    <message>
        <source>Keep all old</source>
        <translation>全部保留旧的</translation>
    </message>
    <message>
        <source>Take all better (%1)</source>
        <translation>采用所有更好的（%1）</translation>
    </message>
    <message>
        <source>Meets your box at frame %1 with IoU %2, before %3.</source>
        <translation>在第 %1 帧与您的边框的 IoU 为 %2，之前为 %3。</translation>
    </message>
    <message>
        <source>Mean score %1, before %2.</source>
        <translation>平均得分 %1，之前为 %2。</translation>
    </message>
    <message>
        <source>Mean IoU of old and new: %1.</source>
        <translation>新旧边框的平均 IoU：%1。</translation>
    </message>
    <message>
        <source>They differ most at frame %1.</source>
        <translation>差别最大的是第 %1 帧。</translation>
    </message>
    <message>
        <source>Another tracker made the old boxes: the scores cannot be compared.</source>
        <translation>旧边框由另一个跟踪器得出：得分无法比较。</translation>
    </message>
    <message>
        <source>The new run ended early.</source>
        <translation>新的跟踪提前结束。</translation>
    </message>
    <message>
        <source>IoU with your box that the run came to, old and new; the lower of two</source>
        <translation>与跟踪到达的您的边框的 IoU，旧和新；有两个时取较低者</translation>
    </message>
    <message>
        <source>%1 Better: its IoU with your box that the run came to is higher by at least %2; where there is none, its mean score is, if the same tracker made both. Never if the new run ended early.</source>
        <translation>%1 更好：与跟踪到达的您的边框的 IoU 至少高 %2；没有这样的边框时，若两者由同一跟踪器得出，则平均得分至少高这么多。新的跟踪提前结束时不算更好。</translation>
    </message>
    <message>
        <source>Tracked forward from frame %1 and backward from frame %2, blended.</source>
        <translation>从第 %1 帧向前、从第 %2 帧向后跟踪，并融合两者。</translation>
    </message>
    <message>
        <source>Tracked backward from frame %1.</source>
        <translation>从第 %1 帧向后跟踪。</translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewActions</name>
    <message>
        <source>%1, old</source>
        <translation>%1，旧</translation>
    </message>
    <message>
        <source>%1, new</source>
        <translation>%1，新</translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewModel</name>
    <message>
        <source>tracking stopped in doubt</source>
        <translation>跟踪因存疑而停止</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>jumps by %1 % of its size</source>
        <translation>跳动了自身大小的 %1 %</translation>
    </message>
    <message>
        <source>size changes %1 times</source>
        <translation>大小变为 %1 倍</translation>
    </message>
    <message>
        <source>points scatter by %1 %</source>
        <translation>点散开 %1 %</translation>
    </message>
    <message>
        <source>joint: overlap %1 %</source>
        <translation>衔接处重叠 %1 %</translation>
    </message>
    <message>
        <source>leaves or comes back</source>
        <translation>离开或返回</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>没人看过</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Frame %1: %2</source>
        <translation>第 %1 帧：%2</translation>
    </message>
    <message numerus="yes">
        <source>Nobody has looked at %n boxes here in a row.</source>
        <translation>
            <numerusform>此处连续 %n 个边框没人看过。</numerusform>
        </translation>
    </message>
    <message>
        <source>Worth of a look: %1</source>
        <translation>查看价值：%1</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewPanel</name>
    <message>
        <source>Places worth a look</source>
        <translation>值得查看的位置</translation>
    </message>
    <message>
        <source>Part of the boxes that a person has seen</source>
        <translation>有人看过的边框所占比例</translation>
    </message>
    <message>
        <source>There are no boxes yet.</source>
        <translation>还没有边框。</translation>
    </message>
    <message numerus="yes">
        <source>All %1 boxes were seen by a person.</source>
        <translation>
            <numerusform>全部 %1 个边框都有人看过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 boxes seen by a person; %3 nobody has looked at.</source>
        <translation>
            <numerusform>%2 个边框中有 %1 个有人看过；%3 个没人看过。</numerusform>
        </translation>
    </message>
    <message>
        <source>The queue could not be made: %1</source>
        <translation>无法建立队列：%1</translation>
    </message>
    <message>
        <source>Looking for what is worth a look…</source>
        <translation>正在寻找值得查看的位置…</translation>
    </message>
    <message numerus="yes">
        <source>%n places left, the most worth a look first.</source>
        <translation>
            <numerusform>还剩 %n 处，最值得查看的在前。</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Accept shows the frames that were not on screen yet, then accepts all of them.</source>
        <translation>“接受”会先显示尚未在屏幕上出现过的帧，然后全部接受。</translation>
    </message>
    <message>
        <source>The rest lies in locked or hidden tracks.</source>
        <translation>其余的在锁定或隐藏的轨迹中。</translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewWalk</name>
    <message>
        <source>Accept frame %1 of %2</source>
        <translation>接受 %2 的第 %1 帧</translation>
    </message>
    <message>
        <source>Accept frames %1 to %2 of %3</source>
        <translation>接受 %3 的第 %1 至 %2 帧</translation>
    </message>
</context>
<context>
    <name>rtrack::RunPlots</name>
    <message>
        <source>%1, step %2: %3</source>
        <translation>%1，第 %2 步：%3</translation>
    </message>
    <message>
        <source>Export the plots</source>
        <translation>导出曲线</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg);;Table (*.csv)</source>
        <translation>图片 (*.png);;矢量图 (*.svg);;表格 (*.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>Loss, total</source>
        <translation>损失：总和</translation>
    </message>
    <message>
        <source>Loss, classification</source>
        <translation>损失：分类</translation>
    </message>
    <message>
        <source>Loss, init box</source>
        <translation>损失：初始框</translation>
    </message>
    <message>
        <source>Loss, refined box</source>
        <translation>损失：精修框</translation>
    </message>
    <message>
        <source>Loss, affinity</source>
        <translation>损失：亲和</translation>
    </message>
    <message>
        <source>Which loss is shown</source>
        <translation>显示哪种损失</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲线平滑程度</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>Published results</source>
        <translation>已发表结果</translation>
    </message>
    <message>
        <source>The best published results on the GOT-10k test set, as dashed lines. Your validation is on other sequences: they show the scale, not a contest.</source>
        <translation>以虚线显示 GOT-10k 测试集上已发表的最佳结果。您的验证序列与之不同：虚线只表示量级，并非排名。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Undo zooming and moving. The wheel zooms, dragging moves, a double click enlarges a plot.</source>
        <translation>还原缩放和移动。滚轮缩放，拖动移动，双击放大一幅图。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation>所选训练的曲线</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>IoU in training</source>
        <translation>训练 IoU</translation>
    </message>
    <message>
        <source>AO, validation</source>
        <translation>验证 AO</translation>
    </message>
    <message>
        <source>SR 0.5, validation</source>
        <translation>验证 SR 0.5</translation>
    </message>
    <message>
        <source>SR 0.75, validation</source>
        <translation>验证 SR 0.75</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Pairs per second</source>
        <translation>每秒图像对</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
</context>
<context>
    <name>rtrack::RunTrackersDialog</name>
    <message>
        <source>Run trackers</source>
        <translation>运行跟踪器</translation>
    </message>
    <message>
        <source>Trackers</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <source>Add a &amp;file…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Models of rtrack</source>
        <translation>rtrack 的模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Results folder</source>
        <translation>结果文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Sequences at a time</source>
        <translation>同时处理的序列数(&amp;S)</translation>
    </message>
    <message>
        <source>One at a time gives honest speeds; more are sooner done.</source>
        <translation>一次一个，测得的速度才准确；多个同时进行则更快完成。</translation>
    </message>
    <message>
        <source>&amp;Keep complete results of the same tracker</source>
        <translation>保留同一跟踪器已完成的结果(&amp;K)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>模型 (*.safetensors)</translation>
    </message>
    <message>
        <source>Folder of results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Names of models, or files, separated by commas or semicolons: each is run as a tracker of its own.</source>
        <translation>模型名称或文件，用逗号或分号分隔：每个都作为单独的跟踪器运行。</translation>
    </message>
</context>
<context>
    <name>rtrack::RunsModel</name>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>on another machine</source>
        <translation>在另一台机器上</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Its process ended without a word: killed, crashed, or the machine was switched off. What it did up to its last checkpoint is kept.</source>
        <translation>进程未留下任何信息就结束了：被终止、崩溃或机器断电。最后一个检查点之前的成果都已保留。</translation>
    </message>
    <message>
        <source>It was running on %1 when this folder was last written.</source>
        <translation>该文件夹最后一次写入时，它正在 %1 上运行。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Average overlap of the best validation so far.</source>
        <translation>迄今最佳一次验证的平均重叠率。</translation>
    </message>
    <message>
        <source>Training pairs seen so far.</source>
        <translation>迄今训练过的图像对数。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Best AO</source>
        <translation>最佳 AO</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>图像对</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Difference of the best AO to the run that is pinned as baseline.</source>
        <translation>最佳 AO 与基线训练之差。</translation>
    </message>
    <message>
        <source>To baseline</source>
        <translation>与基线之差</translation>
    </message>
</context>
<context>
    <name>rtrack::RunsTable</name>
    <message>
        <source>%1 is at work. Stop it first, then rename it.</source>
        <translation>%1 正在运行。请先停止，再重命名。</translation>
    </message>
    <message>
        <source>A name of a run is the name of a folder: without / and without a dot in front.</source>
        <translation>训练的名称就是文件夹名：不能含 /，也不能以点开头。</translation>
    </message>
    <message>
        <source>There is a run named %1 already.</source>
        <translation>已有名为 %1 的训练。</translation>
    </message>
    <message>
        <source>%1 could not be renamed.</source>
        <translation>无法重命名 %1。</translation>
    </message>
    <message>
        <source>%1 is at work. Stop it first, then move it to the bin.</source>
        <translation>%1 正在运行。请先停止，再移到回收站。</translation>
    </message>
    <message>
        <source>%1 could not be moved to the bin: this file system has none. Nothing was deleted.</source>
        <translation>无法把 %1 移到回收站：该文件系统没有回收站。未删除任何内容。</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名训练</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Move to the bin</source>
        <translation>移到回收站</translation>
    </message>
    <message numerus="yes">
        <source>Move %n runs with their checkpoints and models to the bin?</source>
        <translation>
            <numerusform>把 %n 个训练及其检查点和模型移到回收站？</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Unpin the baseline</source>
        <translation>取消基线</translation>
    </message>
    <message>
        <source>Pin as baseline</source>
        <translation>设为基线</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Move to the bin…</source>
        <translation>移到回收站…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>rtrack::ScoreView</name>
    <message>
        <source>Scores of the trackers</source>
        <translation>各跟踪器的得分</translation>
    </message>
    <message>
        <source>AO of each sequence and tracker</source>
        <translation>各序列与跟踪器的 AO</translation>
    </message>
    <message>
        <source>Click a line to choose its tracker, double click to see its worst sequence. Wheel: zoom; double click on the ground: all.</source>
        <translation>点击曲线可选择对应的跟踪器，双击可查看它最差的序列。滚轮：缩放；双击空白处：显示全部。</translation>
    </message>
</context>
<context>
    <name>rtrack::SequenceMatrix</name>
    <message>
        <source>%1 has no usable result for %2.</source>
        <translation>%1 在 %2 上没有可用的结果。</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1，序列 %2</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>Double click: look at it.</source>
        <translation>双击查看。</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <source>Mean AO</source>
        <translation>平均 AO</translation>
    </message>
</context>
<context>
    <name>rtrack::SequencePlayer</name>
    <message>
        <source>Folder of the training set (GOT-10k layout)</source>
        <translation>训练集文件夹（GOT-10k 布局）</translation>
    </message>
    <message>
        <source>%1 was added to the training set.</source>
        <translation>%1 已加入训练集。</translation>
    </message>
    <message>
        <source>Train with it: data.train = got10k:%1</source>
        <translation>训练时使用：data.train = got10k:%1</translation>
    </message>
    <message>
        <source>Nothing was added to the training set.</source>
        <translation>没有向训练集添加任何内容。</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>没有保存任何内容。</translation>
    </message>
    <message>
        <source>Frame %1 cannot be shown.</source>
        <translation>无法显示第 %1 帧。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>One frame back (Left)</source>
        <translation>后退一帧（←）</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>播放或暂停（空格）</translation>
    </message>
    <message>
        <source>One frame forward (Right)</source>
        <translation>前进一帧（→）</translation>
    </message>
    <message>
        <source>Tracker</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <source>The tracker whose worst stretch is marked</source>
        <translation>标出其最差片段的跟踪器</translation>
    </message>
    <message>
        <source>Worst stretch</source>
        <translation>最差片段</translation>
    </message>
    <message>
        <source>Go to the consecutive frames with the smallest mean IoU</source>
        <translation>转到平均 IoU 最小的连续若干帧</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Length of the stretch</source>
        <translation>片段长度</translation>
    </message>
    <message>
        <source>Points and scores</source>
        <translation>点与得分</translation>
    </message>
    <message>
        <source>Track again up to this frame and show the TrackPoints and the score map</source>
        <translation>重新跟踪到这一帧，显示 TrackPoints 和得分图</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save the picture with what is drawn on it (PNG)</source>
        <translation>保存图片及其上绘制的内容（PNG）</translation>
    </message>
    <message>
        <source>Add to a training set…</source>
        <translation>加入训练集…</translation>
    </message>
    <message>
        <source>Write the marked stretch with its truth into a GOT-10k folder</source>
        <translation>把标出的片段连同真值写入 GOT-10k 文件夹</translation>
    </message>
    <message>
        <source>Open in Annotate</source>
        <translation>在标注中打开</translation>
    </message>
    <message>
        <source>Picture with all boxes</source>
        <translation>带有所有框的图片</translation>
    </message>
    <message>
        <source>The tracker could not be asked again.</source>
        <translation>无法重新运行该跟踪器。</translation>
    </message>
    <message>
        <source>%1 cannot be shown.</source>
        <translation>无法显示 %1。</translation>
    </message>
    <message>
        <source>truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Tracking again up to frame %1…</source>
        <translation>正在重新跟踪到第 %1 帧…</translation>
    </message>
    <message>
        <source>Frame %1 / %2</source>
        <translation>第 %1 / %2 帧</translation>
    </message>
</context>
<context>
    <name>rtrack::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>可用的最快设备</translation>
    </message>
    <message>
        <source>What suits the device</source>
        <translation>适合设备的精度</translation>
    </message>
    <message>
        <source>The name of a model that came with the studio, or a .safetensors file</source>
        <translation>随软件提供的模型名称，或一个 .safetensors 文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>What the decoded frames of a video may take, from the next video on. More of it makes going back and forth in long or large videos quick.</source>
        <translation>一个视频的已解码帧可占用的内存，从下一个视频起生效。越大，在长视频或大视频中来回跳转越快。</translation>
    </message>
    <message>
        <source>Memory for frames</source>
        <translation>帧的内存</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose the file of a model</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>模型 (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>rtrack::StartPage</name>
    <message>
        <source>RTrack Studio</source>
        <translation>RTrack Studio</translation>
    </message>
    <message>
        <source>Open a video, draw a box around an object, and have it followed. Drop a video or a folder of pictures anywhere in this window.</source>
        <translation>打开视频，框住目标，即可跟踪。也可将视频或图片文件夹拖放到此窗口任意处。</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Nothing was opened yet. The demo needs no video of your own.</source>
        <translation>还没有打开过任何内容。演示无需自备视频。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Why does it run on this device?</source>
        <translation>为什么在此设备上运行？</translation>
    </message>
    <message>
        <source>Looking at the device…</source>
        <translation>正在检测设备…</translation>
    </message>
    <message>
        <source>%1, last changed %2. Every change was saved when it was made.</source>
        <translation>%1，最后修改于 %2。每次修改都已即时保存。</translation>
    </message>
    <message>
        <source>The program ended while this was open</source>
        <translation>程序在此项目打开时意外结束</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Open the project that was not closed</source>
        <translation>打开未正常关闭的项目</translation>
    </message>
    <message>
        <source>Recently opened projects and videos</source>
        <translation>最近打开的项目和视频</translation>
    </message>
</context>
<context>
    <name>rtrack::StatusLine</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>turned by %1°</source>
        <translation>旋转 %1°</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>rtrack::StudioTasks</name>
    <message>
        <source>the demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>正在写入 %1…</translation>
    </message>
</context>
<context>
    <name>rtrack::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Score of each frame</source>
        <translation>各帧得分</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Part of the video in view</source>
        <translation>视频的可见部分</translation>
    </message>
    <message>
        <source>Lanes of the tracks</source>
        <translation>轨迹轨道</translation>
    </message>
    <message>
        <source>The score of the selected track. Click or drag to go to a frame, turn the wheel to stretch, drag the grip of the dashed line to set the threshold.
On the lanes: Ctrl and the wheel stretch, Shift and the wheel move.</source>
        <translation>所选轨迹的得分。单击或拖动可转到某一帧，滚轮可缩放，拖动虚线右端的手柄可设置阈值。
在轨道上：Ctrl 加滚轮缩放，Shift 加滚轮移动。</translation>
    </message>
</context>
<context>
    <name>rtrack::TotalsModel</name>
    <message>
        <source>Tracker</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>帧/秒</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>序列数</translation>
    </message>
</context>
<context>
    <name>rtrack::TourActions</name>
    <message>
        <source>The picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>An object has a box. Press %1 and drag to draw one around another object; drag a side or a corner to correct it. The wheel zooms, the middle button moves the picture.</source>
        <translation>每个对象有一个边框。按 %1 并拖动，即可框住另一个对象；拖动边或角可修正边框。滚轮缩放，鼠标中键移动画面。</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>%1 follows the object from the box on screen, %2 backward. Try it: the keys work while this is shown. %3 stops.</source>
        <translation>%1 从屏幕上的边框开始向前跟踪对象，%2 向后跟踪。试一试：导览期间这些键照常可用。%3 停止。</translation>
    </message>
    <message>
        <source>Where it is in doubt</source>
        <translation>存疑之处</translation>
    </message>
    <message>
        <source>The curve is how sure the tracker is. Below the dashed line, which you can drag, tracking stops by itself. Correct the box there and track again: boxes made by hand are never overwritten.</source>
        <translation>曲线表示跟踪器的把握。低于虚线（可拖动）时跟踪自动停下。在那里修正边框，再继续跟踪：手工边框绝不会被覆盖。</translation>
    </message>
    <message>
        <source>The box in numbers</source>
        <translation>边框的数值</translation>
    </message>
    <message>
        <source>Type exact numbers, say what is occluded or absent, and choose how tracking goes about it.</source>
        <translation>输入精确数值，标明被遮挡或不在画面中，并选择跟踪的方式。</translation>
    </message>
    <message>
        <source>Train and evaluate</source>
        <translation>训练与评估</translation>
    </message>
    <message>
        <source>Boxes that you have checked can train the tracker further; Evaluate compares trackers on data sets.</source>
        <translation>核对过的边框可用来继续训练跟踪器；“评估”在数据集上比较各跟踪器。</translation>
    </message>
    <message>
        <source>Every command, every key</source>
        <translation>所有命令与快捷键</translation>
    </message>
    <message>
        <source>%1 finds a command by its name. %2 lists the keys and changes them; those of CVAT and DarkLabel are there too. Export with %3. This tour is in the menu Help.</source>
        <translation>%1 按名称查找命令。%2 列出并更改快捷键，也有 CVAT 和 DarkLabel 的方案。%3 导出。本导览在“帮助”菜单中。</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackActions</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Copy to the next frames</source>
        <translation>复制到后续帧</translation>
    </message>
    <message>
        <source>How many frames? A negative number goes backward.</source>
        <translation>多少帧？负数表示复制到之前的帧。</translation>
    </message>
    <message>
        <source>Simplify to keyframes</source>
        <translation>精简为关键帧</translation>
    </message>
    <message>
        <source>Smallest overlap (IoU) of each box with what it was:</source>
        <translation>每个边框与原边框的最小重叠度 (IoU)：</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackEditor</name>
    <message>
        <source>New object at frame %1</source>
        <translation>在第 %1 帧新建对象</translation>
    </message>
    <message>
        <source>Correct the box at frame %1</source>
        <translation>修正第 %1 帧的边框</translation>
    </message>
    <message>
        <source>Draw a box at frame %1</source>
        <translation>在第 %1 帧绘制边框</translation>
    </message>
    <message>
        <source>Remove the box at frame %1</source>
        <translation>移除第 %1 帧的边框</translation>
    </message>
    <message>
        <source>Accept the box at frame %1</source>
        <translation>接受第 %1 帧的边框</translation>
    </message>
    <message>
        <source>Occluded at frame %1</source>
        <translation>第 %1 帧被遮挡</translation>
    </message>
    <message>
        <source>Not occluded at frame %1</source>
        <translation>第 %1 帧未被遮挡</translation>
    </message>
    <message>
        <source>Cut by the picture at frame %1</source>
        <translation>第 %1 帧被画面边缘截断</translation>
    </message>
    <message>
        <source>Not cut by the picture at frame %1</source>
        <translation>第 %1 帧未被画面边缘截断</translation>
    </message>
    <message>
        <source>Absent at frame %1</source>
        <translation>第 %1 帧不在画面中</translation>
    </message>
    <message>
        <source>Cover at frame %1</source>
        <translation>第 %1 帧的可见度</translation>
    </message>
    <message>
        <source>Note at frame %1</source>
        <translation>第 %1 帧的备注</translation>
    </message>
    <message>
        <source>No keyframe at frame %1</source>
        <translation>第 %1 帧取消关键帧</translation>
    </message>
    <message>
        <source>Keyframe at frame %1</source>
        <translation>第 %1 帧设为关键帧</translation>
    </message>
    <message>
        <source>There is no box at frame %1 that could become a keyframe.</source>
        <translation>第 %1 帧没有可设为关键帧的边框。</translation>
    </message>
    <message>
        <source>Paste at frame %1</source>
        <translation>粘贴到第 %1 帧</translation>
    </message>
    <message numerus="yes">
        <source>Copy to %n frames</source>
        <translation>
            <numerusform>复制到 %n 帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n tracks</source>
        <translation>
            <numerusform>删除 %n 条轨迹</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Rename the track</source>
        <translation>重命名轨迹</translation>
    </message>
    <message>
        <source>Lock the track</source>
        <translation>锁定轨迹</translation>
    </message>
    <message>
        <source>Unlock the track</source>
        <translation>解锁轨迹</translation>
    </message>
    <message>
        <source>Hide the track</source>
        <translation>隐藏轨迹</translation>
    </message>
    <message>
        <source>Show the track</source>
        <translation>显示轨迹</translation>
    </message>
    <message>
        <source>Select the tracks that are one object: with Shift or Ctrl in the list.</source>
        <translation>请在列表中用 Shift 或 Ctrl 选中属于同一对象的轨迹。</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n tracks</source>
        <translation>
            <numerusform>合并 %n 条轨迹</numerusform>
        </translation>
    </message>
    <message>
        <source>All boxes lie on one side of frame %1: there is nothing to split.</source>
        <translation>所有边框都在第 %1 帧的同一侧，无需拆分。</translation>
    </message>
    <message>
        <source>Split at frame %1</source>
        <translation>在第 %1 帧拆分</translation>
    </message>
    <message>
        <source>Cut the tail after frame %1</source>
        <translation>剪掉第 %1 帧之后的部分</translation>
    </message>
    <message>
        <source>Simplify to keyframes</source>
        <translation>精简为关键帧</translation>
    </message>
    <message>
        <source>Reviewed at frame %1</source>
        <translation>第 %1 帧已审核</translation>
    </message>
    <message>
        <source>Not reviewed at frame %1</source>
        <translation>第 %1 帧未审核</translation>
    </message>
    <message>
        <source>Set the attribute %1</source>
        <translation>设置属性 %1</translation>
    </message>
    <message>
        <source>Not absent at frame %1</source>
        <translation>第 %1 帧不再标为不在画面中</translation>
    </message>
    <message>
        <source>After frame %1 nothing lies before the next box made by hand: there is nothing to cut.</source>
        <translation>第 %1 帧之后、下一个手工边框之前没有边框，没有可剪掉的部分。</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackLanes</name>
    <message>
        <source>%1. Diamond: made by hand. Bar: tracker. Line: interpolated. Hatched: absent. Red: doubtful. Green: reviewed.</source>
        <translation>%1。菱形：手工；粗条：跟踪器；细线：插值；斜线：不在画面中；红色：存疑；绿色：已审核。</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackList</name>
    <message>
        <source>Videos of the project</source>
        <translation>项目中的视频</translation>
    </message>
    <message>
        <source>Videos of the project: choose the one to show.</source>
        <translation>项目中的视频：选择要显示的一个。</translation>
    </message>
    <message>
        <source>Filter tracks</source>
        <translation>筛选轨迹</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class of the selected tracks</source>
        <translation>选中轨迹的类别</translation>
    </message>
    <message>
        <source>Classes…</source>
        <translation>类别…</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>No class</source>
        <translation>无类别</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackListModel</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>tracked</source>
        <translation>已跟踪</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>Show or hide the track</source>
        <translation>显示或隐藏轨迹</translation>
    </message>
    <message>
        <source>Lock: a finished track is not changed until it is unlocked</source>
        <translation>锁定：完成的轨迹在解锁前不会被修改</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>not locked</source>
        <translation>未锁定</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>边框数</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
</context>
<context>
    <name>rtrack::TrackRun</name>
    <message numerus="yes">
        <source>Track %n objects from frame %1</source>
        <translation>
            <numerusform>从第 %1 帧跟踪 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TrackingControl</name>
    <message>
        <source>There is nothing to track from.</source>
        <translation>无法开始跟踪。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>It is right, go on</source>
        <translation>没有错，继续</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Draw it anew</source>
        <translation>重新画框</translation>
    </message>
</context>
<context>
    <name>rtrack::TrainActions</name>
    <message>
        <source>Tracking was stopped: a training run starts and needs the memory of the GPU.</source>
        <translation>跟踪已停止：一个训练运行即将开始，需要 GPU 的内存。</translation>
    </message>
    <message>
        <source>What was tracked so far is kept.</source>
        <translation>已跟踪的结果均已保留。</translation>
    </message>
    <message>
        <source>There is nothing to train on in the open project.</source>
        <translation>当前项目中没有可用于训练的内容。</translation>
    </message>
    <message>
        <source>Training uses boxes that a person made or accepted, two frames of an object at least.</source>
        <translation>训练使用由人绘制或确认的框，每个对象至少两帧。</translation>
    </message>
    <message>
        <source>Save the project under a name before training on it.</source>
        <translation>请先为项目命名并保存，再用它训练。</translation>
    </message>
    <message>
        <source>A training run reads the project&apos;s file whenever it is continued, and the file of an untitled project does not stay where it is.</source>
        <translation>训练每次继续时都会读取项目文件，而未命名项目的文件不会留在原处。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Training goes on</source>
        <translation>训练继续进行</translation>
    </message>
    <message numerus="yes">
        <source>%n training run(s) are at work. They do not need the studio: what goes on is shown here when the studio is opened again.</source>
        <translation>
            <numerusform>有 %n 个训练正在运行。关闭本软件后训练会继续：再次打开本软件时，这里会显示其进展。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop, with a checkpoint</source>
        <translation>停止并保存检查点</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for their turn. They are not started before the studio is opened again.</source>
        <translation>
            <numerusform>有 %n 个训练正在等待，再次打开本软件后才会开始。</numerusform>
        </translation>
    </message>
    <message>
        <source>Training has not begun</source>
        <translation>训练尚未开始</translation>
    </message>
    <message>
        <source>Let them wait</source>
        <translation>让其继续等待</translation>
    </message>
</context>
<context>
    <name>rtrack::TrainPage</name>
    <message>
        <source>Folder of training runs</source>
        <translation>训练文件夹</translation>
    </message>
    <message>
        <source>Training runs in</source>
        <translation>训练记录，位于</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose the folder of training runs</source>
        <translation>选择存放训练的文件夹</translation>
    </message>
    <message>
        <source>There are no training runs in this folder yet. Runs that were copied from another machine are shown too: put their folders here, or choose the folder they are in.</source>
        <translation>此文件夹中还没有训练。从其他机器复制来的训练也会显示：把它们的文件夹放到这里，或选择它们所在的文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n 个训练</numerusform>
        </translation>
    </message>
    <message>
        <source>, step %1 of %2</source>
        <translation>，第 %1 / %2 步</translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>，剩余 %1</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>新建训练…</translation>
    </message>
    <message>
        <source>The run keeps its memory and goes on where it was.</source>
        <translation>训练保留内存，之后从原处继续。</translation>
    </message>
    <message>
        <source>Goes on from the last checkpoint.</source>
        <translation>从最后一个检查点继续。</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Ends the run at once and moves its folder to the bin.</source>
        <translation>立即结束训练，并把它的文件夹移到回收站。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Tracks with the best model of this run from now on.</source>
        <translation>从现在起用此训练的最佳模型跟踪。</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>立即终止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The run was asked to stop and is still there. This ends its process at once: what it did since its last checkpoint is lost.</source>
        <translation>已请求训练停止，但它仍在运行。此操作立即终止进程：最后一个检查点之后的成果会丢失。</translation>
    </message>
    <message>
        <source>Ends after the step in progress, with a checkpoint: it can be resumed.</source>
        <translation>完成当前一步并保存检查点后结束：之后可以恢复。</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The training program does not answer as this studio expects.</source>
        <translation>训练程序的回答不符合本软件的预期。</translation>
    </message>
    <message>
        <source>%1 may be of another version. %2</source>
        <translation>%1 可能是另一个版本。%2</translation>
    </message>
    <message>
        <source>Discard the run</source>
        <translation>丢弃训练</translation>
    </message>
    <message>
        <source>End %1 now and move its folder to the bin?</source>
        <translation>立即结束 %1 并把它的文件夹移到回收站？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This run has not written a model yet.</source>
        <translation>此训练尚未写出模型。</translation>
    </message>
    <message>
        <source>, not heard of for %1 s</source>
        <translation>，已有 %1 秒没有消息</translation>
    </message>
    <message>
        <source>, not heard of for %1 s; its last words: %2</source>
        <translation>，已有 %1 秒没有消息；最后的输出：%2</translation>
    </message>
    <message>
        <source>A newer program wrote this run: some of it may be missing here.</source>
        <translation>此运行由更新版本的程序写出：这里可能缺少部分内容。</translation>
    </message>
    <message>
        <source>Its last warning: %1</source>
        <translation>最近的警告：%1</translation>
    </message>
    <message>
        <source>Resume with batch %1 instead of %2</source>
        <translation>以批次 %1（原为 %2）恢复</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copies what somebody who is to help with this run needs to know: its state, options and last words.</source>
        <translation>复制帮助处理此次训练所需的信息：状态、选项和最后的输出。</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>报告已复制到剪贴板。</translation>
    </message>
    <message>
        <source>, preparing the first steps</source>
        <translation>，正在准备最初几步</translation>
    </message>
    <message>
        <source>; its last words: %1</source>
        <translation>；最后的输出：%1</translation>
    </message>
    <message>
        <source>Use the best model so far</source>
        <translation>使用目前最好的模型</translation>
    </message>
    <message>
        <source>The run is still at work. Its model can be used when it has ended.</source>
        <translation>训练仍在进行。结束后才能使用它的模型。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs, the first %1 of them compared</source>
        <translation>
            <numerusform>%n 个训练，比较其中前 %1 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TransportBar</name>
    <message>
        <source>Frame number</source>
        <translation>帧号</translation>
    </message>
    <message>
        <source>Playing speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Time code</source>
        <translation>时间码</translation>
    </message>
    <message>
        <source>Variable frame rate: frames are not equally far apart in time. Frame numbers are exact all the same.</source>
        <translation>可变帧率：各帧的时间间隔不等，但帧号仍然准确。</translation>
    </message>
    <message>
        <source>Range %1 to %2</source>
        <translation>范围 %1 至 %2</translation>
    </message>
    <message>
        <source>The frame&apos;s number, counted from 0. Type a number to go there.</source>
        <translation>帧号，从 0 起计。输入数字即可转到该帧。</translation>
    </message>
    <message>
        <source>VFR</source>
        <translation>VFR</translation>
    </message>
    <message>
        <source>time stamps</source>
        <translation>时间戳</translation>
    </message>
    <message numerus="yes">
        <source>%n frames have no time of their own, or one that is not after the frame before. Frame numbers are exact all the same, and so is playing; the time code is estimated there.</source>
        <translation>
            <numerusform>有 %n 帧没有自己的时间，或其时间不晚于前一帧。帧号依然准确，播放也不受影响；这些帧的时间码为估计值。</numerusform>
        </translation>
    </message>
    <message>
        <source>The pictures are stored lying and shown as they were taken: turned by %1 degrees.</source>
        <translation>画面以横放方式存储，按拍摄时的方向显示：旋转了 %1 度。</translation>
    </message>
</context>
<context>
    <name>rtrack::WindowMenus</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
</context>
<context>
    <name>rtrack::WorkUnderWay</name>
    <message>
        <source>%1 is being written. It would not be finished.</source>
        <translation>正在写入 %1，关闭后将无法完成。</translation>
    </message>
    <message>
        <source>An import or another large change of the project is being made. None of it would be kept.</source>
        <translation>正在导入，或正在对项目做其他大量更改，关闭后这些更改都不会保留。</translation>
    </message>
    <message>
        <source>Trackers are being evaluated. Sequences that are finished are kept, the others would have to be run again.</source>
        <translation>正在评测跟踪器。已完成的序列会保留，其余的需要重新运行。</translation>
    </message>
    <message>
        <source>Close the studio?</source>
        <translation>要关闭本软件吗？</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>仍然关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
</TS>
