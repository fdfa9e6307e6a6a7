import TerminalText

/// Shows that something takes its time: a bar on a terminal, elsewhere a line now and then.
struct StoryProgress {
    let teller: StoryTeller
    /// How long it will take; `nil` where nobody knows.
    let total: Duration?
    private let startedAt = ContinuousClock.now
    /// When the next plain line is due. They come ever more rarely, so that half an hour takes a dozen.
    private var nextLine = Duration.seconds(1)

    private static let width = 30

    init(teller: StoryTeller, total: Duration?) {
        self.teller = teller
        self.total = total
    }

    mutating func update() throws {
        let elapsed = ContinuousClock.now - startedAt
        if teller.isTerminal {
            try teller.passing(total.map { bar(elapsed, of: $0) } ?? "waiting: \(elapsed.spoken)")
        } else if elapsed >= nextLine {
            try teller.say("waiting: \(elapsed.spoken)" + (total.map { " of \($0.spoken)" } ?? ""))
            nextLine *= 2
        }
    }

    private func bar(_ elapsed: Duration, of total: Duration) -> String {
        let done = min(1, elapsed / total)
        let filled = Int(done * Double(Self.width))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
            + " \(elapsed.spoken) of \(total.spoken)"
    }
}
