#pragma once

// The arithmetic of bilinear sampling that CPU and CUDA share.
#ifdef __CUDACC__
#define RTRACK_HOST_DEVICE __host__ __device__
#else
#define RTRACK_HOST_DEVICE
#endif

namespace rtrack {

/// The four cells around a place on a map and how far it lies between them; cells outside the map count as
/// zero.
template <typename Real>
struct BilinearTaps {
    bool any =
        false;    ///< false: the place is a cell or more outside, or not a number; everything is zero there
    int row = 0;  ///< of the upper two; may be -1
    int column = 0;  ///< of the left two; may be -1
    Real row_fraction = 0;
    Real column_fraction = 0;
};

/// @param x, y  cell coordinates: cell (0, 0)'s centre is (0, 0)
template <typename Real>
RTRACK_HOST_DEVICE inline BilinearTaps<Real> bilinear_taps(Real x, Real y, int width, int height) {
    BilinearTaps<Real> taps;
    if (!(x > -1 && x < width && y > -1 && y < height)) return taps;
    taps.any = true;
    taps.column = static_cast<int>(x + 1) - 1;
    taps.row = static_cast<int>(y + 1) - 1;
    taps.column_fraction = x - taps.column;
    taps.row_fraction = y - taps.row;
    return taps;
}

RTRACK_HOST_DEVICE inline bool inside(int row, int column, int width, int height) {
    return row >= 0 && row < height && column >= 0 && column < width;
}

}  // namespace rtrack
