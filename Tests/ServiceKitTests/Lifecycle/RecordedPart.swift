import ServiceKit
import ServiceLifecycle
import Synchronization

/// What the parts of a process did, in order.
final class Diary: Sendable {
    private let lines = Mutex<[String]>([])

    var entries: [String] { lines.withLock { $0 } }

    func note(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A part that notes its start and its stop.
struct RecordedPart: Service {
    let name: String
    let diary: Diary
    var end: End = .atShutdown

    enum End {
        case atShutdown
        case byItself
        case byError(any Error & Sendable)
    }

    func run() async throws {
        diary.note("\(name) starts")
        switch end {
        case .atShutdown: try await gracefulShutdown()
        case .byItself: break
        case .byError(let error): throw error
        }
        diary.note("\(name) stops")
    }

    var part: ServicePart { ServicePart(name, self) }
}
