import Clocks
import Testing

@testable import TaskQueue

@Suite("the text of options")
struct OptionTextTests {
    @Test("is what asynq's is", arguments: OptionTextVectors.texts.indices)
    func vectors(index: Int) {
        let (options, text) = OptionTextVectors.texts[index]
        #expect(options.texts == [text])
    }

    @Test("names those that are given, always in the same order")
    func several() {
        let options = TaskOptions(queue: "low", maxRetry: 3, retention: .seconds(1), headers: ["a": "b"])
        #expect(options.texts == ["Queue(\"low\")", "MaxRetry(3)", "Retention(1s)"])
        #expect(TaskOptions().texts == [])
    }

    @Test(
        "escapes what cannot be seen",
        arguments: [
            ("\\", #"\\"#), ("\u{1}", #"\x01"#), ("\u{7F}", #"\x7f"#), ("\u{A0}", #"\u00a0"#), ("\u{200B}", #"\u200b"#),
            ("\u{E0001}", #"\U000e0001"#), ("\u{7}\u{8}\u{C}\r\t\u{B}", #"\a\b\f\r\t\v"#), ("火 🔥", "火 🔥"),
        ])
    func escapes(text: String, literal: String) {
        #expect(TaskOptions(group: text).texts == ["Group(\"\(literal)\")"])
    }

    @Test(
        "prints durations of every size",
        arguments: [
            (Duration.nanoseconds(1), "1ns"), (.nanoseconds(999_999), "999.999µs"), (.milliseconds(-1500), "-1.5s"),
            (.nanoseconds(60_000_000_001), "1m0.000000001s"), (.nanoseconds(1_010_000), "1.01ms"),
            (.seconds(Int64.max), "2562047788015215h30m7s"),
        ])
    func durations(duration: Duration, text: String) {
        #expect(TaskOptions(processIn: duration).texts == ["ProcessIn(\(text))"])
    }

    @Test(
        "prints moments of every year",
        arguments: [
            (Timestamp(seconds: 0), "Thu Jan  1 00:00:00 UTC 1970"),
            (Timestamp(seconds: -1), "Wed Dec 31 23:59:59 UTC 1969"),
            (Timestamp(seconds: 951_782_400), "Tue Feb 29 00:00:00 UTC 2000"),
            (.distantFuture, "Fri Apr 11 23:47:16 UTC 2262"),
        ])
    func moments(moment: Timestamp, text: String) {
        #expect(TaskOptions(processAt: moment).texts == ["ProcessAt(\(text))"])
    }
}
