import Synchronization

/// A fixed row of counters that any thread may raise at any time.
///
/// `@unchecked` because of the pointer: it is set once, what it points to lives as long as the row, and each element is
/// an `Atomic`.
struct AtomicTallies: ~Copyable, @unchecked Sendable {
    private let tallies: UnsafeMutableBufferPointer<Atomic<UInt64>>

    init(count: Int) {
        tallies = .allocate(capacity: count)
        for index in 0..<count { tallies.initializeElement(at: index, to: Atomic(0)) }
    }

    deinit {
        tallies.deinitialize()
        tallies.deallocate()
    }

    func increment(_ index: Int) {
        tallies[index].wrappingAdd(1, ordering: .relaxed)
    }

    var values: [UInt64] {
        tallies.indices.map { tallies[$0].load(ordering: .relaxed) }
    }
}
