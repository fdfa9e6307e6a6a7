import Clocks
import Testing

@testable import TaskQueue

@Suite("a pool of runners", .timeLimit(.minutes(10)))
struct RunnerPoolTests {
    private func executions(_ count: Int) -> [TaskExecution] {
        (0..<count).map { number in
            let message = TaskMessage(id: "\(number)", type: "t", payload: [], queue: "q", maxRetry: 0)
            let lease = TaskLease(queue: "q", taskID: "\(number)", token: 1, expiresAt: .distantFuture)
            return TaskExecution(LeasedTask(message: message, lease: lease), number: number, index: number)
        }
    }

    @Test("wants a runner for each attempt, and hands the attempts out in order")
    func order() async {
        let pool = RunnerPool()
        pool.add(executions(2))
        pool.add(executions(1))
        #expect(await pool.runnersWanted() == 3)
        var ids: [String] = []
        for _ in 0..<3 { ids.append(await pool.next(isNew: true, onIdle: {})?.task.message.id ?? "none") }
        #expect(ids == ["0", "1", "0"])
    }

    @Test("wants no runner while there are idle ones, and wakes them as there is work")
    func idle() async {
        let pool = RunnerPool()
        let (idle, continuation) = AsyncStream.makeStream(of: Void.self)
        let done = Events()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { runners in
                    while let count = await pool.runnersWanted() {
                        for _ in 0..<count {
                            runners.addTask {
                                var isNew = true
                                while let next = await pool.next(isNew: isNew, onIdle: { continuation.yield() }) {
                                    isNew = false
                                    done.report(next.task.message.id)
                                }
                                done.report("gone")
                            }
                        }
                    }
                }
            }
            var idles = idle.makeAsyncIterator()
            for _ in 0..<3 {
                pool.add(executions(2))
                #expect(Set(await done.next(2)) == ["0", "1"])
            }
            _ = await idles.next()
            pool.close()
            // However often attempts came, there never were more than two at a time.
            #expect(await done.next(2) == ["gone", "gone"])
        }
    }

    @Test("lets runners go when it is closed, whether they wait or come later")
    func closed() async {
        let pool = RunnerPool()
        pool.add(executions(1))
        #expect(await pool.runnersWanted() == 1)
        pool.close()
        #expect(await pool.next(isNew: true, onIdle: {}) == nil)
        #expect(await pool.runnersWanted() == nil)
    }
}
