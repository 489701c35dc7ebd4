# The studio: its window as a library without Torch and FFmpeg (tests link it with services of their own), and the
# program, which puts the engine behind it.
find_package(Qt6 6.2 REQUIRED COMPONENTS Widgets PrintSupport LinguistTools)
find_package(QCustomPlotQt6 REQUIRED)
find_package(nlohmann_json REQUIRED)

rtrack_library(rtrack_window
    SOURCES actions.cpp command_list.cpp exchange_messages.cpp export_boxes.cpp key_profiles.cpp main_window.cpp
        main_window_commands.cpp main_window_exchange.cpp main_window_files.cpp main_window_review.cpp main_window_tour.cpp
        main_window_tracks.cpp main_window_wiring.cpp
        main_window_workspaces.cpp open_project.cpp project_controller.cpp project_messages.cpp settings.cpp
        settings_dialog.cpp studio_messages.cpp studio_tasks.cpp training_set.cpp workspaces.cpp
    LINK rtrack_widgets nlohmann_json::nlohmann_json)
set_target_properties(rtrack_window PROPERTIES AUTOMOC ON)
qt_add_lrelease(rtrack_window
    TS_FILES ${CMAKE_SOURCE_DIR}/translations/rtrack_zh_CN.ts ${CMAKE_SOURCE_DIR}/translations/rtrack_en.ts
    QM_FILES_OUTPUT_VARIABLE studio_qm_files)
qt_add_resources(rtrack_window studio_translation_files PREFIX "/i18n"
    BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${studio_qm_files})

add_executable(rtrack-studio studio_main.cpp studio_services.cpp screenshot_tour.cpp)
target_compile_definitions(rtrack-studio PRIVATE RTRACK_VERSION="${PROJECT_VERSION}")
target_link_libraries(rtrack-studio PRIVATE rtrack_window rtrack_engine rtrack_evaluation)
