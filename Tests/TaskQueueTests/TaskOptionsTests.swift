import Clocks
import Testing

@testable import TaskQueue

@Suite("the options of a task")
struct TaskOptionsTests {
    static let refused: [(option: String, options: TaskOptions)] = [
        ("queue", .init(queue: "")), ("queue", .init(queue: " \t")), ("queue", .init(queue: "a\0b")),
        ("taskID", .init(taskID: "")), ("taskID", .init(taskID: " ")), ("taskID", .init(taskID: "\0")),
        ("maxRetry", .init(maxRetry: -1)), ("maxRetry", .init(maxRetry: .max)),
        ("timeout", .init(timeout: .zero)), ("timeout", .init(timeout: .seconds(-1))),
        ("uniqueFor", .init(uniqueFor: .milliseconds(999))), ("uniqueFor", .init(uniqueFor: .seconds(-1))),
        ("processIn", .init(processIn: .nanoseconds(-1))),
        ("processIn", .init(processAt: Timestamp(seconds: 1), processIn: .seconds(1))),
        ("retention", .init(retention: .seconds(-1))), ("group", .init(group: "")), ("group", .init(group: " ")),
        ("headers", .init(headers: ["": "x"])), ("headers", .init(headers: ["a": "\0"])),
    ]

    @Test("that no task can have are refused by name", arguments: refused.indices)
    func invalid(index: Int) {
        let (option, options) = Self.refused[index]
        let request = TaskRequest(type: "t", payload: [], options: options)
        let error = #expect(throws: TaskQueueError.self) { _ = try request.newTask(now: Timestamp(seconds: 0)) }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains("«\(option)»") == true)
        #expect(error?.isRetryable == false)
    }

    @Test("a type must not be blank", arguments: ["", "  ", "a\0"])
    func type(type: String) {
        #expect(throws: TaskQueueError.self) {
            _ = try TaskRequest(type: type, payload: []).newTask(now: Timestamp(seconds: 0))
        }
    }

    @Test("zero retries, no delay and no retention are fine")
    func zeros() throws {
        let options = TaskOptions(maxRetry: 0, processIn: .zero, retention: .zero)
        let task = try TaskRequest(type: "t", payload: [], options: options).newTask(now: Timestamp(seconds: 5))
        #expect(task.message.maxRetry == 0)
        #expect(task.processAt == nil)
        #expect(task.message.retention == nil)
    }

    @Test("a payload is JSON with sorted keys")
    func payload() throws {
        struct Wide: TaskPayload {
            static let taskType = "wide"
            var b = 1
            var a = "x/y"
        }
        #expect(String(decoding: try TaskRequest(Wide()).payload, as: UTF8.self) == #"{"a":"x/y","b":1}"#)
    }

    @Test("a payload that JSON cannot hold is refused")
    func unencodable() {
        struct Odd: TaskPayload {
            static let taskType = "odd"
            var number = Double.infinity
        }
        let error = #expect(throws: TaskQueueError.self) { try TaskRequest(Odd()) }
        #expect(error?.code == .invalidPayload)
        #expect(error?.message.contains("odd") == true)
    }
}
