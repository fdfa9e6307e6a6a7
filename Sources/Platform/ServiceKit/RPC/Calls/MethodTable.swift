import GRPCCore
import Synchronization

/// What is kept for each method, made when it is called for the first time.
///
/// The methods are those of contracts, so they are few, whatever comes over the network.
final class MethodTable<Entry: Sendable>: Sendable {
    private let entries = Mutex<[MethodDescriptor: Entry]>([:])
    private let make: @Sendable (MethodDescriptor) -> Entry

    init(_ make: @escaping @Sendable (MethodDescriptor) -> Entry) {
        self.make = make
    }

    subscript(method: MethodDescriptor) -> Entry {
        entries.withLock { entries in
            if let entry = entries[method] { return entry }
            let entry = make(method)
            entries[method] = entry
            return entry
        }
    }
}
