/// The rules for names in an event log. They are Kafka's, so that every backend can keep them.
public enum EventNames {
    /// The end of a dead-letter topic's name.
    public static let deadLetterSuffix = ".dead"

    /// The topic that takes what cannot be handled of `topic`.
    public static func deadLetterTopic(of topic: String) -> String {
        topic + deadLetterSuffix
    }

    /// Whether `topic` takes what could not be handled of another.
    public static func isDeadLetterTopic(_ topic: String) -> Bool {
        topic.hasSuffix(deadLetterSuffix)
    }

    /// - Throws: ``EventLogError`` with the code `invalidArgument`, unless `topic` is 1 to 249 characters of
    ///   `[a-zA-Z0-9._-]` and neither `.` nor `..`.
    public static func checkTopic(_ topic: String) throws(EventLogError) {
        guard !topic.isEmpty else { throw EventLogError(.invalidArgument, "the topic's name is empty") }
        guard topic != ".", topic != ".." else {
            throw EventLogError(.invalidArgument, "«\(topic)» is no name for a topic")
        }
        guard topic.utf8.count <= maximumTopicLength else {
            throw EventLogError(
                .invalidArgument,
                "a topic's name has at most \(maximumTopicLength) characters, this one has \(topic.utf8.count)")
        }
        if let character = topic.first(where: { !isAllowed($0) }) {
            throw EventLogError(
                .invalidArgument,
                "the topic's name «\(topic)» has a «\(character)»; allowed are letters a–z, digits, «.», «_» and «-»")
        }
    }

    /// - Throws: ``EventLogError`` with the code `invalidArgument`, unless `group` is 1 to 255 bytes.
    public static func checkGroup(_ group: String) throws(EventLogError) {
        guard !group.isEmpty, group.utf8.count <= 255 else {
            throw EventLogError(
                .invalidArgument, "a group's name has 1 to 255 bytes, this one has \(group.utf8.count)")
        }
    }

    private static let maximumTopicLength = 249

    private static func isAllowed(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
