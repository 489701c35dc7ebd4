#pragma once

namespace rtrack {

/// To be called first in a program that computes. OpenMP's threads wait for each other some hundred times in
/// a frame; by default they do so by spinning for long, and where another program has one of the processors,
/// each of these waits lasts until the system takes that program off it. This starts the program anew (the
/// same process, the same arguments) with a short spin before a wait sleeps, since libgomp reads that only
/// when it is loaded. Does nothing where the environment has OMP_WAIT_POLICY or GOMP_SPINCOUNT already, or
/// where the new start is refused.
void restart_with_short_spin(char** argv);

}  // namespace rtrack
