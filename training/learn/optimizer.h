#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ATen/ATen.h>

#include "tracking/base/options.h"
#include "tracking/model/rtrack_net.h"

namespace rtrack {

/// AdamW (Loshchilov and Hutter 2019) or Muon, gradient clipping and averaged weights.
struct OptimizerOptions {
    /// adamw, or muon: Muon for the matrices inside the network, AdamW for the rest.
    std::string kind = "adamw";
    double learning_rate = 1.5e-4;
    double backbone_rate = 1;  ///< multiplies the rate of the encoder's parameters
    double weight_decay = 1e-4;
    std::string decay_on = "all";  ///< all, or matrices: only parameters of two and more dimensions
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double momentum = 0.95;           ///< Muon's decay of its moment
    double clip_norm = 0.1;           ///< 0: no clipping
    double average_decay = 0;         ///< of the averaged weights; 0: the average is the last weights
    int accumulate = 1;               ///< batches whose gradients make one step
    std::vector<std::string> freeze;  ///< beginnings of the names of parameters that stay as they are

    void describe(OptionTable& table);
};

struct NamedTensor {
    std::string name;
    at::Tensor tensor;
};

/// Moves parameters by their gradients. Not copyable: it owns the moments.
class Optimizer {
public:
    /// Takes the network's parameters that are not frozen, and switches their gradients on (and those of the
    /// others off). The network's tensors must not be replaced afterwards.
    /// @throws Error(Argument) naming the entry of `freeze` that no parameter's name begins with.
    Optimizer(RTrackNet& net, const OptimizerOptions& options);

    /// Forgets the gradients.
    void clear_gradients();
    /// Scales the gradients so that their joint norm is at most options.clip_norm.
    /// @return a scalar tensor: the norm before.
    at::Tensor clip_gradients();
    /// One step; parameters without a gradient stay.
    /// @param rate_factor  multiplies every learning rate
    void step(double rate_factor);

    /// What moves, in a fixed order.
    [[nodiscard]] const std::vector<NamedTensor>& parameters() const { return parameters_; }
    /// The moments and step counts, named after the parameters, for a checkpoint. Shares their memory.
    [[nodiscard]] std::vector<NamedTensor> state() const;

private:
    /// Parameters that share a rate and a decay.
    struct Group {
        double rate = 0;
        double decay = 0;
        bool muon = false;
        std::vector<size_t> members;
    };

    void step_adamw(const Group& group, const std::vector<size_t>& members, double rate_factor);
    void step_muon(const Group& group, const std::vector<size_t>& members, double rate_factor);

    OptimizerOptions options_;
    std::vector<NamedTensor> parameters_;
    std::vector<at::Tensor> first_moments_;
    std::vector<at::Tensor> second_moments_;  ///< undefined where Muon moves the parameter, as are the steps
    std::vector<at::Tensor> steps_;
    std::vector<Group> groups_;
};

/// The exponential moving average of a network's tensors (buffers too), and the network that holds it.
class WeightAverage {
public:
    /// Starts as a copy of `net`, whose tensors must not be replaced afterwards.
    explicit WeightAverage(RTrackNet& net);

    /// average += (1 - decay) * (net - average); whole-number buffers are copied.
    void update(double decay);
    [[nodiscard]] RTrackNet& net() { return average_; }

private:
    RTrackNet average_;
    std::vector<at::Tensor> averaged_;
    std::vector<at::Tensor> sources_;
    std::vector<std::pair<at::Tensor, at::Tensor>> copied_;  ///< (average's, source's)
};

}  // namespace rtrack
