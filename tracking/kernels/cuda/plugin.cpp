#include "tracking/kernels/cuda/kernels.h"

namespace rtrack {

extern "C" const CudaOperators* rtrack_cuda_operators() {
    static const CudaOperators operators = {kCudaOperatorsVersion,
                                            cuda::crop_resize,
                                            cuda::normalize,
                                            cuda::sample_points,
                                            cuda::sample_points_backward,
                                            cuda::extreme_box,
                                            cuda::extreme_box_backward,
                                            cuda::moment_box,
                                            cuda::moment_box_backward,
                                            cuda::overlap,
                                            cuda::overlap_backward};
    return &operators;
}

}  // namespace rtrack
