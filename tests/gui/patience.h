#pragma once

#include <QTest>

/// Milliseconds for which a test waits for what must come. It passes by only where a test fails, so that it
/// is long enough for a slow machine on which other tests run beside.
inline constexpr int kPatience = 120000;

/// QTRY_VERIFY and its like with that patience: Qt gives up after 5 s.
#define TRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatience)
#define TRY_VERIFY2(condition, message) QTRY_VERIFY2_WITH_TIMEOUT(condition, message, kPatience)
#define TRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, kPatience)
