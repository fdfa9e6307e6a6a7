import Clocks
import Testing

@testable import TaskQueue

@Suite("a table of periodic tasks")
struct ScheduleTableTests {
    /// A whole minute.
    private let start = Timestamp(seconds: 1_893_456_000)

    private func task(_ id: String, _ cron: String, type: String = "t") throws -> PeriodicTask {
        try PeriodicTask(id: id, cron: cron, type: type, payload: [])
    }

    private func due(_ table: inout ScheduleTable, at moment: Timestamp) -> [String] {
        table.takeDue(at: moment).ticks.map { "\($0.task.id) \($0.dueAt.seconds - start.seconds)" }
    }

    @Test("hands out each tick once, the earliest first")
    func ticks() throws {
        var table = ScheduleTable([try task("b", "@every 10s"), try task("a", "@every 20s")], at: start)
        #expect(table.nextTick == start + .seconds(10))
        #expect(due(&table, at: start + .seconds(9)) == [])
        #expect(due(&table, at: start + .seconds(20)) == ["b 10", "a 20", "b 20"])
        #expect(due(&table, at: start + .seconds(20)) == [])
        #expect(table.nextTick == start + .seconds(30))
    }

    @Test("hands out what is not too late, and names what was missed")
    func late() throws {
        var table = ScheduleTable([try task("a", "@every 50s"), try task("b", "@hourly")], at: start)
        let due = table.takeDue(at: start + .seconds(500))
        #expect(due.ticks.map(\.dueAt) == [start + .seconds(450), start + .seconds(500)])
        #expect(due.missed == ["a"])
        #expect(table.takeDue(at: start + .seconds(500)).missed == [])
    }

    @Test("keeps the next tick of a task that stays as it is")
    func unchanged() throws {
        var table = ScheduleTable([try task("a", "@every 60s")], at: start)
        var hasChanged = table.replace(with: [try task("a", "@every 60s")], at: start + .seconds(59))
        #expect(!hasChanged)
        // Also of one that is due, and has not been handed out yet.
        hasChanged = table.replace(with: [try task("a", "@every 60s")], at: start + .seconds(61))
        #expect(!hasChanged)
        #expect(due(&table, at: start + .seconds(61)) == ["a 60"])
    }

    @Test("adds, changes and removes tasks from now on")
    func changes() throws {
        var table = ScheduleTable([try task("a", "@every 60s"), try task("b", "@every 60s")], at: start)
        let tasks = [try task("a", "@every 20s"), try task("c", "@every 30s")]
        var hasChanged = table.replace(with: tasks, at: start + .seconds(50))
        #expect(hasChanged)
        #expect(due(&table, at: start + .seconds(60)) == ["a 60", "c 60"])
        hasChanged = table.replace(with: [], at: start + .seconds(60))
        #expect(hasChanged)
        #expect(table.nextTick == nil)
    }

    @Test("does not lose a tick that is due while its task changes, nor hand it out again")
    func changedWhenDue() throws {
        var table = ScheduleTable([try task("a", "@every 60s")], at: start)
        table.replace(with: [try task("a", "@every 60s", type: "new")], at: start + .seconds(60))
        let due = table.takeDue(at: start + .seconds(60)).ticks
        #expect(due.map(\.task.request.type) == ["new"])
        table.replace(with: [try task("a", "@every 60s")], at: start + .seconds(60))
        #expect(table.takeDue(at: start + .seconds(119)).ticks.isEmpty)
    }

    @Test("shows its entries, the next due first")
    func entries() throws {
        let hourly = try PeriodicTask(
            id: "hourly", cron: "@hourly", type: "sweep", payload: [1], options: .init(queue: "low", maxRetry: 3))
        var table = ScheduleTable([hourly, try task("soon", "* * * * *"), try task("never", "0 0 31 2 *")], at: start)
        for tick in table.takeDue(at: start + .seconds(60)).ticks { table.noteEnqueued(tick) }
        let entries = table.schedulerEntries
        #expect(entries.map(\.id) == ["soon", "hourly", "never"])
        #expect(entries[0].previousEnqueueAt == start + .seconds(60))
        #expect(entries[0].nextEnqueueAt == start + .seconds(120))
        #expect((entries[1].spec, entries[1].type, entries[1].payload) == ("@hourly", "sweep", [1]))
        #expect(entries[1].options == ["Queue(\"low\")", "MaxRetry(3)"])
        #expect((entries[2].nextEnqueueAt, entries[2].previousEnqueueAt) == (nil, nil))
    }

    @Test("refuses two tasks of the same id")
    func twins() throws {
        let tasks = [try task("a", "@daily"), try task("a", "@hourly")]
        let error = #expect(throws: TaskQueueError.self) { try ScheduleTable.validate(tasks) }
        #expect(error?.message.contains("«a»") == true)
    }
}
