# LibTorch from the unpacked wheel in .deps/ (or LIBTORCH_DIR), as imported targets torch_cpu and c10, and torch_cuda
# where it has CUDA: nothing but a plug-in links that one.
# The wheel's own package file insists on a CUDA toolkit and probes for a GPU, which a machine without one lacks.
set(LIBTORCH_DIR "${CMAKE_SOURCE_DIR}/.deps/libtorch/torch" CACHE PATH "The folder 'torch' of the LibTorch wheel")

find_path(LibTorch_INCLUDE_DIR ATen/ATen.h PATHS ${LIBTORCH_DIR}/include NO_DEFAULT_PATH)
find_library(LibTorch_CPU_LIBRARY torch_cpu PATHS ${LIBTORCH_DIR}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 PATHS ${LIBTORCH_DIR}/lib NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "run installer/studio, which unpacks it under .deps/")

if(LibTorch_FOUND AND NOT TARGET torch_cpu)
    add_library(c10 SHARED IMPORTED)
    set_target_properties(c10 PROPERTIES
        IMPORTED_LOCATION ${LibTorch_C10_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
    add_library(torch_cpu SHARED IMPORTED)
    set_target_properties(torch_cpu PROPERTIES
        IMPORTED_LOCATION ${LibTorch_CPU_LIBRARY}
        INTERFACE_LINK_LIBRARIES c10)

    find_library(LibTorch_CUDA_LIBRARY torch_cuda PATHS ${LIBTORCH_DIR}/lib NO_DEFAULT_PATH)
    find_library(LibTorch_C10_CUDA_LIBRARY c10_cuda PATHS ${LIBTORCH_DIR}/lib NO_DEFAULT_PATH)
    if(LibTorch_CUDA_LIBRARY AND LibTorch_C10_CUDA_LIBRARY)
        add_library(torch_cuda SHARED IMPORTED)
        set_target_properties(torch_cuda PROPERTIES
            IMPORTED_LOCATION ${LibTorch_CUDA_LIBRARY}
            INTERFACE_LINK_LIBRARIES "torch_cpu;c10;${LibTorch_C10_CUDA_LIBRARY}")
    endif()
endif()
