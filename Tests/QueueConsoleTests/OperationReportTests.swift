import QueueConsole
import TaskQueue
import Testing

@Suite("The report on an operation")
struct OperationReportTests {
    @Test("counts the tasks that were changed, in a sentence")
    func sentences() {
        func text(_ operation: BulkOperation, _ count: Int, _ state: TaskState? = nil) -> String {
            OperationReport(operation: operation, queue: "low", state: state, count: count).text
        }
        #expect(text(.run, 1) == "1 task of the queue «low» is pending now.")
        #expect(text(.run, 2, .archived) == "2 archived tasks of the queue «low» are pending now.")
        #expect(text(.archive, 0, .retry) == "Archived 0 retry tasks of the queue «low».")
        #expect(text(.delete, 1, .completed) == "Deleted 1 completed task of the queue «low».")
    }

    @Test("lists for machines what was refused and why")
    func refusals() throws {
        let report = OperationReport(
            operation: .delete, queue: "low", count: 1, refusals: [.init(taskID: "a\"b", reason: "it is active")])
        #expect(
            try report.json() == """
                {"operation":"delete","queue":"low","state":null,"count":1,\
                "refused":[{"task":"a\\"b","reason":"it is active"}]}
                """)
    }

    @Test("of a cancellation does not claim more than is known")
    func cancellation() throws {
        #expect(CancellationReport(taskID: "HSO1").text.contains("was asked to cancel"))
        #expect(try CancellationReport(taskID: "HSO1").json() == #"{"task":"HSO1","requested":true}"#)
    }

    @Test("an error is told with what the store said, once")
    func explanation() {
        struct Cause: Error, CustomStringConvertible { let description = "disk full" }
        #expect(
            TaskQueueError(.unavailable, "the store failed", cause: Cause()).explanation
                == "the store failed: disk full")
        #expect(TaskQueueError(.unavailable, "it says disk full", cause: Cause()).explanation == "it says disk full")
        #expect(TaskQueueError(.wrongState, "it is paused").explanation == "it is paused")
    }
}
