import Clocks
import Redis
import TaskQueue

extension TaskInfo {
    /// Reads a task as the scripts for inspection return it.
    ///
    /// - Parameter fields: message, result, crashes, score in the state's set (of an active task, in `lease`) and
    ///   precise due time in microseconds.
    /// - Throws: ``TaskQueueError`` with the code `brokerFailure` where the message is missing or cannot be read.
    init(
        id: String, queue: String, state: TaskState, fields: ArraySlice<RESPValue>, now: Timestamp
    ) throws(TaskQueueError) {
        let fields = Array(fields)
        guard let bytes = fields[0].buffer else { throw .unreadableTask(id, in: queue, "its message is missing") }
        var message: TaskMessage
        do throws(ProtobufError) {
            message = try TaskMessage(encoded: bytes)
        } catch {
            throw .unreadableTask(id, in: queue, "\(error)")
        }
        // Where a foreign message says otherwise, operations still need the names under which it is stored.
        message.id = id
        message.queue = queue
        let score = fields[3].double.map(Timestamp.init(score:))
        let due = fields[4].double.map(Timestamp.init(microsecondScore:))
        self.init(
            message: message, state: state, result: fields[1].bytes,
            isOrphaned: state == .active && (score.map { $0 <= now } ?? true),
            crashCount: fields[2].int.map { Int(clamping: $0) } ?? 0)
        if state == .scheduled || state == .retry { nextProcessAt = Self.exactDue(due, roundedUp: score) }
    }

    /// The precise due time is good only while the whole second agrees with it: asynq may have changed that one.
    private static func exactDue(_ due: Timestamp?, roundedUp score: Timestamp?) -> Timestamp? {
        guard let due, let score, due.secondsRoundedUp == score.seconds else { return score }
        return due
    }
}
