<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>%n frames were tracked.</source>
        <translation>
            <numerusform>One frame was tracked.</numerusform>
            <numerusform>%n frames were tracked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n boxes were written.</source>
        <translation>
            <numerusform>One box was written.</numerusform>
            <numerusform>%n boxes were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames have no box.</source>
        <translation>
            <numerusform>One frame has no box.</numerusform>
            <numerusform>%n frames have no box.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other objects ended in doubt too.</source>
        <translation>
            <numerusform>%n other object ended in doubt too.</numerusform>
            <numerusform>%n other objects ended in doubt too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectMessages</name>
    <message numerus="yes">
        <source>%n tracks were deleted.</source>
        <translation>
            <numerusform>%n track was deleted.</numerusform>
            <numerusform>%n tracks were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n boxes went with them.</source>
        <translation>
            <numerusform>%n box went with them.</numerusform>
            <numerusform>%n boxes went with them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n boxes were deleted after this frame.</source>
        <translation>
            <numerusform>%n box was deleted after this frame.</numerusform>
            <numerusform>%n boxes were deleted after this frame.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::EvaluatePage</name>
    <message numerus="yes">
        <source>%n problem(s) with these files.</source>
        <translation>
            <numerusform>One problem with these files.</numerusform>
            <numerusform>%n problems with these files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sequence(s) could not be tracked.</source>
        <translation>
            <numerusform>One sequence could not be tracked.</numerusform>
            <numerusform>%n sequences could not be tracked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::ExportDialog</name>
    <message numerus="yes">
        <source>%n of them nobody has reviewed.</source>
        <translation>
            <numerusform>One of them nobody has reviewed.</numerusform>
            <numerusform>%n of them nobody has reviewed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n doubtful.</source>
        <translation>
            <numerusform>One is doubtful.</numerusform>
            <numerusform>%n are doubtful.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames without a box are written as 0,0,0,0.</source>
        <translation>
            <numerusform>One frame without a box is written as 0,0,0,0.</numerusform>
            <numerusform>%n frames without a box are written as 0,0,0,0.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewModel</name>
    <message numerus="yes">
        <source>Nobody has looked at %n boxes here in a row.</source>
        <translation>
            <numerusform>Nobody has looked at this box.</numerusform>
            <numerusform>Nobody has looked at %n boxes here in a row.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::ReviewPanel</name>
    <message numerus="yes">
        <source>%n places left, the most worth a look first.</source>
        <translation>
            <numerusform>One place left.</numerusform>
            <numerusform>%n places left, the most worth a look first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::RunsTable</name>
    <message numerus="yes">
        <source>Move %n runs with their checkpoints and models to the bin?</source>
        <translation>
            <numerusform>Move the run with its checkpoints and models to the bin?</numerusform>
            <numerusform>Move %n runs with their checkpoints and models to the bin?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::StudioTasks</name>
    <message numerus="yes">
        <source>%n pictures with their boxes were written as training data.</source>
        <translation>
            <numerusform>%n picture with its box was written as training data.</numerusform>
            <numerusform>%n pictures with their boxes were written as training data.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TrackEditor</name>
    <message numerus="yes">
        <source>Copy to %n frames</source>
        <translation>
            <numerusform>Copy to %n frame</numerusform>
            <numerusform>Copy to %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n tracks</source>
        <translation>
            <numerusform>Delete %n track</numerusform>
            <numerusform>Delete %n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merge %n tracks</source>
        <translation>
            <numerusform>Merge %n track</numerusform>
            <numerusform>Merge %n tracks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TrackRun</name>
    <message numerus="yes">
        <source>Track %n objects from frame %1</source>
        <translation>
            <numerusform>Track %n object from frame %1</numerusform>
            <numerusform>Track %n objects from frame %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TrainPage</name>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
</TS>
