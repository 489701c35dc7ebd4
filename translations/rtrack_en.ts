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
    <name>rtrack::MainWindow</name>
    <message numerus="yes">
        <source>%n boxes of this video were not exported since the last change. They would be lost.</source>
        <translation>
            <numerusform>One box of this video was not exported since the last change. It would be lost.</numerusform>
            <numerusform>%n boxes of this video were not exported since the last change. They would be lost.</numerusform>
        </translation>
    </message>
</context>
</TS>
