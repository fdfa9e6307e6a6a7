import Synchronization
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("tasks enqueued at the same time go together")
struct EnqueueCombinerTests {
    private func entry(_ id: Int, bytes: Int = 1) -> EnqueueCombiner.Entry {
        .init(id: String(id), message: [UInt8](repeating: 0, count: bytes), registersQueue: false)
    }

    /// A server that answers when it is told to, and remembers what it was sent.
    private final class Server: Sendable {
        private let calls = Mutex<[[String]]>([])
        private let gate = AsyncStream.makeStream(of: Void.self)
        private let began = AsyncStream.makeStream(of: Void.self)
        private let isOpen: Bool

        init(isOpen: Bool = true) { self.isOpen = isOpen }

        var sent: [[String]] { calls.withLock { $0 } }

        func open() { gate.continuation.finish() }

        func waitForCall() async {
            for await _ in began.stream { return }
        }

        func take(_ entries: [EnqueueCombiner.Entry]) async {
            calls.withLock { $0.append(entries.map(\.id)) }
            began.continuation.yield()
            if !isOpen { for await _ in gate.stream {} }
        }
    }

    @Test("a caller alone is sent at once, and told what became of its task")
    func alone() async throws {
        let combiner = EnqueueCombiner()
        let server = Server()
        #expect(
            try await combiner.store(entry(1), in: "q") { entries throws(TaskQueueError) in
                await server.take(entries)
                return []
            })
        #expect(
            try await !combiner.store(entry(2), in: "q") { entries throws(TaskQueueError) in
                await server.take(entries)
                return [0]
            })
        #expect(server.sent == [["1"], ["2"]])
    }

    @Test("those who come while a call is under way share the next, and each hears of its own task")
    func together() async throws {
        let combiner = EnqueueCombiner()
        let server = Server(isOpen: false)
        let stored = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for id in 0..<20 {
                group.addTask {
                    let isStored = try await combiner.store(entry(id), in: "q") { entries throws(TaskQueueError) in
                        await server.take(entries)
                        // Even ids are refused.
                        return Set(entries.indices.filter { Int(entries[$0].id).map { $0 % 2 == 0 } ?? false })
                    }
                    return (id, isStored)
                }
                if id == 0 { await server.waitForCall() }
            }
            // Whoever is not in line yet goes with a later call.
            server.open()
            var stored: [Int: Bool] = [:]
            for try await (id, isStored) in group { stored[id] = isStored }
            return stored
        }
        #expect(stored == Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, $0 % 2 == 1) }))
        #expect(server.sent.first == ["0"])
        #expect(server.sent.joined().sorted() == (0..<20).map(String.init).sorted())
    }

    @Test("a failed call fails for all of its callers, and the next goes on")
    func failure() async throws {
        let combiner = EnqueueCombiner()
        for _ in 0..<2 {
            let error = await #expect(throws: TaskQueueError.self) {
                _ = try await combiner.store(entry(1), in: "q") { _ throws(TaskQueueError) in
                    throw TaskQueueError(.unavailable, "down")
                }
            }
            #expect(error?.code == .unavailable)
        }
    }

    @Test("a call takes no more than a hundred tasks, nor many large ones")
    func bounds() async throws {
        for (bytes, most) in [(1, 100), (200 * 1024, 1)] {
            let combiner = EnqueueCombiner()
            let server = Server()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<300 {
                    group.addTask {
                        _ = try await combiner.store(entry(id, bytes: bytes), in: "q") {
                            entries throws(TaskQueueError) in
                            await server.take(entries)
                            return []
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.sent.allSatisfy { $0.count <= most })
            #expect(server.sent.joined().count == 300)
        }
    }
}
