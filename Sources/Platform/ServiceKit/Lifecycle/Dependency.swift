/// Something that a process needs to do its work: a database, a queue's server.
public struct Dependency: Sendable {
    /// What messages call it.
    public let name: String
    let check: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - name: what messages call it, `orders` for example; each dependency of a process has another.
    ///   - check: throws where the dependency does not do what it must.
    public init(_ name: String, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }
}
