#pragma once

// The arithmetic of bilinear sampling that CPU and CUDA share.
#ifdef __CUDACC__
#define RTRACK_HOST_DEVICE __host__ __device__
#else
#define RTRACK_HOST_DEVICE
#endif

namespace rtrack {

/// The four cells around a place on a map and their weights; cells outside the map count as zero.
struct BilinearTaps {
    int row = 0;     ///< of the upper two; may be -1
    int column = 0;  ///< of the left two; may be -1
    float row_fraction = 0;
    float column_fraction = 0;
};

/// @param x, y  cell coordinates: cell (0, 0)'s centre is (0, 0)
RTRACK_HOST_DEVICE inline BilinearTaps bilinear_taps(float x, float y, int width, int height) {
    // Beyond one cell outside everything is zero: clamping there keeps the integer conversion defined for any
    // input.
    const float limited_x =
        x > -1.0F ? (x < static_cast<float>(width) ? x : static_cast<float>(width)) : -1.0F;
    const float limited_y =
        y > -1.0F ? (y < static_cast<float>(height) ? y : static_cast<float>(height)) : -1.0F;
    BilinearTaps taps;
    taps.column = static_cast<int>(limited_x + 1.0F) - 1;
    taps.row = static_cast<int>(limited_y + 1.0F) - 1;
    taps.column_fraction = limited_x - static_cast<float>(taps.column);
    taps.row_fraction = limited_y - static_cast<float>(taps.row);
    return taps;
}

RTRACK_HOST_DEVICE inline bool inside(int row, int column, int width, int height) {
    return row >= 0 && row < height && column >= 0 && column < width;
}

}  // namespace rtrack
