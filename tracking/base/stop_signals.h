#pragma once

namespace rtrack {

/// From now on a SIGHUP, SIGINT or SIGTERM makes `stop_signal_came` true instead of ending the program, which
/// then stops in order. A SIGINT or SIGTERM that comes a second later or more ends it at once: sooner, it is
/// the same request, which a closing terminal, `timeout` and torchrun send twice. A SIGHUP that is ignored,
/// as under nohup, stays ignored.
void catch_stop_signals();

/// May be called from any thread.
[[nodiscard]] bool stop_signal_came();

/// For work that leaves nothing half done. @throws Error(Stopped) if a stop signal came.
void throw_if_stop_signal_came();

}  // namespace rtrack
