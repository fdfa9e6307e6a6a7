public import ServiceLifecycle

/// A part of a process: something that runs from its start to its stop.
public struct ServicePart: Sendable {
    /// What messages call it, `http` or `outbox of order-rpc` for example.
    public let name: String
    let service: any Service
    let hasStarted: @Sendable () async -> Bool

    /// - Parameters:
    ///   - name: what messages call it.
    ///   - service: it runs until the graceful shutdown; one that ends before ends the process.
    ///   - hasStarted: waits until the part does its work, with `false` where it failed to. The parts behind it start
    ///     after that.
    public init(
        _ name: String, _ service: any Service, hasStarted: @escaping @Sendable () async -> Bool = { true }
    ) {
        self.name = name
        self.service = service
        self.hasStarted = hasStarted
    }
}

/// A part of the process ended that should have run on.
public struct PartFailure: Error, CustomStringConvertible {
    /// The part's name.
    public let part: String
    /// What it threw; `nil` where it just ended.
    public let cause: (any Error)?

    public var description: String {
        cause.map { "\(part) failed: \($0)" } ?? "\(part) ended by itself"
    }
}
