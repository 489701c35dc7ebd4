#include "tracking/base/error.h"

namespace rtrack {

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::Argument:
            return 2;
        case ErrorCode::Data:
            return 3;
        case ErrorCode::OutOfMemory:
            return 4;
        case ErrorCode::Stopped:
            return 5;
        case ErrorCode::Diverged:
            return 6;
        case ErrorCode::Internal:
        case ErrorCode::Contract:
            break;
    }
    return 1;
}

}  // namespace rtrack
