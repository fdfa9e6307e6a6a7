/// How our broker does the operation of a vector.
struct VectorCase: Sendable {
    let name: String
    /// Where the state afterwards is not asynq's, and why: see ``RedisSnapshot/differences(from:now:ignoring:)``.
    var deviations: [String: String] = [:]
    /// Whether the keys by which servers show themselves are compared as well.
    var comparesServers = false
    let run: @Sendable (VectorBench) async throws -> Void

    init(
        _ name: String, deviations: [String: String] = [:], comparesServers: Bool = false,
        run: @escaping @Sendable (VectorBench) async throws -> Void
    ) {
        self.name = name
        self.deviations = deviations
        self.comparesServers = comparesServers
        self.run = run
    }

    static let all: [VectorCase] =
        enqueueing + scheduling + taking + ending + upkeep + aggregating + showing + operating + repairing

    /// The reasons that several deviations share.
    enum Reason {
        static let roundedUp = "asynq cuts due times to seconds and so runs tasks up to 1 s early; ours are rounded up"
        static let registered = "a queue that is served shows, also where nobody has put a task into it"
        static let recovered = "a crash is not the task's fault: it goes back to the front and burns no retry"
        static let pendingSince = "a task that becomes pending by hand or by shutdown says since when"
    }
}
