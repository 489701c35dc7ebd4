#include <cstddef>
#include <cstring>

// The driver's C interface for two GPUs, of which the second breaks when it is asked for its memory.

extern "C" {

int fake_gpus = 2;

int cuInit(unsigned /*flags*/) {
    return 0;
}

int cuDriverGetVersion(int* version) {
    *version = 12040;
    return 0;
}

int cuDeviceGetCount(int* count) {
    *count = fake_gpus;
    return 0;
}

int cuDeviceGet(int* device, int index) {
    *device = 10 + index;
    return 0;
}

int cuDeviceGetName(char* name, int length, int device) {
    std::strncpy(name, device == 10 ? "NVIDIA First" : "NVIDIA Second", static_cast<size_t>(length));
    return 0;
}

int cuDeviceTotalMem_v2(size_t* bytes, int device) {
    if (device != 10) return 999;
    *bytes = size_t{80} << 30;
    return 0;
}

int cuDeviceGetAttribute(int* value, int attribute, int /*device*/) {
    *value = attribute == 75 ? 9 : 0;
    return 0;
}
}
