import TerminalText
import Testing

@Suite("Text on a terminal")
struct TextTests {
    @Test(
        "a duration is spoken in its two largest units",
        arguments: [
            (Duration.zero, "0 ms"), (.milliseconds(84), "84 ms"), (.milliseconds(2400), "2.4 s"), (.seconds(8), "8 s"),
            (.milliseconds(41_900), "41 s"), (.seconds(60), "1 min"), (.seconds(185), "3 min 5 s"),
            (.seconds(7200), "2 h"), (.seconds(11_100), "3 h 5 min"), (.seconds(86_400), "1 d"),
            (.seconds(529_200), "6 d 3 h"), (.seconds(-185), "-3 min 5 s"),
        ])
    func spoken(_ duration: Duration, _ text: String) {
        #expect(duration.spoken == text)
    }

    @Test("a duration beyond all measure is spoken too", arguments: [Int64.max, .min, .min + 1])
    func endless(_ seconds: Int64) {
        #expect(Duration.seconds(seconds).spoken.contains(" d"))
    }

    @Test("a text is cut and filled up by columns, never in the middle of a wide character")
    func fitted() {
        #expect("abc".fitted(to: 5) == "abc  ")
        #expect("abcdef".fitted(to: 4) == "abc…")
        #expect("民宿房".fitted(to: 4) == "民… ")
        #expect("abc".fitted(to: 1) == "…")
        #expect("abc".fitted(to: 0) == "")
        #expect("".fitted(to: 0) == "")
    }

    @Test("an escape sequence does not get through")
    func printable() {
        #expect("a\u{1B}[31mb\u{9B}c\u{7F}\t".printable == "a·[31mb·c··")
    }
}
