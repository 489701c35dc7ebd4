#include "training/learn/sum_over_processes.h"

#include <torch/csrc/autograd/custom_function.h>

namespace rtrack {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor summed(ProcessGroup& processes, const at::Tensor& own) {
    std::vector<at::Tensor> sums = {own.detach().clone()};
    processes.sum(sums);
    return sums.front();
}

struct SumOverAll : torch::autograd::Function<SumOverAll> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& own, ProcessGroup* processes) {
        context->saved_data["processes"] = reinterpret_cast<int64_t>(processes);
        return summed(*processes, own);
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        auto* processes = reinterpret_cast<ProcessGroup*>(context->saved_data["processes"].toInt());
        return {summed(*processes, grads[0]), at::Tensor()};
    }
};

}  // namespace

at::Tensor sum_over(ProcessGroup& processes, const at::Tensor& own) {
    return SumOverAll::apply(own, &processes);
}

}  // namespace rtrack
