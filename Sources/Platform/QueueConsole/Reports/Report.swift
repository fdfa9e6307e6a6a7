public import Clocks
public import Foundation
public import JSON
public import TerminalText

/// What an operator asked for: lines for people, one JSON object for machines.
///
/// The names of the fields are documented in `docs/queue-commands.md` and do not change. Moments are in UTC by RFC
/// 3339, durations in seconds; what is not there is `null`.
public protocol Report: JSONEncodable, Sendable {
    /// The report as text, a line each, without line feeds.
    func lines(in context: ReportContext) -> [String]
}

/// For whom, where and when lines are written.
public struct ReportContext: Sendable {
    /// The moment that `3 min ago` counts from: the broker's present.
    public var now: Timestamp
    /// The zone in which moments are shown.
    public var timeZone: TimeZone
    public var style: TextStyle

    public init(now: Timestamp, timeZone: TimeZone, style: TextStyle) {
        self.now = now
        self.timeZone = timeZone
        self.style = style
    }
}
