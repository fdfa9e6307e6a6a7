public import Synchronization

/// Handles by labels. One that is there is found without a lock or an allocation; it is made when it is first asked for
/// and lives as long as the table.
///
/// Each slot begins a chain of links that only ever grows at its end, which is what lets readers go along it at any time. What finds a handle can be inlined, so that it is compiled for the labels at hand.
@usableFromInline
final class SeriesTable<Labels: MetricLabels, Handle: AnyObject & Sendable>: Sendable {
    @usableFromInline
    final class Link: Sendable {
        @usableFromInline let labels: Labels
        @usableFromInline let handle: Handle
        @usableFromInline let next = AtomicLazyReference<Link>()

        init(labels: Labels, handle: Handle) {
            self.labels = labels
            self.handle = handle
        }
    }

    /// The chains' beginnings.
    ///
    /// The pointer is set once, what it points to lives as long as the table, and each element is atomic.
    @usableFromInline
    nonisolated(unsafe) let slots: UnsafeMutableBufferPointer<AtomicLazyReference<Link>>
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

    @inlinable
    subscript(labels: Labels) -> Handle {
        let slot = labels.hashValue & (Self.slotCount - 1)
        guard var link = slots[slot].load() else { return added(labels, toSlot: slot) }
        while link.labels != labels {
            guard let next = link.next.load() else { return added(labels, behind: link) }
            link = next
        }
        return link.handle
    }

    /// Begins a chain, or adds to its end where another thread was first.
    @usableFromInline
    func added(_ labels: Labels, toSlot slot: Int) -> Handle {
        let link = admit { slots[slot].storeIfNil(Link(labels: labels, handle: make(labels.dimensions))) }
        return link.map { added(labels, behind: $0) } ?? overflow
    }

    /// Adds to the end of a chain what is not in it behind a link.
    @usableFromInline
    func added(_ labels: Labels, behind last: Link) -> Handle {
        var link = last
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
    @inlinable static var slotCount: Int { 256 }
}
