import Synchronization

/// Handles by labels. One that is there is found without a lock or an allocation; it is made when it is first asked for
/// and lives as long as the table.
///
/// Each slot begins a chain of links that only ever grows at its end, which is what lets readers go along it at any time.
final class SeriesTable<Labels: MetricLabels, Handle: AnyObject & Sendable>: Sendable {
    private final class Link: Sendable {
        let labels: Labels
        let handle: Handle
        let next = AtomicLazyReference<Link>()

        init(labels: Labels, handle: Handle) {
            self.labels = labels
            self.handle = handle
        }
    }

    /// The chains' beginnings.
    ///
    /// The pointer is set once, what it points to lives as long as the table, and each element is atomic.
    private nonisolated(unsafe) let slots: UnsafeMutableBufferPointer<AtomicLazyReference<Link>>
    private let count = Atomic<Int>(0)
    private let limit: Int
    /// Made when it is first needed, so that it is exposed only where there is something in it.
    private let shared = AtomicLazyReference<Handle>()
    private let make: @Sendable ([(String, String)]) -> Handle

    /// - Parameters:
    ///   - limit: the most series; what is beyond them shares one, labelled `overflow="true"`.
    ///   - make: makes the handle of a series.
    init(limit: Int, make: @escaping @Sendable ([(String, String)]) -> Handle) {
        self.limit = limit
        self.make = make
        slots = .allocate(capacity: Self.slotCount)
        for index in slots.indices { slots.initializeElement(at: index, to: AtomicLazyReference()) }
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    subscript(labels: Labels) -> Handle {
        let slot = labels.hashValue & (Self.slotCount - 1)
        guard let first = slots[slot].load() else {
            return admit { slots[slot].storeIfNil(Link(labels: labels, handle: make(labels.dimensions))) }
                .map { handle(labels, from: $0) } ?? overflow
        }
        return handle(labels, from: first)
    }

    /// Goes along a chain, and adds to its end where the labels are not in it.
    private func handle(_ labels: Labels, from first: Link) -> Handle {
        var link = first
        while link.labels != labels {
            if let next = link.next.load() {
                link = next
            } else if let added = admit({ link.next.storeIfNil(Link(labels: labels, handle: make(labels.dimensions))) })
            {
                // Another thread may have been first, with other labels.
                link = added
            } else {
                return overflow
            }
        }
        return link.handle
    }

    /// Adds a link, unless the table is full. Threads that add the same at once may be counted twice, which only makes
    /// the table full a little sooner.
    private func admit(_ add: () -> Link) -> Link? {
        guard count.load(ordering: .relaxed) < limit else { return nil }
        count.wrappingAdd(1, ordering: .relaxed)
        return add()
    }

    /// What stands for all labels that are too many.
    private var overflow: Handle { shared.load() ?? shared.storeIfNil(make([("overflow", "true")])) }

    /// A power of two, for the mask.
    private static var slotCount: Int { 256 }
}
