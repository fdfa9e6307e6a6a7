import Clocks
import Testing

@testable import TaskQueue

@Suite("the attempts of a worker")
struct ExecutionTableTests {
    private func task(_ id: String, crashes: Int = 0) -> LeasedTask {
        LeasedTask(
            message: TaskMessage(id: id, type: "t", payload: [], queue: "q", maxRetry: 0),
            lease: TaskLease(queue: "q", taskID: id, token: 1, expiresAt: .distantFuture), crashCount: crashes)
    }

    @Test("take a slot each until they end, and count until their outcome is stored")
    func slots() {
        let table = ExecutionTable(concurrency: 2)
        let first = table.insert([task("a"), task("b")])
        #expect((table.free, table.occupied, table.all.count) == (0, 2, 2))
        #expect(table.release(first[0]) == nil)
        #expect(table.release(first[0]) == nil)
        #expect((table.free, table.occupied, table.all.count) == (1, 1, 2))
        table.remove([first[0]])
        let next = table.insert([task("c")])
        #expect(table.all.map(\.task.message.id) == ["b", "c"])
        // The first has been gone for long, and its place is another's.
        #expect(table.release(first[0]) == nil)
        table.remove([first[0]])
        #expect((table.free, table.all.count) == (0, 2))
        #expect(table.running.count == 2)
        #expect(table.release(next[0]) == nil)
        #expect(table.free == 1)
    }

    @Test("leave no room for more when too many outcomes are yet to be stored")
    func backlog() {
        let table = ExecutionTable(concurrency: 600)
        for _ in 0..<2 {
            for execution in table.insert((0..<600).map { task("\($0)") }) { #expect(table.release(execution) == nil) }
        }
        #expect(table.free == 400)
        table.remove(table.all)
        #expect(table.free == 600)
    }

    @Test("have one suspect at a time, whose slot the next one takes over")
    func suspects() {
        let table = ExecutionTable(concurrency: 3)
        let ready = table.insert([task("s1", crashes: 2), task("a", crashes: 1), task("s2", crashes: 3)])
        #expect(ready.map(\.task.message.id) == ["s1", "a"])
        #expect(table.insert([task("s3", crashes: 2)]).isEmpty)
        #expect(table.occupied == 2)
        #expect(table.all.filter { $0.task.message.id == "s2" }.allSatisfy { $0.abort() })
        let next = table.release(ready[0])
        #expect(next?.task.message.id == "s3")
        #expect(table.occupied == 2)
        #expect(next.flatMap(table.release) == nil)
        #expect(table.occupied == 1)
        #expect(table.insert([task("s4", crashes: 2)]).count == 1)
    }

    @Test("leave no room for more when suspects pile up")
    func pile() {
        let table = ExecutionTable(concurrency: 2)
        _ = table.insert([task("s1", crashes: 2), task("s2", crashes: 2)])
        #expect(table.free == 1)
        _ = table.insert([task("s3", crashes: 2)])
        #expect(table.free == 0)
    }
}
