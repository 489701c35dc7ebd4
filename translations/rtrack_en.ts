<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and one more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>One frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files.</source>
        <translation>
            <numerusform>One file.</numerusform>
            <numerusform>%n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places were left out.</source>
        <translation>
            <numerusform>One place was left out.</numerusform>
            <numerusform>%n places were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>which boxes are the same object (%n objects)</source>
        <translation>
            <numerusform>which boxes are the same object (one object)</numerusform>
            <numerusform>which boxes are the same object (%n objects)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the class of %n objects</source>
        <translation>
            <numerusform>the class of one object</numerusform>
            <numerusform>the class of %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marks that an object is absent</source>
        <translation>
            <numerusform>one mark that an object is absent</numerusform>
            <numerusform>%n marks that an object is absent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n occluded marks</source>
        <translation>
            <numerusform>one occluded mark</numerusform>
            <numerusform>%n occluded marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visible shares</source>
        <translation>
            <numerusform>one visible share</numerusform>
            <numerusform>%n visible shares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n marks &quot;cut by the picture&apos;s edge&quot;</source>
        <translation>
            <numerusform>one mark &quot;cut by the picture&apos;s edge&quot;</numerusform>
            <numerusform>%n marks &quot;cut by the picture&apos;s edge&quot;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scores</source>
        <translation>
            <numerusform>one score</numerusform>
            <numerusform>%n scores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>who made the boxes (%n boxes)</source>
        <translation>
            <numerusform>who made the box</numerusform>
            <numerusform>who made the boxes (%n boxes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n doubts and notes</source>
        <translation>
            <numerusform>one doubt or note</numerusform>
            <numerusform>%n doubts and notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the track points of %n boxes</source>
        <translation>
            <numerusform>the track points of one box</numerusform>
            <numerusform>the track points of %n boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decimals.</source>
        <translation>
            <numerusform>One decimal.</numerusform>
            <numerusform>%n decimals.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are doubtful.</source>
        <translation>
            <numerusform>One of them is doubtful.</numerusform>
            <numerusform>%n of them are doubtful.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the attributes of %n objects</source>
        <translation>
            <numerusform>the attributes of one object</numerusform>
            <numerusform>the attributes of %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>what of %n boxes lies beyond the picture&apos;s edge</source>
        <translation>
            <numerusform>what of %n box lies beyond the picture&apos;s edge</numerusform>
            <numerusform>what of %n boxes lies beyond the picture&apos;s edge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported as one step: %1 of %n objects.</source>
        <translation>
            <numerusform>Imported as one step: %1 of one object.</numerusform>
            <numerusform>Imported as one step: %1 of %n objects.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 boxes</source>
        <translation>
            <numerusform>%1 box</numerusform>
            <numerusform>%1 boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects: %2 by hand, %3 by the tracker, %4 others.</source>
        <translation>
            <numerusform>%1 of one object: %2 by hand, %3 by the tracker, %4 others.</numerusform>
            <numerusform>%1 of %n objects: %2 by hand, %3 by the tracker, %4 others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames cannot be decoded; Details names them.</source>
        <translation>
            <numerusform>%n frame cannot be decoded; Details names it.</numerusform>
            <numerusform>%n frames cannot be decoded; Details names them.</numerusform>
        </translation>
    </message>
</context>
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
        <source>%n other objects ended in doubt too.</source>
        <translation>
            <numerusform>%n other object ended in doubt too.</numerusform>
            <numerusform>%n other objects ended in doubt too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretches were tracked again.</source>
        <translation>
            <numerusform>%n stretch was tracked again.</numerusform>
            <numerusform>%n stretches were tracked again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new boxes of %n are better.</source>
        <translation>
            <numerusform>The new boxes of %n are better.</numerusform>
            <numerusform>The new boxes of %n are better.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tracking %n stretches again. The project does not change.</source>
        <translation>
            <numerusform>Tracking %n stretch again. The project does not change.</numerusform>
            <numerusform>Tracking %n stretches again. The project does not change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flagged stretches have no box beside them to start from: draw one.</source>
        <translation>
            <numerusform>%n flagged stretch has no box beside it to start from: draw one.</numerusform>
            <numerusform>%n flagged stretches have no box beside them to start from: draw one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects had ended in doubt before: look at frame %1.</source>
        <translation>
            <numerusform>One object had ended in doubt before: look at frame %1.</numerusform>
            <numerusform>%n objects had ended in doubt before: look at frame %1.</numerusform>
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
    <message numerus="yes">
        <source>%n boxes made by hand were left out.</source>
        <translation>
            <numerusform>One box made by hand was left out.</numerusform>
            <numerusform>%n boxes made by hand were left out.</numerusform>
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
        <source>The %n selected ones</source>
        <translation>
            <numerusform>The selected one</numerusform>
            <numerusform>The %n selected ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::ImportDialog</name>
    <message numerus="yes">
        <source>At %n of them the object is marked as absent.</source>
        <translation>
            <numerusform>At %n of them the object is marked as absent.</numerusform>
            <numerusform>At %n of them the object is marked as absent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more notes; the report of the import lists them.</source>
        <translation>
            <numerusform>… and one more note; the report of the import lists it.</numerusform>
            <numerusform>… and %n more notes; the report of the import lists them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n objects. Videos: %2.</source>
        <translation>
            <numerusform>%1 of one object. Videos: %2.</numerusform>
            <numerusform>%1 of %n objects. Videos: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places cannot be taken; they are listed below. Look at them, then take the rest, or cancel: nothing is imported then.</source>
        <translation>
            <numerusform>One place cannot be taken; it is listed below. Look at it, then take the rest, or cancel: nothing is imported then.</numerusform>
            <numerusform>%n places cannot be taken; they are listed below. Look at them, then take the rest, or cancel: nothing is imported then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::MediaDialog</name>
    <message numerus="yes">
        <source>%n frames</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have no time of their own or not a later one than the frame before: they are numbered in the order in which they are decoded.</source>
        <translation>
            <numerusform>%n has no time of its own or not a later one than the frame before: it is numbered in the order in which it is decoded.</numerusform>
            <numerusform>%n have no time of their own or not a later one than the frame before: they are numbered in the order in which they are decoded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, in %1 of %2 MB</source>
        <translation>
            <numerusform>%n, in %1 of %2 MB</numerusform>
            <numerusform>%n, in %1 of %2 MB</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::Retrack</name>
    <message numerus="yes">
        <source>Take the new boxes of %n stretches</source>
        <translation>
            <numerusform>Take the new boxes of %n stretch</numerusform>
            <numerusform>Take the new boxes of %n stretches</numerusform>
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
    <message numerus="yes">
        <source>All %1 boxes were seen by a person.</source>
        <translation>
            <numerusform>%1 box, seen by a person.</numerusform>
            <numerusform>All %1 boxes were seen by a person.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 boxes seen by a person; %3 nobody has looked at.</source>
        <translation>
            <numerusform>%1 of %2 box seen by a person; %3 nobody has looked at.</numerusform>
            <numerusform>%1 of %2 boxes seen by a person; %3 nobody has looked at.</numerusform>
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
    <name>rtrack::TrainActions</name>
    <message numerus="yes">
        <source>%n training run(s) are at work. They do not need the studio: what goes on is shown here when the studio is opened again.</source>
        <translation>
            <numerusform>A training run is at work. It does not need the studio: what goes on is shown here when the studio is opened again.</numerusform>
            <numerusform>%n training runs are at work. They do not need the studio: what goes on is shown here when the studio is opened again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait for their turn. They are not started before the studio is opened again.</source>
        <translation>
            <numerusform>A run waits for its turn. It is not started before the studio is opened again.</numerusform>
            <numerusform>%n runs wait for their turn. They are not started before the studio is opened again.</numerusform>
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
    <message numerus="yes">
        <source>%n runs, the first %1 of them compared</source>
        <translation>
            <numerusform>%n run, the first %1 of them compared</numerusform>
            <numerusform>%n runs, the first %1 of them compared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rtrack::TransportBar</name>
    <message numerus="yes">
        <source>%n frames have no time of their own, or one that is not after the frame before. Frame numbers are exact all the same, and so is playing; the time code is estimated there.</source>
        <translation>
            <numerusform>One frame has no time of its own, or one that is not after the frame before. Frame numbers are exact all the same, and so is playing; the time code is estimated there.</numerusform>
            <numerusform>%n frames have no time of their own, or one that is not after the frame before. Frame numbers are exact all the same, and so is playing; the time code is estimated there.</numerusform>
        </translation>
    </message>
</context>
</TS>
