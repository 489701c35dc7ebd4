# The parts of OpenCV that the classic trackers need, as one imported target OpenCV::Tracking.
# Found by hand, because the full package file of some distributions pulls in a window library that must not meet Qt.
find_path(OpenCVTracking_INCLUDE_DIR opencv2/tracking.hpp PATH_SUFFIXES opencv4)
set(opencv_libraries)
foreach(part IN ITEMS tracking video imgproc core)
    find_library(OpenCVTracking_${part}_LIBRARY opencv_${part})
    list(APPEND opencv_libraries OpenCVTracking_${part}_LIBRARY)
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVTracking
    REQUIRED_VARS ${opencv_libraries} OpenCVTracking_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "install libopencv-contrib-dev, or configure with -DRTRACK_HEADLESS=ON")

if(OpenCVTracking_FOUND AND NOT TARGET OpenCV::Tracking)
    add_library(OpenCV::Tracking INTERFACE IMPORTED)
    set_target_properties(OpenCV::Tracking PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES ${OpenCVTracking_INCLUDE_DIR})
    foreach(library IN LISTS opencv_libraries)
        set_property(TARGET OpenCV::Tracking APPEND PROPERTY INTERFACE_LINK_LIBRARIES ${${library}})
    endforeach()
endif()
