import Clocks
import Synchronization
import Testing

@testable import TaskQueue

@Suite("a router")
struct TaskRouterTests {
    private let seen = Seen()

    final class Seen: Sendable {
        let list = Mutex<[String]>([])
        func add(_ item: String) { list.withLock { $0.append(item) } }
        var all: [String] { list.withLock { $0 } }
    }

    private func dispatch(_ router: TaskRouter, _ type: String) async throws {
        let message = TaskMessage(id: "a", type: type, payload: [], queue: "q", maxRetry: 0)
        try await router.makeHandler()(message, TaskContext(message: message, deadline: .distantFuture, logger: silent))
    }

    @Test("prefers the exact type, then the longest prefix")
    func matching() async throws {
        var router = TaskRouter()
        router.handle(prefix: "msg:") { [seen] _, _ in seen.add("msg:") }
        router.handle(prefix: "msg:pay:") { [seen] _, _ in seen.add("msg:pay:") }
        router.handle(type: "msg:pay:ok") { [seen] _, _ in seen.add("exact") }
        for type in ["msg:pay:ok", "msg:pay:okay", "msg:x"] { try await dispatch(router, type) }
        #expect(seen.all == ["exact", "msg:pay:", "msg:"])
    }

    @Test("fails a task that nothing handles", arguments: ["msg", "ms", "x:msg:", ""])
    func notFound(type: String) async throws {
        var router = TaskRouter()
        router.handle(prefix: "msg:") { _, _ in }
        let error = await #expect(throws: TaskFailure.self) { try await dispatch(router, type) }
        #expect(error?.code == .handlerNotFound)
    }

    @Test("runs middleware from the first added inwards, for unknown types too")
    func middleware() async throws {
        var router = TaskRouter()
        router.use { [seen] message, context, next in
            seen.add("1")
            defer { seen.add("/1") }
            try await next(message, context)
        }
        router.handle(type: "t") { [seen] _, _ in seen.add("t") }
        router.use { [seen] message, context, next in
            seen.add("2")
            try await next(message, context)
        }
        try await dispatch(router, "t")
        #expect(seen.all == ["1", "2", "t", "/1"])
        await #expect(throws: TaskFailure.self) { try await dispatch(router, "u") }
        #expect(seen.all.suffix(3) == ["1", "2", "/1"])
    }

    @Test("handles a payload under an older type too")
    func otherType() async throws {
        var router = TaskRouter()
        router.handle(CloseOrder.self, as: "homestay:order:close") { [seen] payload, _ in seen.add(payload.sn) }
        let message = TaskMessage(
            id: "a", type: "homestay:order:close", payload: Array(#"{"Sn":"HSO1","New":1}"#.utf8), queue: "q",
            maxRetry: 0)
        try await router.makeHandler()(message, TaskContext(message: message, deadline: .distantFuture, logger: silent))
        #expect(seen.all == ["HSO1"])
    }

    @Test("asks that a payload that does not decode is not retried", arguments: ["", "{", "{}", "[]", #"{"Sn":1}"#])
    func undecodable(payload: String) async {
        var router = TaskRouter()
        router.handle(CloseOrder.self) { _, _ in }
        let message = TaskMessage(
            id: "a", type: CloseOrder.taskType, payload: Array(payload.utf8), queue: "q", maxRetry: 0)
        await #expect(throws: SkipRetry.self) {
            try await router.makeHandler()(
                message, TaskContext(message: message, deadline: .distantFuture, logger: silent))
        }
    }
}
