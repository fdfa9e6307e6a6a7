import Logging

/// The level of one logger: its own where it was set, else what the control says for its label.
struct HandlerLevel {
    private let word: LogLevelWord
    private var own: Logger.Level?

    /// - Parameter own: a level that no control changes.
    init(_ levels: LogLevelControl, label: String, own: Logger.Level? = nil) {
        word = levels.word(forLabel: label)
        self.own = own
    }

    var value: Logger.Level {
        get { own ?? word.level }
        set { own = newValue }
    }
}
