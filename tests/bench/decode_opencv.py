"""Decoding rate of OpenCV's VideoCapture.read on a clip, for comparison with `rtrack bench decode`.

    python3 tests/bench/decode_opencv.py CLIP [ROUNDS]

Both end in packed 8-bit pixels (OpenCV in BGR order). Needs the Python package opencv-python-headless.
"""

import sys
import time

import cv2


def frames_per_second(file):
    capture = cv2.VideoCapture(file)
    count = 0
    start = time.perf_counter()
    while capture.read()[0]:
        count += 1
    return count / (time.perf_counter() - start)


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    best = max(frames_per_second(sys.argv[1]) for _ in range(rounds))
    print(f"OpenCV {cv2.__version__} VideoCapture.read: {best:.1f} frames/s")


if __name__ == "__main__":
    main()
