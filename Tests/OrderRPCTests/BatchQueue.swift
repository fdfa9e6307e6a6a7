import GRPCCore
import MqueueContract
import SwiftProtobuf
import Synchronization

/// The part of a queue that takes batches. It remembers what it was given, and can misbehave.
final class BatchQueue: Pb_mqueueBatch.SimpleServiceProtocol {
    enum Mood: Sendable {
        case fine
        case down
        /// Refuses every second item.
        case choosy
        /// Answers with one result too few.
        case forgetful
    }

    private struct State {
        var mood = Mood.fine
        var batches: [[Pb_OrderClose]] = []
    }

    private let state = Mutex(State())

    /// What it was given, whether it took it or not.
    var batches: [[Pb_OrderClose]] { state.withLock { $0.batches } }

    func become(_ mood: Mood) {
        state.withLock { $0.mood = mood }
    }

    func enqueueOrderCloses(
        request: Pb_EnqueueOrderClosesReq, context: ServerContext
    ) async throws -> Pb_EnqueueOrderClosesResp {
        let mood = state.withLock { state in
            state.batches.append(request.orders)
            return state.mood
        }
        if mood == .down { throw RPCError(code: .unavailable, message: "the queue is down") }
        return .with { response in
            response.results = request.orders.indices.map { index in
                .with { if mood == .choosy, index % 2 == 1 { $0.code = 100_009 } }
            }
            if mood == .forgetful { response.results.removeLast() }
        }
    }

    func publishPaymentStatuses(
        request: Pb_PublishPaymentStatusesReq, context: ServerContext
    ) async throws -> Pb_PublishPaymentStatusesResp {
        .init()
    }
}
