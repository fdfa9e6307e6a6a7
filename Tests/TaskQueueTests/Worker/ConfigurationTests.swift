import Testing

@testable import TaskQueue

@Suite("the settings of a worker")
struct ConfigurationTests {
    typealias Configuration = TaskWorker.Configuration

    private static func grouping(_ policy: GroupPolicy) -> Configuration {
        Configuration(aggregation: .init(policy: policy) { _, _ in TaskRequest(type: "all", payload: []) })
    }

    private static func limiting(_ limit: TaskLimit) -> Configuration {
        Configuration(limits: ["t": limit])
    }

    static let refused: [(setting: String, configuration: Configuration)] = [
        ("queues", .init(queues: [:])), ("queues", .init(queues: [" ": 1])), ("queues", .init(queues: ["a": 0])),
        ("queues", .init(queues: ["a": 1_000_001])),
        ("concurrency", .init(concurrency: 0)), ("shutdownTimeout", .init(shutdownTimeout: .seconds(-1))),
        ("leaseDuration", .init(leaseDuration: .zero)), ("heartbeatInterval", .init(heartbeatInterval: .zero)),
        ("heartbeatInterval", .init(leaseDuration: .seconds(5), heartbeatInterval: .seconds(5))),
        ("recoveryInterval", .init(recoveryInterval: .zero)), ("cleanUpInterval", .init(cleanUpInterval: .zero)),
        ("crashLimit", .init(crashLimit: 0)),
        ("limits", .init(limits: ["": TaskLimit(concurrency: 1)])),
        ("limits", limiting(.init(concurrency: 0))), ("limits", limiting(.init(concurrency: -1))),
        ("limits", limiting(.init(rate: .init(0, per: .seconds(1))))),
        ("limits", limiting(.init(rate: .init(1, per: .zero)))),
        ("limits", limiting(.init(rate: .init(1, per: .seconds(-1))))),
        ("limits", limiting(.init(rate: .init(2_000_000, per: .seconds(1))))),
        ("limits", limiting(.init(rate: .init(1, per: .seconds(1), burst: 0)))),
        ("maxSize", grouping(.init(maxSize: 0))), ("maxDelay", grouping(.init(maxDelay: .zero))),
        ("gracePeriod", grouping(.init(gracePeriod: .milliseconds(999)))),
    ]

    @Test("that no worker can have are refused by name", arguments: refused.indices)
    func invalid(index: Int) {
        let (setting, configuration) = Self.refused[index]
        let error = #expect(throws: TaskQueueError.self) { try configuration.validate() }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains("«\(setting)»") == true)
    }

    @Test("are fine as they are by default, and at their limits")
    func valid() throws {
        try Configuration().validate()
        try Configuration(
            queues: ["a": 1_000_000], concurrency: 1, shutdownTimeout: .zero, leaseDuration: .seconds(1),
            heartbeatInterval: .milliseconds(999), crashLimit: 1
        ).validate()
        try Self.limiting(.init(concurrency: 1, rate: .init(1_000_000, per: .seconds(1), burst: 1))).validate()
        try Self.grouping(.init(maxSize: 1, maxDelay: .nanoseconds(1), gracePeriod: .seconds(1))).validate()
    }
}
