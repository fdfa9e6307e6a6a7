public import ServiceLifecycle

/// An event log as a process uses it: it sends, reads, looks into the log, and runs the log's upkeep as a service.
public protocol EventBackend: EventInspector, Service {
    associatedtype Producer: EventProducer
    associatedtype Consumer: EventConsumer

    /// A producer. All of one log's producers are alike.
    var producer: Producer { get }

    /// A new member of a group. A group that has not been seen before begins with the oldest record that is kept.
    /// - Throws: ``EventLogError`` with the code `invalidArgument` for a name that is not valid, or no topics.
    func consumer(group: String, topics: [String]) throws(EventLogError) -> Consumer

    /// Returns when the log answers, for those who ask whether the process can do its work.
    /// - Throws: ``EventLogError``: `unavailable` where it does not in time, `accessDenied` where it refuses this process.
    func check() async throws(EventLogError)
}
