import Clocks
import Testing

@Suite struct TimestampTests {
    @Test func `seconds and milliseconds round down on both sides of the epoch`() {
        #expect(Timestamp(nanoseconds: 1_999_999_999).seconds == 1)
        #expect(Timestamp(nanoseconds: -1).seconds == -1)
        #expect(Timestamp(nanoseconds: -1_000_000_000).seconds == -1)
        #expect(Timestamp(nanoseconds: -1_000_000_001).seconds == -2)
        #expect(Timestamp(nanoseconds: 1_999_999).milliseconds == 1)
        #expect(Timestamp(nanoseconds: -1).milliseconds == -1)
        #expect(Timestamp(nanoseconds: 0).seconds == 0)
    }

    @Test func `the ends of the range have seconds and milliseconds`() {
        #expect(Timestamp.distantPast.seconds == -9_223_372_037)
        #expect(Timestamp.distantFuture.seconds == 9_223_372_036)
        #expect(Timestamp.distantPast.milliseconds == -9_223_372_036_855)
        #expect(Timestamp.distantFuture.milliseconds == 9_223_372_036_854)
    }

    @Test func `seconds beyond the range saturate`() {
        #expect(Timestamp(seconds: .max) == .distantFuture)
        #expect(Timestamp(seconds: .min) == .distantPast)
        #expect(Timestamp(seconds: 1) == Timestamp(nanoseconds: 1_000_000_000))
    }

    @Test func `adding and subtracting a duration saturates`() {
        #expect(Timestamp.distantFuture + .seconds(1) == .distantFuture)
        #expect(Timestamp.distantPast + .seconds(-1) == .distantPast)
        #expect(Timestamp.distantPast - .seconds(1) == .distantPast)
        #expect(Timestamp.distantFuture - .seconds(-1) == .distantFuture)
        #expect(Timestamp(seconds: 0) - .seconds(Int64.min) == .distantFuture)
    }

    @Test func `the difference of two moments is signed and saturates`() {
        #expect(Timestamp(seconds: 3) - Timestamp(seconds: 1) == .seconds(2))
        #expect(Timestamp(seconds: 1) - Timestamp(seconds: 3) == .seconds(-2))
        #expect(Timestamp.distantFuture - Timestamp.distantPast == .nanoseconds(Int64.max))
        #expect(Timestamp.distantPast - Timestamp.distantFuture == .nanoseconds(Int64.min))
    }

    @Test func `a duration of more than 292 years saturates`() {
        #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
        #expect((Duration.seconds(Int64.max) + .seconds(Int64.max)).wholeNanoseconds == .max)
        #expect(Duration.milliseconds(-1_500).wholeNanoseconds == -1_500_000_000)
    }

    @Test func `moments are ordered by time`() {
        #expect(Timestamp.distantPast < Timestamp(seconds: -1))
        #expect(Timestamp(seconds: -1) < Timestamp(seconds: 0))
        #expect(Timestamp(seconds: 0) < .distantFuture)
    }
}
