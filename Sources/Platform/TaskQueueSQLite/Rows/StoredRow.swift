import Database
import TaskQueue

/// What came of reading a row of `tasks`, which a foreign program or a damaged file may have filled with anything.
enum StoredRow {
    case readable(TaskRow)
    case unreadable(number: Int64, UnreadableTask)

    /// Reads ``TaskRow/columns`` of a row of the queue.
    init(_ row: inout RowReader, in queue: String) throws {
        var start = row
        do {
            self = .readable(try TaskRow(&row))
        } catch {
            let number: Int64 = try start.next()
            // An id that is no text has no name to report; the row is known by its number.
            let id = (try? start.next() as String) ?? ""
            self = .unreadable(
                number: number, UnreadableTask(queue: queue, taskID: id, reason: Self.reason(error)))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as TaskQueueError: error.message
        case let error as DatabaseError: error.message
        default: "\(error)"
        }
    }

    var task: TaskRow? {
        if case .readable(let row) = self { row } else { nil }
    }

    /// The number of a row that cannot be read.
    var unreadableNumber: Int64? {
        if case .unreadable(let number, _) = self { number } else { nil }
    }
}
