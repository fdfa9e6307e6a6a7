import Clocks
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("300ms", Duration.milliseconds(300)),
        ("0s", .zero),
        ("3s", .seconds(3)),
        ("20m", .seconds(1_200)),
        ("2h", .seconds(7_200)),
        ("7d", .seconds(604_800)),
        ("007s", .seconds(7)),
        ("106751d", .seconds(106_751 * 86_400)),
    ])
    func `a whole number and a unit is a duration`(text: String, duration: Duration) {
        #expect(Duration(text: text) == duration)
    }

    @Test(arguments: [
        "", "s", "3", "-3s", "+3s", "3 s", " 3s", "3s ", "1.5h", "3S", "3sec", "3m20s", "3us", "3ns", "3w", "٣s",
        "3\u{301}s",
        "0x3s", "3s\u{0}", "1e3s",
    ])
    func `anything else is refused`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: ["106752d", "9223372036855ms", "99999999999999999999s", "9223372037s"])
    func `more than 292 years is refused`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [
        (Duration.seconds(1_200), "20m"), (.seconds(86_400), "1d"), (.seconds(90_000), "25h"), (.seconds(61), "61s"),
        (.milliseconds(1_500), "1500ms"), (.zero, "0ms"), (.seconds(-60), "-1m"), (.nanoseconds(1_999_999), "1ms"),
        (.nanoseconds(999_999), "0ms"), (.seconds(1) + .nanoseconds(1), "1s"),
    ])
    func `the text is in the largest unit that divides the duration`(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test(arguments: [1, 999, 1_000, 60_000, 61_000, 3_600_000, 86_400_000, 9_223_372_036_854])
    func `a duration survives being written and read`(milliseconds: Int64) {
        let duration = Duration.milliseconds(milliseconds)
        #expect(Duration(text: duration.text) == duration)
    }
}
