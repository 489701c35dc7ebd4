# QCustomPlot for Qt 6 as QCustomPlotQt6::QCustomPlotQt6: the distribution's package, or built here from the sources
# that installer/setup puts into .deps/ where the distribution has it for Qt 5 only (Ubuntu 22.04).
if(TARGET QCustomPlotQt6::QCustomPlotQt6)
    set(QCustomPlotQt6_FOUND TRUE)
    return()
endif()
find_package(QCustomPlotQt6 CONFIG QUIET)

set(sources ${CMAKE_SOURCE_DIR}/.deps/qcustomplot)
if(NOT QCustomPlotQt6_FOUND AND EXISTS ${sources}/qcustomplot.cpp)
    find_package(Qt6 REQUIRED COMPONENTS Widgets PrintSupport)
    add_library(qcustomplot_from_source STATIC ${sources}/qcustomplot.cpp)
    set_target_properties(qcustomplot_from_source PROPERTIES AUTOMOC ON)
    target_include_directories(qcustomplot_from_source SYSTEM PUBLIC ${sources})
    target_link_libraries(qcustomplot_from_source PUBLIC Qt6::Widgets Qt6::PrintSupport)
    add_library(QCustomPlotQt6::QCustomPlotQt6 ALIAS qcustomplot_from_source)
    set(QCustomPlotQt6_FOUND TRUE)
endif()

if(NOT QCustomPlotQt6_FOUND AND QCustomPlotQt6_FIND_REQUIRED)
    message(FATAL_ERROR "QCustomPlot for Qt 6 is missing: install libqcustomplot-dev or run installer/setup")
endif()
