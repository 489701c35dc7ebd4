#pragma once

#include <QString>

namespace rtrack {

class MainWindow;

struct ScreenshotRequest {
    QString folder;
    QString input;   ///< a video; empty: the demo
    QString second;  ///< another video for the project with several objects; empty: none
    QString box;     ///< "x,y,w,h" in frame 0; empty: the box that the input brings
};

/// Drives the window through its main job on a real video and writes what it looks like: start, tracking,
/// doubt (or end), dark, chinese, a project of several objects, the review queue, export and import,
/// training, evaluation and the paper's figures (A3 of a folder `study`, where there is one). Nothing is
/// remembered in the settings.
/// @throws Error(Data) if the input is not shown in time.
void takeScreenshots(MainWindow& window, const ScreenshotRequest& request);

}  // namespace rtrack
