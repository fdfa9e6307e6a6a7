import LabelledMetrics

/// What a call of the client is measured under.
enum CallName {
    case command(String)
    case script(RedisScript)
    case pipeline(count: Int)

    /// The label `command`, as go-zero's Redis client has it.
    var label: CallLabel {
        switch self {
        case .command(let name): CallLabel(name: name)
        case .script: CallLabel(name: "EVALSHA")
        case .pipeline: CallLabel(name: "Pipeline", isCommand: false)
        }
    }

    /// The span's name: a script says which one it is.
    var spanName: String {
        switch self {
        case .command(let name): name.uppercased()
        case .script(let script): "EVALSHA \(script.name)"
        case .pipeline: "PIPELINE"
        }
    }
}

/// A command's name as it was written, so that looking it up changes no letters.
struct CallLabel: MetricLabels {
    var name: String
    /// Whether its letters are made small, as those of all commands.
    var isCommand = true

    var command: String { isCommand ? name.lowercased() : name }
    var dimensions: [(String, String)] { [("command", command)] }
}
