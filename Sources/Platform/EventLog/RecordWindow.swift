/// The records of a partition that were read and whose commit is yet to come, and which of them may be handled now.
///
/// Records of one key are handled one after the other, in their order; those of different keys, and those without a key,
/// side by side. What is committed is always all that stands before the first record that is not finished.
struct RecordWindow {
    private struct Entry {
        let offset: Int64
        var isFinished = false
    }

    private let concurrency: Int
    /// How many records may be read ahead of the oldest one that is not committed. One that is held up (it is retried,
    /// it waits for a dependency) so leaves the others a while before it stops them.
    private let limit: Int
    /// In the order of the partition.
    private var entries: [Entry] = []
    /// Records that wait, in the order of the partition.
    private var waiting: [EventRecord] = []
    /// The keys of the records that are being handled.
    private var busyKeys: Set<String> = []
    private var handled = 0
    private var isStopped = false

    /// - Parameter concurrency: how many records are handled at a time. With 1, each is also committed before the next
    ///   one is read.
    init(concurrency: Int) {
        self.concurrency = concurrency
        limit = (concurrency - 1) * 8 + 1
    }

    /// Whether another record is to be read.
    var hasRoom: Bool { !isStopped && entries.count < limit }

    /// Enters a record that was read.
    mutating func add(_ record: EventRecord) {
        entries.append(Entry(offset: record.offset))
        waiting.append(record)
    }

    /// Takes the next record that may be handled now; `nil` where there is none.
    mutating func start() -> EventRecord? {
        guard !isStopped, handled < concurrency else { return nil }
        let index = waiting.firstIndex { record in record.key.map { !busyKeys.contains($0) } ?? true }
        guard let index else { return nil }
        let record = waiting.remove(at: index)
        if let key = record.key { busyKeys.insert(key) }
        handled += 1
        return record
    }

    /// Takes notice that a record is dealt with.
    mutating func finish(_ record: EventRecord) {
        leave(record)
        // What stands before the oldest one that is not committed is not asked for.
        guard let index = entries.firstIndex(where: { $0.offset == record.offset }) else { return }
        entries[index].isFinished = true
    }

    /// Takes notice that a record is left to the next member: nothing more is read or begun.
    mutating func abandon(_ record: EventRecord) {
        leave(record)
        stop()
    }

    /// Reads and begins nothing more. What is being handled may finish.
    mutating func stop() {
        isStopped = true
        waiting = []
    }

    /// The last of the finished records that can be committed; `nil` where there are none.
    var committable: Int64? { entries.prefix { $0.isFinished }.last?.offset }

    /// Takes notice that all records up to an offset are committed.
    mutating func committed(through offset: Int64) {
        entries.removeFirst(entries.prefix { $0.offset <= offset }.count)
    }

    private mutating func leave(_ record: EventRecord) {
        if let key = record.key { busyKeys.remove(key) }
        handled -= 1
    }
}
