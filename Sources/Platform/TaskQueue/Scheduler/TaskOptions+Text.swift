extension TaskOptions {
    /// The options that are given, each as asynq's tools show it: `Queue("low")`, `MaxRetry(3)`, `Timeout(1m30s)`.
    ///
    /// Headers are no option there, and are left out.
    public var texts: [String] {
        var texts: [String] = []
        if let queue { texts.append("Queue(\(Self.quoted(queue)))") }
        if let maxRetry { texts.append("MaxRetry(\(max(0, maxRetry)))") }
        if let timeout { texts.append("Timeout(\(timeout.goText))") }
        if let deadline { texts.append("Deadline(\(deadline.unixDateText))") }
        if let uniqueFor { texts.append("Unique(\(uniqueFor.goText))") }
        if let processAt { texts.append("ProcessAt(\(processAt.unixDateText))") }
        if let processIn { texts.append("ProcessIn(\(processIn.goText))") }
        if let retention { texts.append("Retention(\(retention.goText))") }
        if let taskID { texts.append("TaskID(\(Self.quoted(taskID)))") }
        if let group { texts.append("Group(\(Self.quoted(group)))") }
        return texts
    }

    /// A string as a literal of Go: what cannot be seen is escaped.
    private static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\u{07}": literal += "\\a"
            case "\u{08}": literal += "\\b"
            case "\u{0C}": literal += "\\f"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\u{0B}": literal += "\\v"
            case _ where isVisible(scalar): literal.unicodeScalars.append(scalar)
            default: literal += escaped(scalar)
            }
        }
        return literal + "\""
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (prefix, width) =
            switch scalar.value {
            case ..<0x80: ("\\x", 2)
            case ..<0x1_0000: ("\\u", 4)
            default: ("\\U", 8)
            }
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }
}
