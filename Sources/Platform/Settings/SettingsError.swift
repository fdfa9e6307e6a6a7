/// All that is wrong with the settings.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where: `etc/sojourn.yaml:12`, or an environment variable.
        public let place: String
        /// What is wrong, what was expected, and what may have been meant. Never a secret.
        public let message: String

        public var description: String { "\(place): \(message)" }
    }

    /// The problems, in the order in which they were found.
    public let problems: [Problem]

    /// A line for the count, and one for each problem.
    public var description: String {
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        return (["\(count) with the settings:"] + problems.map { "  \($0)" }).joined(separator: "\n")
    }
}
