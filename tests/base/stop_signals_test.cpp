#include "tracking/base/stop_signals.h"

#include <chrono>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

// Each case runs in a process of its own, which ends with 0 if all is as it should be.

template <typename Body>
void in_a_process(Body body, const testing::ExitedWithCode& ends) {
    EXPECT_EXIT(
        {
            body();
            std::_Exit(0);
        },
        ends, "");
}

void expect_or_exit(bool condition) {
    if (!condition) std::_Exit(1);
}

TEST(StopSignals, EachOfTheThreeIsARequestToStop) {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
        in_a_process(
            [signal] {
                catch_stop_signals();
                expect_or_exit(!stop_signal_came());
                std::raise(signal);
                expect_or_exit(stop_signal_came());
            },
            testing::ExitedWithCode(0));
    }
}

TEST(StopSignals, SeveralOfOneMomentAreOneRequest) {
    in_a_process(
        [] {
            catch_stop_signals();
            for (const int signal : {SIGINT, SIGTERM, SIGTERM, SIGINT, SIGHUP, SIGHUP}) std::raise(signal);
            expect_or_exit(stop_signal_came());
        },
        testing::ExitedWithCode(0));
}

TEST(StopSignals, WhoAsksAgainEndsTheProgram) {
    for (const int signal : {SIGINT, SIGTERM}) {
        EXPECT_EXIT(
            {
                catch_stop_signals();
                std::raise(SIGTERM);
                std::this_thread::sleep_for(std::chrono::milliseconds(1100));
                std::raise(SIGHUP);  // of a terminal that closes, which nobody asks by
                std::raise(signal);
                std::_Exit(0);
            },
            testing::KilledBySignal(signal), "");
    }
}

TEST(StopSignals, AHangUpThatIsIgnoredStaysIgnored) {
    in_a_process(
        [] {
            std::signal(SIGHUP, SIG_IGN);  // as nohup does
            catch_stop_signals();
            std::raise(SIGHUP);
            expect_or_exit(!stop_signal_came());
        },
        testing::ExitedWithCode(0));
}

}  // namespace
}  // namespace rtrack
