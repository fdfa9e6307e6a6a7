import Foundation
import NIOCore
import NIOPosix

/// Requests that come whether or not those before them were answered, as people do.
///
/// All of it happens on one event loop.
final class OpenLoad {
    struct Result: Sendable {
        /// Requests of the time that is measured.
        var sent = 0
        /// Of those that were answered with 200 in time, in milliseconds.
        var latencies: [Double] = []
        var refused = 0
        /// Those that were not answered in time, or not at all.
        var gaveUp = 0

        func percentile(_ share: Double) -> Double {
            let sorted = latencies.sorted()
            return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
    }

    /// More are not opened: whoever finds none free gives up at once.
    private static let mostConnections = 2000

    private let port: Int
    private let rate: Double
    private let patience: TimeAmount
    private let measuredFrom: NIODeadline
    private let end: NIODeadline
    private let loop: any EventLoop
    private let promise: EventLoopPromise<Result>
    private var next: NIODeadline
    private var idle: [LoadConnection] = []
    private var open = 0
    private var underWay = 0
    private var result = Result()

    init(
        port: Int, rate: Double, patience: TimeAmount, warmUp: TimeAmount, length: TimeAmount, on loop: any EventLoop
    ) {
        self.port = port
        self.rate = rate
        self.patience = patience
        self.loop = loop
        next = .now()
        measuredFrom = .now() + warmUp
        end = .now() + warmUp + length
        promise = loop.makePromise()
    }

    func run() -> EventLoopFuture<Result> {
        tick()
        return promise.futureResult
    }

    /// Sends what is due. Once a millisecond, as timers are no finer.
    private func tick() {
        let now = NIODeadline.now()
        while next <= now, next < end {
            send(at: next)
            // The pauses of a Poisson process.
            next = next + .nanoseconds(max(1, Int64(-1e9 / rate * log(Double.random(in: .ulpOfOne..<1)))))
        }
        guard now >= end, underWay == 0 else {
            loop.assumeIsolated().scheduleTask(in: .milliseconds(1)) { self.tick() }
            return
        }
        for connection in idle { connection.close() }
        promise.succeed(result)
    }

    private func send(at moment: NIODeadline) {
        let counts = moment >= measuredFrom
        if counts { result.sent += 1 }
        underWay += 1
        if let connection = idle.popLast() { return ask(on: connection, from: moment, counts) }
        guard open < Self.mostConnections else { return gaveUp(counts) }
        open += 1
        ClientBootstrap(group: loop).connectTimeout(patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AnswerReader())
                }
            }
            .connect(host: "127.0.0.1", port: port).assumeIsolated().whenComplete { outcome in
                do {
                    let channel = try outcome.get()
                    let reader = try channel.pipeline.syncOperations.handler(type: AnswerReader.self)
                    self.ask(on: LoadConnection(channel: channel, reader: reader), from: moment, counts)
                } catch {
                    self.open -= 1
                    self.gaveUp(counts)
                }
            }
    }

    private func ask(on connection: LoadConnection, from moment: NIODeadline, _ counts: Bool) {
        let timer = loop.assumeIsolated().scheduleTask(deadline: moment + patience) {
            connection.reader.onAnswer = nil
            connection.close()
            self.open -= 1
            self.gaveUp(counts)
        }
        connection.ask { answer in
            timer.cancel()
            switch answer {
            case nil:
                self.open -= 1
                self.gaveUp(counts)
            case let answer?:
                self.underWay -= 1
                if counts, answer == 200 {
                    self.result.latencies.append(Double((NIODeadline.now() - moment).nanoseconds) / 1e6)
                } else if counts {
                    self.result.refused += 1
                }
                self.idle.append(connection)
            }
        }
    }

    private func gaveUp(_ counts: Bool) {
        underWay -= 1
        if counts { result.gaveUp += 1 }
    }
}
