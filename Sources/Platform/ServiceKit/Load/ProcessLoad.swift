public import Resilience
public import ServiceLifecycle
import Synchronization

/// How busy the processor is that this process may use, sampled while it runs: one for a process, shared by all that
/// sheds work by it.
///
/// It stops last where it starts first, as work is shed until the last request has been answered. Reading it costs an
/// atomic load.
public final class ProcessLoad: Service, Sendable {
    /// How often the counters are read, which is what the smoothing of `ProcessorLoad` is made for.
    static let interval: Duration = .milliseconds(250)

    private let bits = Atomic<UInt64>(0)
    private let read: @Sendable () -> ProcessorReading?

    /// - Parameter read: what the counters of the system say; `nil` where there are none, and the load stays 0.
    public init(
        read: @escaping @Sendable () -> ProcessorReading? = { [counter = ProcessorCounter()] in counter.read() }
    ) {
        self.read = read
    }

    /// The share of the processor that is in use, by other processes as well, 0 to 1; 0 until there were two readings.
    public var share: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    /// Samples until shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var load = ProcessorLoad()
            while !Task.isCancelled {
                if let reading = self.read() {
                    load.add(reading, at: .now)
                    self.bits.store(load.share.bitPattern, ordering: .relaxed)
                }
                // Thrown where it is time to stop, which the loop sees for itself.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
