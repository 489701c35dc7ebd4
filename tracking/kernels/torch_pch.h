#pragma once

// The one precompiled header of all targets that use Torch. ATen alone, on purpose: torch/torch.h costs ten
// seconds a file in template instantiation even when it is precompiled, ATen costs one.
#include <ATen/ATen.h>
