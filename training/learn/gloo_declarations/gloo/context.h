#pragma once

#include <chrono>

// LibTorch's wheel has Gloo inside and its headers left out. Torch's ProcessGroupGloo.hpp names these types
// by pointer only; what is declared here and in the files beside it is what it needs to be read. None of it
// is called by us.
namespace gloo {

class Context {
public:
    void setTimeout(std::chrono::milliseconds timeout);
};

}  // namespace gloo
