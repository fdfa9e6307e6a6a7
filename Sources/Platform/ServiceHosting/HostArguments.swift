/// What the command line of a service may say.
struct HostArguments: Equatable {
    /// The settings file; `nil` for none.
    var config: String?
    /// Whether to print a settings file instead of running.
    var printsSettings = false

    /// An argument that is none.
    struct Unknown: Error, CustomStringConvertible {
        let description: String
    }

    /// - Throws: ``Unknown``.
    init(_ arguments: [String]) throws(Unknown) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--settings": printsSettings = true
            case "--config":
                guard let path = rest.popFirst() else { throw Unknown(description: "--config: a file must follow") }
                config = path
            default:
                throw Unknown(description: "unknown argument «\(argument)»; there are --config <file> and --settings")
            }
        }
    }
}
