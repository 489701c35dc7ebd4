#include "tracking/base/bounded_queue.h"

#include <thread>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(BoundedQueue, KeepsOrderAcrossThreadsAndDrainsAfterClose) {
    BoundedQueue<int> queue(3);
    std::thread producer([&] {
        for (int i = 0; i < 1000; ++i) queue.push(i);
        queue.close();
    });
    int expected = 0;
    while (auto item = queue.pop()) EXPECT_EQ(*item, expected++);
    producer.join();
    EXPECT_EQ(expected, 1000);
}

TEST(BoundedQueue, CloseWakesAWaitingPusher) {
    BoundedQueue<int> queue(1);
    ASSERT_TRUE(queue.push(1));
    std::thread pusher([&] { EXPECT_FALSE(queue.push(2)); });
    queue.close();
    pusher.join();
}

}  // namespace
}  // namespace rtrack
