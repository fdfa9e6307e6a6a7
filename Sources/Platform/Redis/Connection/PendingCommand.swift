import NIOCore

/// A command that has not been answered, and who waits for the answer.
struct PendingCommand: Sendable {
    /// Where the answer goes.
    enum Completion: Sendable {
        case single(UnsafeContinuation<Result<RESPValue, RedisError>, Never>)
        case pipeline(UnsafeContinuation<Result<[RESPValue], RedisError>, Never>)
        case promise(EventLoopPromise<RESPValue>)
        /// That there is an answer at all is what counts.
        case nobody
    }

    /// Under which the caller withdraws.
    let id: UInt64
    /// How many replies belong to it.
    let replyCount: Int
    /// How long it may remain unanswered once it was sent.
    let timeout: TimeAmount
    let completion: Completion

    func fail(_ error: RedisError) {
        switch completion {
        case .single(let continuation): continuation.resume(returning: .failure(error))
        case .pipeline(let continuation): continuation.resume(returning: .failure(error))
        case .promise(let promise): promise.fail(error)
        case .nobody: break
        }
    }

    /// Hands out the only reply.
    func succeed(_ value: RESPValue) {
        switch completion {
        case .single(let continuation): continuation.resume(returning: .success(value))
        case .pipeline(let continuation): continuation.resume(returning: .success([value]))
        case .promise(let promise): promise.succeed(value)
        case .nobody: break
        }
    }

    /// Hands out all replies of a pipeline.
    func succeed(_ values: [RESPValue]) {
        switch completion {
        case .pipeline(let continuation): continuation.resume(returning: .success(values))
        case .single, .promise, .nobody: succeed(.array(values))
        }
    }
}

/// Identifies a command in flight to the state machine.
protocol InFlightCommand {
    var id: UInt64 { get }
    var replyCount: Int { get }
}

extension PendingCommand: InFlightCommand {}
