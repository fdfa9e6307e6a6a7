/// Where a scheduler learns which periodic tasks there are, while it runs.
public protocol PeriodicTaskProvider: Sendable {
    /// All periodic tasks that are to be scheduled now. No two of them have the same id.
    ///
    /// Where it throws, the scheduler goes on with those that it knows.
    func periodicTasks() async throws -> [PeriodicTask]
}
