/// What spans and log lines call a database.
public struct DatabaseIdentity: Sendable {
    /// The product, as OpenTelemetry's `db.system.name` has it: `sqlite`, `postgresql`.
    public var system: String
    /// The database's name, `orders` for example.
    public var name: String
    /// Where its server is; `nil` for one in a file.
    public var address: String?

    public init(system: String, name: String, address: String? = nil) {
        self.system = system
        self.name = name
        self.address = address
    }
}
